-- The ground every module stands on. Every table with tenant_id is under forced row-level security; a missing tenant
-- shows no row (fail closed). Unique keys and foreign keys carry tenant_id (PROOFS.md §5).

CREATE FUNCTION current_tenant() RETURNS int LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.tenant', true), '')::int $$;

CREATE TABLE tenant (
  id          int PRIMARY KEY,
  slug        text NOT NULL UNIQUE CHECK (slug ~ '^[a-z][a-z0-9-]{1,30}$'),
  name        text NOT NULL,
  currency    text NOT NULL,
  time_zone   text NOT NULL,
  languages   text[] NOT NULL
);

-- One document per revision: the rule book of RULES.md as data, dated versions inside. Never changed, only added to.
CREATE TABLE rule_book (
  tenant_id     int NOT NULL REFERENCES tenant,
  revision      int NOT NULL,
  body          jsonb NOT NULL,
  published_at  timestamptz NOT NULL,
  published_by  text NOT NULL,
  PRIMARY KEY (tenant_id, revision)
);

CREATE TABLE partner (
  tenant_id   int NOT NULL REFERENCES tenant,
  partner_id  uuid NOT NULL,
  name        text COLLATE "und-x-icu" NOT NULL,
  vat_id      text,
  country     text,
  city        text,
  language    text,
  level       text,
  created_at  timestamptz NOT NULL,
  search      tsvector NOT NULL,
  PRIMARY KEY (tenant_id, partner_id)
);
CREATE INDEX partner_name ON partner (tenant_id, name, partner_id);
CREATE INDEX partner_vat ON partner (tenant_id, vat_id);
CREATE INDEX partner_search ON partner USING gin (search);

-- Who may what, where: (tid, oid) of the identity provider is the person, never a name or an address (PROOFS.md §7).
CREATE TABLE membership (
  tenant_id      int NOT NULL REFERENCES tenant,
  membership_id  uuid NOT NULL,
  directory_id   uuid NOT NULL,
  object_id      uuid NOT NULL,
  application    boolean NOT NULL DEFAULT false,
  name           text NOT NULL,
  login          text NOT NULL,
  role           text NOT NULL CHECK (role IN ('OPERATOR', 'OWNER', 'SALES', 'SUPPORT', 'PURCHASE')),
  partner_id     uuid,
  language       text,
  preferences    jsonb NOT NULL DEFAULT '{}',
  disabled_at    timestamptz,
  created_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, membership_id),
  UNIQUE (tenant_id, directory_id, object_id),
  FOREIGN KEY (tenant_id, partner_id) REFERENCES partner,
  CHECK ((role = 'OPERATOR') = (partner_id IS NULL))
);
CREATE INDEX membership_identity ON membership (directory_id, object_id);

CREATE TABLE customer (
  tenant_id    int NOT NULL REFERENCES tenant,
  customer_id  uuid NOT NULL,
  partner_id   uuid,
  reference    text,
  name         text COLLATE "und-x-icu" NOT NULL,
  email        text,
  vat_id       text,
  country      text,
  city         text,
  language     text,
  education    boolean NOT NULL DEFAULT false,
  created_at   timestamptz NOT NULL,
  version      int NOT NULL DEFAULT 1,
  search       tsvector NOT NULL,
  PRIMARY KEY (tenant_id, customer_id),
  UNIQUE (tenant_id, reference),
  FOREIGN KEY (tenant_id, partner_id) REFERENCES partner
);
CREATE INDEX customer_name ON customer (tenant_id, name, customer_id);
CREATE INDEX customer_search ON customer USING gin (search);

-- Which customers a partner sees: its own, and those of whose keys it looks after some. Kept by triggers, so that a partner's
-- list is one index range and never a search through keys.
CREATE TABLE customer_in_care (
  tenant_id    int NOT NULL,
  partner_id   uuid NOT NULL,
  customer_id  uuid NOT NULL,
  name         text COLLATE "und-x-icu" NOT NULL,
  own          boolean NOT NULL,
  keys         bigint NOT NULL,
  seen         boolean NOT NULL GENERATED ALWAYS AS (own OR keys > 0) STORED,
  PRIMARY KEY (tenant_id, partner_id, customer_id),
  FOREIGN KEY (tenant_id, customer_id) REFERENCES customer,
  FOREIGN KEY (tenant_id, partner_id) REFERENCES partner
) WITH (fillfactor = 80);
CREATE INDEX customer_in_care_name ON customer_in_care (tenant_id, partner_id, name, customer_id) WHERE seen;
CREATE INDEX customer_in_care_customer ON customer_in_care (tenant_id, customer_id);

