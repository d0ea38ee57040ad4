-- What must hold of a database at any moment (PROOFS.md §3), whatever was killed, retried or imported before. Every
-- statement returns one row per violation; a sound database answers each with 0 rows. Run it as a role that sees every
-- tenant:  psql "$SUPERUSER" -f tests/invariants.sql
-- Not here: I8's replay of each record (in C#: CheckReview) · I5, I10, I13 (seen from outside, while
-- it runs) · fold(events) = stored state and the row made from it (in C#: Architecture.Tests, RebuildTests).

-- I1: every ledger transaction has postings, and they sum to zero in each of its currencies
SELECT t.tenant_id, t.transaction_id, t.reference, p.currency, sum(p.amount_minor) AS left_over
FROM ledger_transaction t LEFT JOIN ledger_posting p USING (tenant_id, transaction_id)
GROUP BY 1, 2, 3, 4 HAVING coalesce(sum(p.amount_minor), 1) <> 0;

-- I1: of every order, money received = applied + open credits + refunds, as its payments, lines, credits and refunds say it
WITH l AS (
  SELECT tenant_id, order_id, currency, sum(amount_minor) FILTER (WHERE account = 'RECEIVED') AS received, -sum(amount_minor) FILTER (WHERE account = 'REFUNDED') AS refunded,
         -sum(amount_minor) FILTER (WHERE account = 'CREDIT') AS credit, sum(amount_minor) AS rest
  FROM ledger_posting GROUP BY 1, 2, 3
), p AS (
  SELECT p.tenant_id, p.order_id, coalesce(c.currency, p.currency) AS currency, sum(p.paid_minor) AS paid, sum(p.refunded_minor) AS refunded
  FROM payment p LEFT JOIN open_credit c ON c.tenant_id = p.tenant_id AND c.payment_id = p.payment_id AND c.line IS NULL WHERE p.paid_minor > 0 GROUP BY 1, 2, 3
), o AS (
  SELECT tenant_id, order_id, currency, sum(amount) AS lies
  FROM (
    SELECT tenant_id, order_id, currency, amount_minor AS amount FROM open_credit WHERE state IN ('OPEN', 'REFUNDING')
    UNION ALL SELECT l.tenant_id, l.order_id, s.currency, l.gross_minor FROM order_line l JOIN sales_order s USING (tenant_id, order_id) WHERE l.state = 'WAITING' AND s.state = 'PAID'
  ) AS each GROUP BY 1, 2, 3
)
SELECT tenant_id, order_id, currency, l.received, p.paid, l.refunded, p.refunded AS sent_back, l.credit, o.lies
FROM l FULL JOIN p USING (tenant_id, order_id, currency) FULL JOIN o USING (tenant_id, order_id, currency)
WHERE coalesce(l.rest, 0) <> 0 OR coalesce(l.received, 0) <> coalesce(p.paid, 0) OR coalesce(l.refunded, 0) <> coalesce(p.refunded, 0) OR coalesce(l.credit, 0) <> coalesce(o.lies, 0);

-- I1: what went back of a payment is its refunds that succeeded, and never more than came in
SELECT p.tenant_id, p.payment_id, p.paid_minor, p.refunded_minor, coalesce(sum(r.amount_minor) FILTER (WHERE r.state = 'SUCCEEDED'), 0) AS refunds
FROM payment p LEFT JOIN refund r USING (tenant_id, payment_id) GROUP BY 1, 2, 3, 4
HAVING p.refunded_minor <> coalesce(sum(r.amount_minor) FILTER (WHERE r.state = 'SUCCEEDED'), 0) OR coalesce(sum(r.amount_minor) FILTER (WHERE r.state <> 'FAILED'), 0) > p.paid_minor;

-- I1: invoices, receipts and credit notes are numbered 1…n per tenant and kind
SELECT tenant_id, kind, count(*) AS documents, max(number) AS newest, n.last AS next_after
FROM document d LEFT JOIN number_range n USING (tenant_id, kind) GROUP BY tenant_id, kind, n.last HAVING min(number) <> 1 OR max(number) <> count(*) OR n.last IS DISTINCT FROM max(number);

-- I1: a credit note stands while its money is with the buyer; where the money came back, an invoice of the same amount takes it back
SELECT n.tenant_id, n.number, r.refund_id, r.state, c.gross_minor AS taken_back
FROM document n JOIN refund r ON r.tenant_id = n.tenant_id AND n.reference = 'refund:' || r.refund_id
LEFT JOIN document c ON c.tenant_id = n.tenant_id AND c.kind = 'INVOICE' AND c.reference = 'refund-undone:' || r.refund_id
WHERE n.kind = 'CREDIT_NOTE' AND (r.state NOT IN ('SUCCEEDED', 'FAILED') OR (r.state = 'FAILED') <> (c.gross_minor IS NOT DISTINCT FROM n.gross_minor));

-- I2: a line that is applied is one renewal of its key, and a renewal by an order is one line that is applied
WITH renewed AS (
  SELECT tenant_id, key_id, body ->> 'reference' AS reference, min(version) AS version, count(*) AS times
  FROM key_event WHERE name IN ('key.renewed.v1', 'key.maintenance-renewed.v1') AND body ->> 'reference' LIKE 'order:%' GROUP BY 1, 2, 3
), applied AS (
  SELECT tenant_id, key_id, 'order:' || order_id || ':' || line AS reference, key_version AS version FROM order_line WHERE state = 'APPLIED'
)
SELECT tenant_id, reference, renewed.key_id AS renewed, renewed.times, applied.key_id AS applied
FROM renewed FULL JOIN applied USING (tenant_id, reference)
WHERE renewed.key_id IS DISTINCT FROM applied.key_id OR renewed.version IS DISTINCT FROM applied.version OR renewed.times <> 1;

-- I2: a paid order was paid by one payment of its whole amount; every other payment of it is an open credit, and an order nobody paid has none
SELECT o.tenant_id, o.order_id, o.state, count(p.payment_id) AS payments
FROM sales_order o LEFT JOIN payment p ON p.tenant_id = o.tenant_id AND p.order_id = o.order_id AND p.state = 'PAID' AND p.paid_minor = o.gross_minor
  AND NOT EXISTS (SELECT FROM open_credit c WHERE c.tenant_id = p.tenant_id AND c.payment_id = p.payment_id AND c.line IS NULL)
GROUP BY 1, 2, 3 HAVING count(p.payment_id) <> CASE WHEN o.state IN ('PAID', 'FULFILLED', 'ATTENTION') THEN 1 ELSE 0 END;

-- I2: a quote's newest version is there with the versions before it, and the row repeats its figures
SELECT q.tenant_id, q.quote_id, q.version, count(v.version) AS versions, max(v.version) AS newest
FROM quote q LEFT JOIN quote_version v USING (tenant_id, quote_id) GROUP BY q.tenant_id, q.quote_id
HAVING count(v.version) <> q.version OR max(v.version) IS DISTINCT FROM q.version
  OR coalesce(max((v.body ->> 'grossMinor')::bigint) FILTER (WHERE v.version = q.version), -1) <> q.gross_minor;

-- I2: a quote is paid where an order of it was paid, and only there
SELECT q.tenant_id, q.quote_id, q.state, string_agg(o.state, ', ') AS orders
FROM quote q LEFT JOIN sales_order o USING (tenant_id, quote_id) GROUP BY q.tenant_id, q.quote_id
HAVING (q.state = 'PAID') <> coalesce(bool_or(o.state IN ('PAID', 'FULFILLED', 'ATTENTION')), false);

-- I2: an order is what its quote's version says, line by line
WITH quoted AS (
  SELECT o.tenant_id, o.order_id, l.line, l.body, o.gross_minor = (v.body ->> 'grossMinor')::bigint AND o.currency = v.body ->> 'currency' AS same
  FROM sales_order o JOIN quote_version v ON v.tenant_id = o.tenant_id AND v.quote_id = o.quote_id AND v.version = o.quote_version, jsonb_array_elements(v.body -> 'lines') WITH ORDINALITY AS l (body, line)
)
SELECT tenant_id, order_id, line, quoted.body ->> 'grossMinor' AS quoted, l.gross_minor AS ordered
FROM quoted FULL JOIN order_line l USING (tenant_id, order_id, line)
WHERE quoted.body IS DISTINCT FROM l.body OR NOT quoted.same OR (l.body ->> 'grossMinor')::bigint <> l.gross_minor OR (l.body ->> 'netMinor')::bigint <> l.net_minor OR (l.body ->> 'key')::uuid <> l.key_id;

-- I2: a line waits only while its order waits for money or is being applied
SELECT l.tenant_id, l.order_id, l.line, l.state, o.state AS order_state
FROM order_line l JOIN sales_order o USING (tenant_id, order_id)
WHERE (l.state = 'WAITING') <> (o.state IN ('OPEN', 'PROCESSING', 'CANCELLED')) AND o.state <> 'PAID';

-- I7: an event is worked on once or waits visibly: what is done says when, what is not is due, what is dead says why
SELECT tenant_id, event_id, state, due_at, done_at, note
FROM inbox WHERE (state IN ('DONE', 'IGNORED')) <> (done_at IS NOT NULL) OR (state IN ('WAITING', 'DEAD') AND note IS NULL);

-- I7: a message of the provider is archived once
SELECT tenant_id, event_id, count(*) AS times FROM inbox GROUP BY tenant_id, event_id HAVING count(*) > 1;

-- I8: the points of a day are those of its lines
WITH counted AS (SELECT tenant_id, partner_id, counts_on AS day, sum(points) AS points, count(*) AS lines FROM point_line GROUP BY 1, 2, 3)
SELECT tenant_id, partner_id, day, kept.points AS kept, counted.points
FROM point_day kept FULL JOIN counted USING (tenant_id, partner_id, day)
WHERE kept.points IS DISTINCT FROM counted.points OR kept.lines IS DISTINCT FROM counted.lines;

-- I8: an order has the points of what its partner paid and did not get back, and no other money has any
WITH worth AS (
  SELECT o.tenant_id, o.order_id, o.partner_id,
         div(sum(CASE WHEN o.payer = 'CUSTOMER' THEN coalesce((l.body ->> 'partnerNetMinor')::bigint, l.net_minor) ELSE l.net_minor END) * (o.gross_minor - p.refunded_minor), o.gross_minor::numeric * 100) AS points
  FROM sales_order o JOIN order_line l USING (tenant_id, order_id)
  JOIN payment p ON p.tenant_id = o.tenant_id AND p.order_id = o.order_id AND p.state = 'PAID'
    AND NOT EXISTS (SELECT FROM open_credit c WHERE c.tenant_id = p.tenant_id AND c.payment_id = p.payment_id AND c.line IS NULL)
  WHERE o.partner_id IS NOT NULL GROUP BY o.tenant_id, o.order_id, o.partner_id, o.gross_minor, p.payment_id, p.refunded_minor
), booked AS (
  SELECT tenant_id, order_id, partner_id, sum(points) AS points FROM point_line WHERE order_id IS NOT NULL GROUP BY 1, 2, 3
)
SELECT tenant_id, order_id, partner_id, worth.points AS worth, booked.points AS booked
FROM worth FULL JOIN booked USING (tenant_id, order_id, partner_id)
WHERE coalesce(worth.points, 0) <> coalesce(booked.points, 0);

-- I8: a partner's levels are 1…n, each beginning where the one before ended, and the newest is the partner's
SELECT tenant_id, partner_id, n, from_level, to_level, level
FROM (
  SELECT c.*, p.level, row_number() OVER life AS place, lag(to_level) OVER life AS before, lead(n) OVER life AS later
  FROM level_change c JOIN partner p USING (tenant_id, partner_id) WINDOW life AS (PARTITION BY tenant_id, partner_id ORDER BY n)
) AS life
WHERE n <> place OR (n > 1 AND (from_level IS DISTINCT FROM before OR cause = 'TAKEN')) OR (later IS NULL AND level IS DISTINCT FROM name);

-- I8: a review that was weighed has one result for each partner of its snapshot, and what was published says what became of it
SELECT r.tenant_id, r.run_id, r.state, p.partner_id, w.effect
FROM review_run r JOIN review_partner p USING (tenant_id, run_id) LEFT JOIN review_result w USING (tenant_id, run_id, partner_id)
WHERE r.state IN ('COMPARED', 'APPROVED', 'PUBLISHING', 'PUBLISHED') AND r.partners > 0 AND (w.partner_id IS NULL OR (r.state = 'PUBLISHED') <> (w.effect IS NOT NULL) AND r.state <> 'PUBLISHING');

-- I8: a half-year has one review, approved by as many as it asked for and never by who started it
SELECT r.tenant_id, r.run_id, r.on_day, count(a.membership_id) AS approvals, r.approvals_needed
FROM review_run r LEFT JOIN review_approval a USING (tenant_id, run_id) WHERE NOT r.dry AND r.state <> 'CANCELLED' GROUP BY r.tenant_id, r.run_id
HAVING bool_or(a.membership_id = r.starter_id) OR (r.state IN ('APPROVED', 'PUBLISHING', 'PUBLISHED') AND count(a.membership_id) < r.approvals_needed)
  OR EXISTS (SELECT FROM review_run o WHERE o.tenant_id = r.tenant_id AND o.on_day = r.on_day AND NOT o.dry AND o.state <> 'CANCELLED' AND o.run_id <> r.run_id);

-- I8: the lines a review counted are those of the ledger, each once, and their sum is the result's points
WITH summed AS (
  SELECT l.tenant_id, l.run_id, l.partner_id, sum(l.points) AS points, count(*) AS lines, count(p.line_id) AS there, count(DISTINCT l.reference) AS named
  FROM review_line l LEFT JOIN point_line p ON p.tenant_id = l.tenant_id AND p.reference = l.reference AND p.partner_id = l.partner_id AND p.points = l.points AND p.counts_on = l.counts_on GROUP BY 1, 2, 3
)
SELECT tenant_id, run_id, partner_id, summed.points AS lines, r.points AS result
FROM review_result r FULL JOIN summed USING (tenant_id, run_id, partner_id) JOIN review_run USING (tenant_id, run_id)
WHERE state <> 'WEIGHING' AND coalesce(stopped_in, '') <> 'WEIGHING' AND (coalesce(summed.points, 0) <> coalesce(r.points, 0) OR summed.lines <> summed.there OR summed.lines <> summed.named);

-- I8: a key stands in a review once, with its partner's level as the snapshot has it, and keys give no more than their partners' lines
SELECT k.tenant_id, k.run_id, k.key_id, k.level, p.level AS snapshot
FROM review_key k JOIN review_run r USING (tenant_id, run_id) LEFT JOIN review_partner p USING (tenant_id, run_id, partner_id) LEFT JOIN licence_key l USING (tenant_id, key_id)
WHERE r.dry OR l.key_id IS NULL OR k.level IS DISTINCT FROM p.level OR k.key_version > l.version
UNION ALL
SELECT g.tenant_id, g.run_id, NULL, g.points::text, coalesce(l.points, 0)::text
FROM (SELECT tenant_id, run_id, sum(points) AS points FROM review_key GROUP BY 1, 2) g LEFT JOIN (SELECT tenant_id, run_id, sum(points) AS points FROM review_line WHERE order_id IS NOT NULL GROUP BY 1, 2) l USING (tenant_id, run_id)
WHERE g.points > coalesce(l.points, 0) AND g.points > 0;

-- I8: a result's corrections are 1…n of a published review, count lines of the ledger that the review had not, and a level they gave back is in its history
SELECT c.tenant_id, c.run_id, c.partner_id, c.n, r.state
FROM (SELECT *, row_number() OVER (PARTITION BY tenant_id, run_id, partner_id ORDER BY n) AS place FROM review_correction) c JOIN review_run r USING (tenant_id, run_id)
WHERE c.n <> c.place OR r.state <> 'PUBLISHED' OR r.dry
  OR EXISTS (SELECT FROM review_correction_line l JOIN review_line k USING (tenant_id, run_id, partner_id, reference) WHERE (l.tenant_id, l.run_id, l.partner_id, l.n) = (c.tenant_id, c.run_id, c.partner_id, c.n))
  OR EXISTS (SELECT FROM review_correction_line l LEFT JOIN point_line p USING (tenant_id, partner_id, reference, counts_on, points)
             WHERE (l.tenant_id, l.run_id, l.partner_id, l.n) = (c.tenant_id, c.run_id, c.partner_id, c.n) AND (p.line_id IS NULL OR l.counts_on NOT BETWEEN r.window_from AND r.window_to))
  OR (c.effect = 'LEVEL_RESTORED') <> EXISTS (SELECT FROM level_change h WHERE (h.tenant_id, h.partner_id, h.cause) = (c.tenant_id, c.partner_id, 'CORRECTION') AND h.reference = format('review-correction:%s:%s', c.run_id, c.n));

-- I9: what was sent says when, and a paid order that is finished has told its buyer once
SELECT tenant_id, message_id::text AS what, state FROM outbox WHERE (state = 'SENT') <> (done_at IS NOT NULL) AND state IN ('NEW', 'SENDING', 'SENT')
UNION ALL
SELECT o.tenant_id, o.number, o.state FROM sales_order o JOIN quote q USING (tenant_id, quote_id)
WHERE o.state IN ('FULFILLED', 'ATTENTION') AND q.email IS NOT NULL AND (SELECT count(*) FROM outbox m WHERE m.tenant_id = o.tenant_id AND m.dedupe = 'receipt:' || o.order_id) <> 1;

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
