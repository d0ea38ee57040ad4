-- The half-yearly review (PP-5, PP-7, PP-8). A run sets down at one moment what is to be weighed, and decides from that alone. What it
-- has set down and decided is only ever added to: of a result, nothing can be changed but what became of it.

CREATE TABLE review_run (
  tenant_id         int NOT NULL REFERENCES tenant,
  run_id            uuid NOT NULL,
  on_day            date NOT NULL CHECK (extract(day FROM on_day) = 1 AND extract(month FROM on_day) IN (1, 7)),
  dry               boolean NOT NULL,
  state             text NOT NULL CHECK (state IN ('SNAPSHOT', 'WEIGHING', 'KEYS', 'COMPARED', 'APPROVED', 'PUBLISHING', 'PUBLISHED', 'STOPPED', 'FAILED', 'CANCELLED')),
  stopped_in        text CHECK (stopped_in IN ('SNAPSHOT', 'WEIGHING', 'KEYS', 'PUBLISHING')),
  window_from       date NOT NULL,
  window_to         date NOT NULL CHECK (window_to = on_day - 1),
  rules             text NOT NULL,               -- id of the version of the level rules
  rule_revision     int NOT NULL,                -- of the rule book that holds it
  approvals_needed  int NOT NULL CHECK (approvals_needed BETWEEN 1 AND 2),
  started_at        timestamptz NOT NULL,
  started_by        text NOT NULL,
  starter_id        uuid,                        -- null: the clock
  phase_started_at  timestamptz NOT NULL,
  published_on      date CHECK (NOT dry OR published_on IS NULL),
  finished_at       timestamptz,
  reason            text,                        -- of a CANCELLED one
  failure           text,
  stop_asked        boolean NOT NULL DEFAULT false,
  partners          int NOT NULL DEFAULT 0,
  keys              int NOT NULL DEFAULT 0,
  done              int NOT NULL DEFAULT 0,      -- in the phase it is in
  reached           uuid,                        -- the last partner or key the phase has dealt with: where whoever takes the run up goes on
  worker            uuid,
  leased_until      timestamptz,
  PRIMARY KEY (tenant_id, run_id),
  FOREIGN KEY (tenant_id, rule_revision) REFERENCES rule_book
);
-- One review for each half-year, whoever starts it and however often at once; and one that moves at a time.
CREATE UNIQUE INDEX review_run_period ON review_run (tenant_id, on_day) WHERE NOT dry AND state <> 'CANCELLED';
CREATE UNIQUE INDEX review_run_moving ON review_run (tenant_id) WHERE state IN ('SNAPSHOT', 'WEIGHING', 'KEYS', 'PUBLISHING');

-- The snapshot: partners with the level and notice they had, every line of points in the window, every certificate that counts.
CREATE TABLE review_partner (
  tenant_id     int NOT NULL,
  run_id        uuid NOT NULL,
  partner_id    uuid NOT NULL,
  name          text COLLATE "und-x-icu" NOT NULL,
  level         text,
  notice_level  text,
  notice_given  date,
  grace_until   date,
  PRIMARY KEY (tenant_id, run_id, partner_id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES review_run,
  FOREIGN KEY (tenant_id, partner_id) REFERENCES partner
);

CREATE TABLE review_line (
  tenant_id   int NOT NULL,
  run_id      uuid NOT NULL,
  partner_id  uuid NOT NULL,
  counts_on   date NOT NULL,
  reference   text COLLATE "C" NOT NULL,         -- of the line of points; lines stand in the record's order
  points      bigint NOT NULL,
  order_id    uuid,
  PRIMARY KEY (tenant_id, run_id, partner_id, counts_on, reference)
);
CREATE INDEX review_line_order ON review_line (tenant_id, run_id, order_id) WHERE order_id IS NOT NULL;

CREATE TABLE review_certificate (
  tenant_id       int NOT NULL,
  run_id          uuid NOT NULL,
  partner_id      uuid NOT NULL,
  certificate_id  uuid NOT NULL,
  membership_id   uuid NOT NULL,
  name            text NOT NULL,
  path            text NOT NULL,
  from_day        date NOT NULL,
  until_day       date,
  PRIMARY KEY (tenant_id, run_id, partner_id, certificate_id)
);

-- What was decided. The record stands without its lines, which are in review_line; the hash is that of the whole.
CREATE TABLE review_result (
  tenant_id   int NOT NULL,
  run_id      uuid NOT NULL,
  partner_id  uuid NOT NULL,
  name        text COLLATE "und-x-icu" NOT NULL,
  outcome     text NOT NULL CHECK (outcome IN ('KEEPS', 'NOTICE', 'IN_GRACE', 'DEMOTED')),
  level_from  text,
  level_to    text,
  points      bigint NOT NULL,
  margin      bigint,
  marks       text[] NOT NULL,
  record      json NOT NULL,
  hash        bytea NOT NULL,
  effect      text CHECK (effect IN ('APPLIED', 'OVERTAKEN', 'EXEMPTED')),
  effect_at   timestamptz,
  PRIMARY KEY (tenant_id, run_id, partner_id),
  FOREIGN KEY (tenant_id, run_id, partner_id) REFERENCES review_partner
);
CREATE INDEX review_result_name ON review_result (tenant_id, run_id, name, partner_id);
CREATE INDEX review_result_partner ON review_result (tenant_id, partner_id, run_id DESC);

-- An operator's exception: the review changes nothing for this partner.
CREATE TABLE review_exemption (
  tenant_id   int NOT NULL,
  run_id      uuid NOT NULL,
  partner_id  uuid NOT NULL,
  reason      text NOT NULL,
  actor_id    uuid NOT NULL,
  actor       text NOT NULL,
  at          timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, run_id, partner_id),
  FOREIGN KEY (tenant_id, run_id, partner_id) REFERENCES review_result
);