-- How many open keys and customers there are, per partner and for the whole tenant (scope = nil uuid).
CREATE TABLE scope_total (
  tenant_id  int NOT NULL,
  scope_id   uuid NOT NULL,
  keys       bigint NOT NULL,
  customers  bigint NOT NULL,
  PRIMARY KEY (tenant_id, scope_id)
) WITH (fillfactor = 50);

-- The key's row: a projection of its events, rebuilt from them by the same code. `state` is the fold, so that loading a
-- key costs the same after ten events and after ten thousand; `timeline` is KL-15, past and future.
CREATE TABLE licence_key (
  tenant_id         int NOT NULL REFERENCES tenant,
  key_id            uuid NOT NULL,
  number            text NOT NULL,
  version           int NOT NULL,
  customer_id       uuid NOT NULL,
  partner_id        uuid,
  kind              text NOT NULL,
  edition           text NOT NULL,
  size              int NOT NULL,
  free              boolean NOT NULL,
  trial             boolean NOT NULL,
  not_for_resale    boolean NOT NULL,
  education         boolean NOT NULL,
  starts_on         date NOT NULL,
  last_day          date NOT NULL,            -- 'infinity' where nothing lapses
  window_last_day   date,
  closes_on         date,
  max_extensions    int,
  counted           int,
  over              boolean NOT NULL,
  usage_ratio       real NOT NULL,
  usage_reported_on date,
  deadline          date,
  end_of_life       date,
  renewal_minor     bigint,
  currency          text,
  customer_name     text COLLATE "und-x-icu" NOT NULL,   -- kept here so that sorting needs no join under row-level security
  transfer_to       uuid,
  fqdn              text,
  pbx_version       text,
  fingerprint       text,
  issued_at         timestamptz NOT NULL,
  rule_revision     int NOT NULL,
  outline           text NOT NULL,            -- the timeline in short: what lists show, read without parsing
  timeline          json NOT NULL,
  state             json NOT NULL,
  PRIMARY KEY (tenant_id, key_id),
  UNIQUE (tenant_id, number),
  FOREIGN KEY (tenant_id, customer_id) REFERENCES customer,
  FOREIGN KEY (tenant_id, partner_id) REFERENCES partner
) WITH (fillfactor = 80);
CREATE INDEX key_expiry ON licence_key (tenant_id, last_day, key_id);
CREATE INDEX key_partner_expiry ON licence_key (tenant_id, partner_id, last_day, key_id);
CREATE INDEX key_customer ON licence_key (tenant_id, customer_id, last_day, key_id);
CREATE INDEX key_customer_name ON licence_key (tenant_id, customer_name, key_id);
CREATE INDEX key_partner_customer_name ON licence_key (tenant_id, partner_id, customer_name, key_id);
CREATE INDEX key_partner_number ON licence_key (tenant_id, partner_id, number);
CREATE INDEX key_size ON licence_key (tenant_id, size, key_id);
CREATE INDEX key_partner_size ON licence_key (tenant_id, partner_id, size, key_id);
CREATE INDEX key_usage ON licence_key (tenant_id, usage_ratio, key_id);
CREATE INDEX key_partner_usage ON licence_key (tenant_id, partner_id, usage_ratio, key_id);
CREATE INDEX key_issued ON licence_key (tenant_id, issued_at, key_id);
CREATE INDEX key_partner_issued ON licence_key (tenant_id, partner_id, issued_at, key_id);
CREATE INDEX key_over ON licence_key (tenant_id, partner_id, last_day, key_id) WHERE over;
CREATE INDEX key_deadline ON licence_key (tenant_id, partner_id, deadline, key_id) WHERE over;
CREATE INDEX key_end_of_life ON licence_key (tenant_id, partner_id, end_of_life, key_id) WHERE end_of_life IS NOT NULL;
CREATE INDEX key_stale ON licence_key (tenant_id, partner_id, usage_reported_on, key_id) WHERE usage_reported_on IS NOT NULL AND closes_on IS NULL;
CREATE INDEX key_transfer ON licence_key (tenant_id, transfer_to, key_id) WHERE transfer_to IS NOT NULL;

