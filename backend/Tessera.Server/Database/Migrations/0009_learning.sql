-- Learning: certification paths, courses and webinars, who is enrolled, what came of it, and the certificates that follow (PP-2).

-- What a code in the level rules stands for. Rules may name a path nobody has described yet: its certificates have no end.
CREATE TABLE certification_path (
  tenant_id        int NOT NULL REFERENCES tenant,
  code             text NOT NULL,
  name             text COLLATE "und-x-icu" NOT NULL,
  validity_months  int CHECK (validity_months > 0),   -- null: without end
  updated_at       timestamptz NOT NULL,
  updated_by       text NOT NULL,
  PRIMARY KEY (tenant_id, code)
);

-- Seats are counted where they are taken: of two people at once for the last one, the row's check lets one through.
CREATE TABLE course (
  tenant_id      int NOT NULL REFERENCES tenant,
  course_id      uuid NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('COURSE', 'WEBINAR')),
  path           text NOT NULL,
  title          text COLLATE "und-x-icu" NOT NULL,
  language       text NOT NULL,
  starts_at      timestamptz NOT NULL,
  ends_at        timestamptz NOT NULL CHECK (ends_at > starts_at),
  open_until     date NOT NULL,               -- last day of the tenant on which people may enrol
  seats          int NOT NULL CHECK (seats > 0),
  taken          int NOT NULL DEFAULT 0 CHECK (taken >= 0 AND taken <= seats),
  link           text,
  cancelled_at   timestamptz,
  cancel_reason  text CHECK ((cancel_reason IS NULL) = (cancelled_at IS NULL)),
  version        int NOT NULL DEFAULT 1,
  created_at     timestamptz NOT NULL,
  created_by     text NOT NULL,
  PRIMARY KEY (tenant_id, course_id)
);
CREATE INDEX course_time ON course (tenant_id, starts_at, course_id);

CREATE TABLE enrolment (
  tenant_id       int NOT NULL,
  course_id       uuid NOT NULL,
  membership_id   uuid NOT NULL,
  enrolled_at     timestamptz NOT NULL,
  enrolled_by     text NOT NULL,
  withdrawn_at    timestamptz,
  outcome         text CHECK (outcome IN ('PASSED', 'FAILED', 'NO_SHOW')),
  outcome_on      date CHECK ((outcome_on IS NULL) = (outcome IS NULL)),
  outcome_by      text CHECK ((outcome_by IS NULL) = (outcome IS NULL)),
  certificate_id  uuid CHECK (certificate_id IS NULL OR outcome = 'PASSED'),
  PRIMARY KEY (tenant_id, course_id, membership_id),
  FOREIGN KEY (tenant_id, course_id) REFERENCES course,
  FOREIGN KEY (tenant_id, membership_id) REFERENCES membership,
  FOREIGN KEY (tenant_id, certificate_id) REFERENCES certificate
);
CREATE INDEX enrolment_person ON enrolment (tenant_id, membership_id);

-- A certificate that is revoked holds up to the day before: whoever counts certificates counts by their days and needs to know nothing of it.
-- Revoked on its first day, it never held.
ALTER TABLE certificate ADD COLUMN revoked_on date;
ALTER TABLE certificate ADD COLUMN revoked_by text CHECK ((revoked_by IS NULL) = (revoked_on IS NULL));
ALTER TABLE certificate ADD COLUMN revocation_reason text CHECK ((revocation_reason IS NULL) = (revoked_on IS NULL));
ALTER TABLE certificate DROP CONSTRAINT certificate_check;
ALTER TABLE certificate ADD CONSTRAINT certificate_days CHECK (until_day >= from_day OR revoked_on IS NOT NULL);
ALTER TABLE certificate DROP CONSTRAINT certificate_tenant_id_membership_id_path_from_day_key;
CREATE UNIQUE INDEX certificate_held ON certificate (tenant_id, membership_id, path, from_day) WHERE revoked_on IS NULL;
CREATE INDEX certificate_until ON certificate (tenant_id, until_day) WHERE until_day IS NOT NULL AND revoked_on IS NULL;

-- level_change.reference also says 'certificate:<id>'.

-- Of which certificate's end, and how long ahead, somebody was reminded; none twice.
CREATE TABLE certificate_reminder (
  tenant_id       int NOT NULL,
  certificate_id  uuid NOT NULL,
  window_days     int NOT NULL,
  at              timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, certificate_id, window_days),
  FOREIGN KEY (tenant_id, certificate_id) REFERENCES certificate
);

-- Certificates from elsewhere come in as a file.
ALTER TABLE import_run DROP CONSTRAINT import_run_kind_check;
ALTER TABLE import_run ADD CONSTRAINT import_run_kind_check CHECK (kind IN ('KEYS', 'CUSTOMERS', 'USAGE', 'TURNOVER', 'CERTIFICATES'));

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['certification_path', 'course', 'enrolment', 'certificate_reminder']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I
      USING (tenant_id = (SELECT nullif(current_setting(''app.tenant'', true), '''')::int))
      WITH CHECK (tenant_id = (SELECT nullif(current_setting(''app.tenant'', true), '''')::int))', t);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE ON certification_path, course, enrolment TO tessera_app;
GRANT SELECT, INSERT ON certificate_reminder TO tessera_app;
GRANT UPDATE (until_day, revoked_on, revoked_by, revocation_reason) ON certificate TO tessera_app;
