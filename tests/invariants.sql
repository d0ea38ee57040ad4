-- What must hold of a database at any moment (PROOFS.md §3), whatever was killed, retried or imported before. Every
-- statement returns one row per violation; a sound database answers each with 0 rows. Run it as a role that sees every
-- tenant:  psql "$SUPERUSER" -f tests/invariants.sql
-- Not here: I1, I2, I7, I8, I9 (no ledger, payments, inbox, reviews or outbox yet) · I5, I10, I13 (seen from outside, while
-- it runs) · fold(events) = stored state and the row made from it (in C#: Architecture.Tests, RebuildTests).

-- I3: the versions of a key are exactly 1…n
SELECT tenant_id, key_id, count(*) AS events, min(version) AS first, max(version) AS last
FROM key_event GROUP BY tenant_id, key_id HAVING min(version) <> 1 OR max(version) <> count(*);

-- I3: row, state and stream of a key stand at one version
SELECT tenant_id, key_id, k.version AS row_version, k.state ->> 'version' AS state_version, e.version AS newest
FROM licence_key k FULL JOIN (SELECT tenant_id, key_id, max(version) AS version FROM key_event GROUP BY tenant_id, key_id) e USING (tenant_id, key_id)
WHERE k.version IS DISTINCT FROM e.version OR (k.state ->> 'version')::int IS DISTINCT FROM e.version;

-- I3: what the row repeats of the state is the same
SELECT tenant_id, key_id, number, customer_id, partner_id, transfer_to, fingerprint
FROM licence_key
WHERE (state ->> 'id')::uuid IS DISTINCT FROM key_id OR state ->> 'number' IS DISTINCT FROM number
   OR (state ->> 'customer')::uuid IS DISTINCT FROM customer_id OR (state ->> 'partner')::uuid IS DISTINCT FROM partner_id
   OR (state -> 'transfer' ->> 'toPartner')::uuid IS DISTINCT FROM transfer_to OR state -> 'activation' ->> 'fingerprint' IS DISTINCT FROM fingerprint;

-- I3: a customer is called the same on its own row, on its keys and in every partner's list
SELECT c.tenant_id, c.customer_id, c.name, k.customer_name AS elsewhere FROM customer c JOIN licence_key k USING (tenant_id, customer_id) WHERE k.customer_name <> c.name
UNION ALL
SELECT c.tenant_id, c.customer_id, c.name, i.name FROM customer c JOIN customer_in_care i USING (tenant_id, customer_id) WHERE i.name <> c.name;

-- I3: keys counted per day (decision 0006) are the keys there are
WITH counted AS (
  SELECT tenant_id, scope AS scope_id, last_day, kind, trial, over, closes_on IS NOT NULL AS closed, coalesce(currency, '') AS currency,
         count(*) AS keys, sum(coalesce(renewal_minor, 0))::bigint AS at_stake
  FROM licence_key, unnest(ARRAY['00000000-0000-0000-0000-000000000000'::uuid, partner_id]) AS scope
  WHERE scope IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
)
SELECT tenant_id, scope_id, last_day, kind, kept.keys AS kept, counted.keys AS counted
FROM key_counter kept FULL JOIN counted USING (tenant_id, scope_id, last_day, kind, trial, over, closed, currency)
WHERE coalesce(kept.keys, 0) <> coalesce(counted.keys, 0) OR coalesce(kept.at_stake, 0) <> coalesce(counted.at_stake, 0);

-- I3: totals per partner and tenant are those of the rows
WITH counted AS (
  SELECT tenant_id, scope_id, sum(keys) AS keys, sum(customers) AS customers
  FROM (
    SELECT tenant_id, scope AS scope_id, 1 AS keys, 0 AS customers
    FROM licence_key, unnest(ARRAY['00000000-0000-0000-0000-000000000000'::uuid, partner_id]) AS scope WHERE scope IS NOT NULL AND closes_on IS NULL
    UNION ALL SELECT tenant_id, '00000000-0000-0000-0000-000000000000', 0, 1 FROM customer
    UNION ALL SELECT tenant_id, partner_id, 0, 1 FROM customer_in_care WHERE seen
  ) AS one GROUP BY tenant_id, scope_id
)
SELECT tenant_id, scope_id, kept.keys AS kept_keys, counted.keys, kept.customers AS kept_customers, counted.customers
FROM scope_total kept FULL JOIN counted USING (tenant_id, scope_id)
WHERE coalesce(kept.keys, 0) <> coalesce(counted.keys, 0) OR coalesce(kept.customers, 0) <> coalesce(counted.customers, 0);

-- I3: a partner sees its own customers and those of whose keys it looks after some
WITH counted AS (
  SELECT tenant_id, partner_id, customer_id, bool_or(own) AS own, sum(keys) AS keys
  FROM (
    SELECT tenant_id, partner_id, customer_id, true AS own, 0 AS keys FROM customer WHERE partner_id IS NOT NULL
    UNION ALL SELECT tenant_id, partner_id, customer_id, false, 1 FROM licence_key WHERE partner_id IS NOT NULL
  ) AS one GROUP BY tenant_id, partner_id, customer_id
)
SELECT tenant_id, partner_id, customer_id, kept.own AS kept_own, counted.own, kept.keys AS kept_keys, counted.keys
FROM customer_in_care kept FULL JOIN counted USING (tenant_id, partner_id, customer_id)
WHERE coalesce(kept.own, false) <> coalesce(counted.own, false) OR coalesce(kept.keys, 0) <> coalesce(counted.keys, 0);

-- I4: a key is bound to one installation at a time, at every version
SELECT tenant_id, key_id, version, fingerprint, bound_to
FROM (
  SELECT tenant_id, key_id, version, name, body ->> 'fingerprint' AS fingerprint,
         lag(name) OVER life AS before, lag(body ->> 'fingerprint') OVER life AS bound_to
  FROM key_event WHERE name IN ('key.activated.v1', 'key.released.v1', 'key.reissued.v1', 'key.traded-in.v1')
  WINDOW life AS (PARTITION BY tenant_id, key_id ORDER BY version)
) AS binding
WHERE name = 'key.activated.v1' AND before = 'key.activated.v1' AND fingerprint <> bound_to;

-- I4: the binding devices are checked against is the stream's last one
SELECT tenant_id, key_id, a.fingerprint AS kept, e.fingerprint AS said
FROM activation a FULL JOIN (
  SELECT * FROM (
    SELECT DISTINCT ON (tenant_id, key_id) tenant_id, key_id, name, body ->> 'fingerprint' AS fingerprint
    FROM key_event WHERE name IN ('key.activated.v1', 'key.released.v1', 'key.reissued.v1', 'key.traded-in.v1')
    ORDER BY tenant_id, key_id, version DESC
  ) AS last WHERE name = 'key.activated.v1'
) AS e USING (tenant_id, key_id)
WHERE a.fingerprint IS DISTINCT FROM e.fingerprint;

-- I4: a number that was withdrawn opens nothing
SELECT r.tenant_id, r.number, k.key_id FROM retired_number r JOIN licence_key k USING (tenant_id, number);

-- I6: whoever an event names is of the key's own tenant
WITH named AS (
  SELECT e.tenant_id, e.key_id, e.version, n.kind, n.id::uuid AS id
  FROM key_event e, LATERAL (VALUES
    ('partner', e.body ->> 'partner'), ('partner', e.body ->> 'fromPartner'), ('partner', e.body ->> 'toPartner'), ('partner', e.body -> 'facts' ->> 'partner'),
    ('customer', e.body ->> 'customer'), ('customer', e.body -> 'facts' ->> 'customer'),
    ('key', e.key_id::text), ('key', e.body ->> 'id'), ('key', e.body -> 'replaces' ->> 'id'), ('key', e.body -> 'replacedBy' ->> 'id')) AS n (kind, id)
  WHERE n.id IS NOT NULL
)
SELECT named.* FROM named
LEFT JOIN partner p ON named.kind = 'partner' AND p.tenant_id = named.tenant_id AND p.partner_id = named.id
LEFT JOIN customer c ON named.kind = 'customer' AND c.tenant_id = named.tenant_id AND c.customer_id = named.id
LEFT JOIN licence_key k ON named.kind = 'key' AND k.tenant_id = named.tenant_id AND k.key_id = named.id
WHERE p.partner_id IS NULL AND c.customer_id IS NULL AND k.key_id IS NULL;

-- I6: whoever a row names without a foreign key is of its own tenant
WITH named AS (
  SELECT 'licence_key.transfer_to' AS what, tenant_id, 'partner' AS kind, transfer_to AS id FROM licence_key WHERE transfer_to IS NOT NULL
  UNION ALL SELECT 'key_counter.scope_id', tenant_id, 'partner', scope_id FROM key_counter WHERE scope_id <> '00000000-0000-0000-0000-000000000000'
  UNION ALL SELECT 'scope_total.scope_id', tenant_id, 'partner', scope_id FROM scope_total WHERE scope_id <> '00000000-0000-0000-0000-000000000000'
  UNION ALL SELECT 'audit_entry.actor_id', tenant_id, 'member', actor_id FROM audit_entry WHERE actor_id IS NOT NULL
  UNION ALL SELECT 'audit_entry.object_id', tenant_id, object_kind, object_id FROM audit_entry WHERE object_kind IN ('key', 'customer', 'partner') AND object_id IS NOT NULL
  UNION ALL SELECT 'idempotency.actor_id', tenant_id, 'member', actor_id FROM idempotency
  UNION ALL SELECT 'import_run.actor_id', tenant_id, 'member', actor_id FROM import_run
)
SELECT DISTINCT named.* FROM named
LEFT JOIN partner p ON named.kind = 'partner' AND p.tenant_id = named.tenant_id AND p.partner_id = named.id
LEFT JOIN customer c ON named.kind = 'customer' AND c.tenant_id = named.tenant_id AND c.customer_id = named.id
LEFT JOIN licence_key k ON named.kind = 'key' AND k.tenant_id = named.tenant_id AND k.key_id = named.id
LEFT JOIN membership m ON named.kind = 'member' AND m.tenant_id = named.tenant_id AND m.membership_id = named.id
WHERE p.partner_id IS NULL AND c.customer_id IS NULL AND k.key_id IS NULL AND m.membership_id IS NULL;

-- I11: what a person did to a key stands in the audit, at the same moment (a device's count and an import's rows stand in the stream and in the run)
SELECT e.tenant_id, e.key_id, e.version, e.name, e.at, e.actor
FROM key_event e
WHERE e.name NOT IN ('key.imported.v1', 'key.corrected.v1') AND NOT (e.name = 'key.usage-reported.v1' AND e.actor = 'PBX')
  AND NOT EXISTS (SELECT FROM audit_entry a WHERE a.tenant_id = e.tenant_id AND a.at = e.at AND a.object_id IN (e.key_id, (e.body -> 'replacedBy' ->> 'id')::uuid))
  AND NOT EXISTS (SELECT FROM import_run r WHERE r.tenant_id = e.tenant_id AND e.at BETWEEN r.phase_started_at AND coalesce(r.finished_at, 'infinity'));

-- I11: an audit row says who, and by which request
SELECT tenant_id, audit_id, action FROM audit_entry WHERE actor = '' OR request_id = '' OR action = '';

-- I11: an audited write of a person was made under an idempotency key (as far back as those are kept)
SELECT a.tenant_id, a.audit_id, a.action, a.at
FROM audit_entry a
WHERE a.actor_id IS NOT NULL AND a.at >= (SELECT min(i.at) FROM idempotency i WHERE i.tenant_id = a.tenant_id)
  AND NOT EXISTS (SELECT FROM idempotency i WHERE i.tenant_id = a.tenant_id AND i.actor_id = a.actor_id AND i.at = a.at)
  AND a.object_kind <> 'import';

-- I12: no event happened before the one it follows
SELECT tenant_id, key_id, version, at, before
FROM (SELECT tenant_id, key_id, version, at, lag(at) OVER (PARTITION BY tenant_id, key_id ORDER BY version) AS before FROM key_event) AS step
WHERE at < before;