-- Beside the row, so that an activation with a new FQDN rewrites one index entry and not all of the row's (fillfactor keeps it HOT).
CREATE TABLE key_search (
  tenant_id  int NOT NULL,
  key_id     uuid NOT NULL,
  search     tsvector NOT NULL,
  PRIMARY KEY (tenant_id, key_id),
  FOREIGN KEY (tenant_id, key_id) REFERENCES licence_key
);
CREATE INDEX key_search_words ON key_search USING gin (search);

-- Numbers a key had before it was reissued: they answer as unknown to devices and cannot be issued again.
CREATE TABLE retired_number (
  tenant_id  int NOT NULL,
  number     text NOT NULL,
  key_id     uuid NOT NULL,
  retired_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, number),
  FOREIGN KEY (tenant_id, key_id) REFERENCES licence_key
);

CREATE TABLE key_event (
  tenant_id  int NOT NULL,
  key_id     uuid NOT NULL,
  version    int NOT NULL,
  at         timestamptz NOT NULL,
  actor      text NOT NULL,
  name       text NOT NULL,
  body       json NOT NULL,
  PRIMARY KEY (tenant_id, key_id, version)
);

CREATE TABLE activation (
  tenant_id     int NOT NULL,
  key_id        uuid NOT NULL,
  fingerprint   text NOT NULL,
  fqdn          text NOT NULL,
  pbx_version   text,
  activated_at  timestamptz NOT NULL,
  last_seen_at  timestamptz,
  PRIMARY KEY (tenant_id, key_id),
  FOREIGN KEY (tenant_id, key_id) REFERENCES licence_key
) WITH (fillfactor = 80);

-- Keys per last day, per partner and for the whole tenant (scope = nil uuid): dashboards read days, never keys.
CREATE TABLE key_counter (
  tenant_id  int NOT NULL,
  scope_id   uuid NOT NULL,
  last_day   date NOT NULL,
  kind       text NOT NULL,
  trial      boolean NOT NULL,
  over       boolean NOT NULL,
  closed     boolean NOT NULL,
  currency   text NOT NULL,
  keys       bigint NOT NULL,
  at_stake   bigint NOT NULL,
  PRIMARY KEY (tenant_id, scope_id, last_day, kind, trial, over, closed, currency)
) WITH (fillfactor = 70);

CREATE TABLE audit_entry (
  tenant_id    int NOT NULL REFERENCES tenant,
  audit_id     uuid NOT NULL,
  at           timestamptz NOT NULL,
  actor        text NOT NULL,
  actor_id     uuid,
  actor_role   text,
  action       text NOT NULL,
  object_kind  text NOT NULL,
  object_id    uuid,
  object_label text NOT NULL,
  changes      jsonb NOT NULL,
  reason       text,
  request_id   text NOT NULL,
  address      text,
  PRIMARY KEY (tenant_id, audit_id)
);
CREATE INDEX audit_object ON audit_entry (tenant_id, object_id, audit_id);
CREATE INDEX audit_actor ON audit_entry (tenant_id, actor, audit_id);
CREATE INDEX audit_action ON audit_entry (tenant_id, action, audit_id);

-- An accepted write is answered once: the same key with the same request gives the kept answer.
CREATE TABLE idempotency (
  tenant_id     int NOT NULL,
  actor_id      uuid NOT NULL,
  key           text NOT NULL,
  request_hash  bytea NOT NULL,
  status        int NOT NULL,
  body          text NOT NULL,
  at            timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, actor_id, key)
);
CREATE INDEX idempotency_at ON idempotency (tenant_id, at);

