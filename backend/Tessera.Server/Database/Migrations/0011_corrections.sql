-- PP-5, PP-8: a published review never changes. What came in after its snapshot is weighed beside it, for one partner, as a record of its own.

-- The record stands without its lines, which are those of the review and all that corrections up to this one added; the hash is that of the whole.
CREATE TABLE review_correction (
  tenant_id   int NOT NULL,
  run_id      uuid NOT NULL,
  partner_id  uuid NOT NULL,
  n           int NOT NULL CHECK (n > 0),
  on_day      date NOT NULL,                 -- from which it takes effect
  effect      text NOT NULL CHECK (effect IN ('LEVEL_RESTORED', 'NOTICE_WITHDRAWN')),
  reason      text NOT NULL,
  actor_id    uuid NOT NULL,
  actor       text NOT NULL,
  at          timestamptz NOT NULL,
  record      json NOT NULL,
  hash        bytea NOT NULL,
  PRIMARY KEY (tenant_id, run_id, partner_id, n),
  FOREIGN KEY (tenant_id, run_id, partner_id) REFERENCES review_result,
  FOREIGN KEY (tenant_id, actor_id) REFERENCES membership
);

-- What a correction counted that the review had not: each once, whichever correction it was.
CREATE TABLE review_correction_line (
  tenant_id   int NOT NULL,
  run_id      uuid NOT NULL,
  partner_id  uuid NOT NULL,
  n           int NOT NULL,
  counts_on   date NOT NULL,
  reference   text COLLATE "C" NOT NULL,
  points      bigint NOT NULL,
  PRIMARY KEY (tenant_id, run_id, partner_id, reference),
  FOREIGN KEY (tenant_id, run_id, partner_id, n) REFERENCES review_correction
);

CREATE TABLE review_correction_certificate (
  tenant_id       int NOT NULL,
  run_id          uuid NOT NULL,
  partner_id      uuid NOT NULL,
  n               int NOT NULL,
  certificate_id  uuid NOT NULL,
  membership_id   uuid NOT NULL,
  name            text NOT NULL,
  path            text NOT NULL,
  from_day        date NOT NULL,
  until_day       date,
  PRIMARY KEY (tenant_id, run_id, partner_id, certificate_id),
  FOREIGN KEY (tenant_id, run_id, partner_id, n) REFERENCES review_correction
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['review_correction', 'review_correction_line', 'review_correction_certificate']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I
      USING (tenant_id = (SELECT nullif(current_setting(''app.tenant'', true), '''')::int))
      WITH CHECK (tenant_id = (SELECT nullif(current_setting(''app.tenant'', true), '''')::int))', t);
  END LOOP;
END $$;

GRANT SELECT, INSERT ON review_correction, review_correction_line, review_correction_certificate TO tessera_app;

ALTER TABLE level_change DROP CONSTRAINT level_change_cause_check;
ALTER TABLE level_change ADD CONSTRAINT level_change_cause_check CHECK (cause IN ('TAKEN', 'PROMOTION', 'REVIEW', 'CORRECTION'));
