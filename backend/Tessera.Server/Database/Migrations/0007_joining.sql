-- How partners and their people come in: applications, invitations, the team, suspension.

-- PP-1: a reseller registers itself; an operator decides. What was decided stays as it was.
CREATE TABLE partner_application (
  tenant_id       int NOT NULL REFERENCES tenant,
  application_id  uuid NOT NULL,
  form_id         uuid NOT NULL,                -- of the page it was filled in on: a form is sent once
  state           text NOT NULL CHECK (state IN ('RECEIVED', 'APPROVED', 'DECLINED')),
  company         text COLLATE "und-x-icu" NOT NULL,
  vat_id          text NOT NULL,
  country         text NOT NULL,
  city            text,
  contact         text NOT NULL,
  email           text NOT NULL,
  language        text NOT NULL,
  received_at     timestamptz NOT NULL,
  decided_at      timestamptz CHECK ((decided_at IS NULL) = (state = 'RECEIVED')),
  decided_by      text CHECK ((decided_by IS NULL) = (state = 'RECEIVED')),
  reason          text CHECK ((reason IS NOT NULL) = (state = 'DECLINED')),
  partner_id      uuid CHECK ((partner_id IS NOT NULL) = (state = 'APPROVED')),
  PRIMARY KEY (tenant_id, application_id),
  UNIQUE (tenant_id, form_id),
  FOREIGN KEY (tenant_id, partner_id) REFERENCES partner
);
CREATE INDEX partner_application_state ON partner_application (tenant_id, state, application_id);
CREATE UNIQUE INDEX partner_application_open ON partner_application (tenant_id, vat_id, lower(email)) WHERE state = 'RECEIVED';

-- Who may come in as what. Only the hash of the link's token is kept; it binds one person, once.
CREATE TABLE invitation (
  tenant_id      int NOT NULL REFERENCES tenant,
  invitation_id  uuid NOT NULL,
  partner_id     uuid NOT NULL,
  email          text NOT NULL,
  role           text NOT NULL CHECK (role IN ('OWNER', 'SALES', 'SUPPORT', 'PURCHASE')),
  language       text NOT NULL,
  nonce          uuid NOT NULL,
  token_hash     bytea NOT NULL,
  created_at     timestamptz NOT NULL,
  created_by     text NOT NULL,
  expires_at     timestamptz NOT NULL,
  accepted_at    timestamptz,
  membership_id  uuid CHECK ((membership_id IS NULL) = (accepted_at IS NULL)),
  revoked_at     timestamptz CHECK (revoked_at IS NULL OR accepted_at IS NULL),
  PRIMARY KEY (tenant_id, invitation_id),
  UNIQUE (tenant_id, token_hash),
  FOREIGN KEY (tenant_id, partner_id) REFERENCES partner,
  FOREIGN KEY (tenant_id, membership_id) REFERENCES membership
);
CREATE INDEX invitation_partner ON invitation (tenant_id, partner_id, invitation_id);
-- One open invitation per address and partner: asking again replaces it.
CREATE UNIQUE INDEX invitation_open ON invitation (tenant_id, partner_id, lower(email)) WHERE accepted_at IS NULL AND revoked_at IS NULL;

ALTER TABLE membership ADD COLUMN signed_in_at timestamptz;

-- The people of a suspended partner are told why instead of being let in.
ALTER TABLE partner ADD COLUMN suspended_at timestamptz;
ALTER TABLE partner ADD COLUMN suspension_reason text CHECK ((suspension_reason IS NULL) = (suspended_at IS NULL));

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['partner_application', 'invitation']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I
      USING (tenant_id = (SELECT nullif(current_setting(''app.tenant'', true), '''')::int))
      WITH CHECK (tenant_id = (SELECT nullif(current_setting(''app.tenant'', true), '''')::int))', t);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE ON partner_application, invitation TO tessera_app;