CREATE TABLE review_approval (
  tenant_id      int NOT NULL,
  run_id         uuid NOT NULL,
  membership_id  uuid NOT NULL,
  name           text NOT NULL,
  at             timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, run_id, membership_id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES review_run,
  FOREIGN KEY (tenant_id, membership_id) REFERENCES membership
);

-- PP-7: what each key was on the day of the review, and what it gave. A million rows a review, so without foreign keys (invariants.sql
-- looks after them), and in the order in which a key is read.
CREATE TABLE review_key (
  tenant_id          int NOT NULL,
  key_id             uuid NOT NULL,
  run_id             uuid NOT NULL,
  key_version        int NOT NULL,               -- of its stream: the facts it was judged by
  partner_id         uuid,
  level              text,                       -- of its partner, as the snapshot has it
  kind               text NOT NULL,
  edition            text NOT NULL,
  size               int NOT NULL,
  last_day           date NOT NULL,              -- 'infinity' where nothing lapses
  status             text NOT NULL,
  effective_edition  text NOT NULL,
  effective_size     int NOT NULL,
  support            boolean NOT NULL,
  compliance         text NOT NULL,
  counted            int,
  max_extensions     int,
  points             bigint NOT NULL,
  PRIMARY KEY (tenant_id, key_id, run_id)
);

-- PP-5: the notice a partner has, if any. It means nothing for another level than its own.
CREATE TABLE level_notice (
  tenant_id    int NOT NULL,
  partner_id   uuid NOT NULL,
  level        text NOT NULL,
  given_on     date NOT NULL,
  grace_until  date NOT NULL CHECK (grace_until >= given_on),
  run_id       uuid NOT NULL,
  PRIMARY KEY (tenant_id, partner_id),
  FOREIGN KEY (tenant_id, partner_id) REFERENCES partner,
  FOREIGN KEY (tenant_id, run_id) REFERENCES review_run
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['review_run', 'review_partner', 'review_line', 'review_certificate', 'review_result', 'review_exemption', 'review_approval', 'review_key', 'level_notice']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I
      USING (tenant_id = (SELECT nullif(current_setting(''app.tenant'', true), '''')::int))
      WITH CHECK (tenant_id = (SELECT nullif(current_setting(''app.tenant'', true), '''')::int))', t);
  END LOOP;
END $$;

GRANT SELECT, INSERT ON review_partner, review_line, review_certificate, review_result, review_exemption, review_approval, review_key TO tessera_app;
GRANT UPDATE (effect, effect_at) ON review_result TO tessera_app;
GRANT SELECT, INSERT, UPDATE ON review_run TO tessera_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON level_notice TO tessera_app;