CREATE TABLE import_run (
  tenant_id    int NOT NULL REFERENCES tenant,
  import_id    uuid NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('KEYS', 'CUSTOMERS', 'USAGE')),
  state        text NOT NULL CHECK (state IN ('CHECKING', 'CHECKED', 'COMMITTING', 'DONE', 'STOPPED', 'FAILED')),
  committing   boolean NOT NULL DEFAULT false,
  only_if_clean boolean NOT NULL DEFAULT false,
  stop_asked   boolean NOT NULL DEFAULT false,
  file_name    text NOT NULL,
  file_hash    bytea NOT NULL,
  rows         int NOT NULL DEFAULT 0,
  done         int NOT NULL DEFAULT 0,
  good         int NOT NULL DEFAULT 0,
  bad          int NOT NULL DEFAULT 0,
  unchanged    int NOT NULL DEFAULT 0,
  created      int NOT NULL DEFAULT 0,
  changed      int NOT NULL DEFAULT 0,
  committed    int NOT NULL DEFAULT 0,
  failure      text,
  started_at   timestamptz NOT NULL,
  phase_started_at timestamptz NOT NULL,
  finished_at  timestamptz,
  started_by   text NOT NULL,
  actor_id     uuid NOT NULL,
  PRIMARY KEY (tenant_id, import_id)
);

CREATE TABLE import_chunk (
  tenant_id  int NOT NULL,
  import_id  uuid NOT NULL,
  n          int NOT NULL,
  body       bytea NOT NULL,
  PRIMARY KEY (tenant_id, import_id, n),
  FOREIGN KEY (tenant_id, import_id) REFERENCES import_run
);

CREATE TABLE import_problem (
  tenant_id  int NOT NULL,
  import_id  uuid NOT NULL,
  line       int NOT NULL,
  n          int NOT NULL,
  column_name text,
  value      text,
  code       text NOT NULL,
  rule       text,
  facts      jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, import_id, line, n),
  FOREIGN KEY (tenant_id, import_id) REFERENCES import_run
);

-- The browser sessions of the edge: encrypted there, opaque here, belonging to a person rather than to a tenant.
CREATE TABLE edge_session (
  session_hash  bytea PRIMARY KEY,
  identity      text NOT NULL,
  body          text NOT NULL,
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL
);
CREATE INDEX edge_session_expiry ON edge_session (expires_at);
CREATE INDEX edge_session_identity ON edge_session (identity);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['rule_book', 'partner', 'customer', 'customer_in_care', 'scope_total', 'licence_key', 'key_search', 'retired_number', 'key_event', 'activation',
    'key_counter', 'audit_entry', 'idempotency', 'import_run', 'import_chunk', 'import_problem']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I
      USING (tenant_id = (SELECT nullif(current_setting(''app.tenant'', true), '''')::int))
      WITH CHECK (tenant_id = (SELECT nullif(current_setting(''app.tenant'', true), '''')::int))', t);
  END LOOP;
END $$;

-- A person asks for their own memberships before a tenant is chosen; they see theirs and nobody else's.
ALTER TABLE membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE membership FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_or_self ON membership
  USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::int)
      OR directory_id || ':' || object_id = (SELECT nullif(current_setting('app.identity', true), '')))
  WITH CHECK (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::int));

-- Counters follow the rows in the same transaction. Rows are touched in one order, so two writers cannot deadlock here.
CREATE FUNCTION count_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO key_counter AS c (tenant_id, scope_id, last_day, kind, trial, over, closed, currency, keys, at_stake)
  SELECT tenant_id, scope, last_day, kind, trial, over, closes_on IS NOT NULL, coalesce(currency, ''), count(*), sum(coalesce(renewal_minor, 0))
  FROM added, unnest(ARRAY['00000000-0000-0000-0000-000000000000'::uuid, partner_id]) AS scope
  WHERE scope IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
  ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
  ON CONFLICT (tenant_id, scope_id, last_day, kind, trial, over, closed, currency)
  DO UPDATE SET keys = c.keys + excluded.keys, at_stake = c.at_stake + excluded.at_stake;

  INSERT INTO customer_in_care AS c (tenant_id, partner_id, customer_id, name, own, keys)
  SELECT tenant_id, partner_id, customer_id, min(customer_name), false, count(*)
  FROM added WHERE partner_id IS NOT NULL
  GROUP BY 1, 2, 3
  ORDER BY 1, 2, 3
  ON CONFLICT (tenant_id, partner_id, customer_id) DO UPDATE SET keys = c.keys + excluded.keys;

  INSERT INTO scope_total AS t (tenant_id, scope_id, keys, customers)
  SELECT tenant_id, scope, count(*), 0
  FROM added, unnest(ARRAY['00000000-0000-0000-0000-000000000000'::uuid, partner_id]) AS scope
  WHERE scope IS NOT NULL AND closes_on IS NULL
  GROUP BY 1, 2
  ORDER BY 1, 2
  ON CONFLICT (tenant_id, scope_id) DO UPDATE SET keys = t.keys + excluded.keys;
  RETURN NULL;
