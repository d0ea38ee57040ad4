-- Level rules are edited as a draft before they are published; partners are looked after with notes, and seen as they see themselves.

-- What an operator has not yet published: one for each programme, whoever edits it. Published versions stand in rule_book.
CREATE TABLE level_draft (
  tenant_id    int PRIMARY KEY REFERENCES tenant,
  version      int NOT NULL CHECK (version > 0),   -- never goes back: of two editors the later one is told
  body         jsonb,                              -- null: published or discarded
  updated_at   timestamptz NOT NULL,
  updated_by   text NOT NULL
);

CREATE TABLE partner_note (
  tenant_id   int NOT NULL,
  note_id     uuid NOT NULL,
  partner_id  uuid NOT NULL,
  body        text NOT NULL,
  at          timestamptz NOT NULL,
  actor       text NOT NULL,
  PRIMARY KEY (tenant_id, note_id),
  FOREIGN KEY (tenant_id, partner_id) REFERENCES partner
);
CREATE INDEX partner_note_partner ON partner_note (tenant_id, partner_id, note_id DESC);

-- An operator who looks at the programme as one of its partners: whoever names a viewing in a request reads, and only reads, as that partner.
CREATE TABLE partner_viewing (
  tenant_id      int NOT NULL,
  viewing_id     uuid NOT NULL,
  membership_id  uuid NOT NULL,
  partner_id     uuid NOT NULL,
  at             timestamptz NOT NULL,
  until          timestamptz NOT NULL CHECK (until > at),
  PRIMARY KEY (tenant_id, viewing_id),
  FOREIGN KEY (tenant_id, membership_id) REFERENCES membership,
  FOREIGN KEY (tenant_id, partner_id) REFERENCES partner
);

-- Turnover from before the ledger of points comes in as a file, too.
ALTER TABLE import_run DROP CONSTRAINT import_run_kind_check;
ALTER TABLE import_run ADD CONSTRAINT import_run_kind_check CHECK (kind IN ('KEYS', 'CUSTOMERS', 'USAGE', 'TURNOVER'));

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['level_draft', 'partner_note', 'partner_viewing']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I
      USING (tenant_id = (SELECT nullif(current_setting(''app.tenant'', true), '''')::int))
      WITH CHECK (tenant_id = (SELECT nullif(current_setting(''app.tenant'', true), '''')::int))', t);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE ON level_draft TO tessera_app;
GRANT SELECT, INSERT ON partner_note, partner_viewing TO tessera_app;