END $$;

CREATE FUNCTION recount_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO key_counter AS c (tenant_id, scope_id, last_day, kind, trial, over, closed, currency, keys, at_stake)
  SELECT r.tenant_id, scope, r.last_day, r.kind, r.trial, r.over, r.closed, r.currency, sum(r.n), sum(r.n * r.minor)
  FROM (VALUES
      (OLD.tenant_id, OLD.partner_id, OLD.last_day, OLD.kind, OLD.trial, OLD.over, OLD.closes_on IS NOT NULL, coalesce(OLD.currency, ''), -1, coalesce(OLD.renewal_minor, 0)),
      (NEW.tenant_id, NEW.partner_id, NEW.last_day, NEW.kind, NEW.trial, NEW.over, NEW.closes_on IS NOT NULL, coalesce(NEW.currency, ''), 1, coalesce(NEW.renewal_minor, 0)))
    AS r (tenant_id, partner_id, last_day, kind, trial, over, closed, currency, n, minor),
    unnest(ARRAY['00000000-0000-0000-0000-000000000000'::uuid, r.partner_id]) AS scope
  WHERE scope IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
  ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
  ON CONFLICT (tenant_id, scope_id, last_day, kind, trial, over, closed, currency)
  DO UPDATE SET keys = c.keys + excluded.keys, at_stake = c.at_stake + excluded.at_stake;
  IF OLD.partner_id IS NOT DISTINCT FROM NEW.partner_id AND OLD.customer_id = NEW.customer_id AND (OLD.closes_on IS NULL) = (NEW.closes_on IS NULL) THEN
    RETURN NULL;
  END IF;

  INSERT INTO customer_in_care AS c (tenant_id, partner_id, customer_id, name, own, keys)
  SELECT r.tenant_id, r.partner_id, r.customer_id, min(r.customer_name), false, sum(r.n)
  FROM (VALUES (OLD.tenant_id, OLD.partner_id, OLD.customer_id, OLD.customer_name, -1), (NEW.tenant_id, NEW.partner_id, NEW.customer_id, NEW.customer_name, 1))
    AS r (tenant_id, partner_id, customer_id, customer_name, n)
  WHERE r.partner_id IS NOT NULL
  GROUP BY 1, 2, 3
  HAVING sum(r.n) <> 0
  ORDER BY 1, 2, 3
  ON CONFLICT (tenant_id, partner_id, customer_id) DO UPDATE SET keys = c.keys + excluded.keys;

  INSERT INTO scope_total AS t (tenant_id, scope_id, keys, customers)
  SELECT r.tenant_id, scope, sum(r.n), 0
  FROM (VALUES (OLD.tenant_id, OLD.partner_id, OLD.closes_on, -1), (NEW.tenant_id, NEW.partner_id, NEW.closes_on, 1)) AS r (tenant_id, partner_id, closes_on, n),
    unnest(ARRAY['00000000-0000-0000-0000-000000000000'::uuid, r.partner_id]) AS scope
  WHERE scope IS NOT NULL AND r.closes_on IS NULL
  GROUP BY 1, 2
  HAVING sum(r.n) <> 0
  ORDER BY 1, 2
  ON CONFLICT (tenant_id, scope_id) DO UPDATE SET keys = t.keys + excluded.keys;
  RETURN NULL;
END $$;

-- Customers: whose they are, under which name each partner lists them, and how many there are.
CREATE FUNCTION count_customers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO customer_in_care (tenant_id, partner_id, customer_id, name, own, keys)
  SELECT tenant_id, partner_id, customer_id, name, true, 0 FROM added WHERE partner_id IS NOT NULL;

  INSERT INTO scope_total AS t (tenant_id, scope_id, keys, customers)
  SELECT tenant_id, '00000000-0000-0000-0000-000000000000', 0, count(*) FROM added GROUP BY 1
  ON CONFLICT (tenant_id, scope_id) DO UPDATE SET customers = t.customers + excluded.customers;
  RETURN NULL;
END $$;

CREATE FUNCTION move_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE customer_in_care SET name = NEW.name, own = partner_id IS NOT DISTINCT FROM NEW.partner_id
  WHERE tenant_id = NEW.tenant_id AND customer_id = NEW.customer_id;
  IF NEW.partner_id IS DISTINCT FROM OLD.partner_id AND NEW.partner_id IS NOT NULL THEN
    INSERT INTO customer_in_care (tenant_id, partner_id, customer_id, name, own, keys)
    VALUES (NEW.tenant_id, NEW.partner_id, NEW.customer_id, NEW.name, true, 0)
    ON CONFLICT (tenant_id, partner_id, customer_id) DO NOTHING;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION count_seen_customers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO scope_total AS t (tenant_id, scope_id, keys, customers)
  SELECT tenant_id, partner_id, 0, count(*) FROM added WHERE seen
  GROUP BY 1, 2
  ORDER BY 1, 2
  ON CONFLICT (tenant_id, scope_id) DO UPDATE SET customers = t.customers + excluded.customers;
  RETURN NULL;
END $$;

CREATE FUNCTION recount_seen_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO scope_total AS t (tenant_id, scope_id, keys, customers)
  VALUES (NEW.tenant_id, NEW.partner_id, 0, CASE WHEN NEW.seen THEN 1 ELSE -1 END)
  ON CONFLICT (tenant_id, scope_id) DO UPDATE SET customers = t.customers + excluded.customers;
  RETURN NULL;
END $$;

CREATE TRIGGER customer_added AFTER INSERT ON customer REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_customers();
CREATE TRIGGER customer_moved AFTER UPDATE ON customer FOR EACH ROW
  WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.partner_id IS DISTINCT FROM NEW.partner_id) EXECUTE FUNCTION move_customer();
CREATE TRIGGER care_added AFTER INSERT ON customer_in_care REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_seen_customers();
CREATE TRIGGER care_moved AFTER UPDATE ON customer_in_care FOR EACH ROW
  WHEN (OLD.seen IS DISTINCT FROM NEW.seen) EXECUTE FUNCTION recount_seen_customer();

CREATE TRIGGER key_added AFTER INSERT ON licence_key REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_keys();
CREATE TRIGGER key_moved AFTER UPDATE ON licence_key FOR EACH ROW
  WHEN (OLD.last_day IS DISTINCT FROM NEW.last_day OR OLD.partner_id IS DISTINCT FROM NEW.partner_id OR OLD.over IS DISTINCT FROM NEW.over
    OR OLD.kind IS DISTINCT FROM NEW.kind OR OLD.trial IS DISTINCT FROM NEW.trial OR OLD.closes_on IS DISTINCT FROM NEW.closes_on
    OR OLD.renewal_minor IS DISTINCT FROM NEW.renewal_minor OR OLD.currency IS DISTINCT FROM NEW.currency OR OLD.customer_id IS DISTINCT FROM NEW.customer_id)
  EXECUTE FUNCTION recount_key();

-- The application reads and adds; what is history it cannot change.
GRANT USAGE ON SCHEMA public TO tessera_app;
GRANT SELECT ON tenant, schema_migration TO tessera_app;
GRANT SELECT, INSERT ON rule_book, key_event, audit_entry, retired_number TO tessera_app;
GRANT SELECT, INSERT, UPDATE ON partner, customer, customer_in_care, scope_total, membership, licence_key, key_search, key_counter, import_run TO tessera_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON activation, idempotency, import_chunk, import_problem, edge_session TO tessera_app;
