-- The partner programme: the ledger of points, certificates, and the history of levels.

-- PP-3: a line is never changed or removed. What it books is booked once.
CREATE TABLE point_line (
  tenant_id   int NOT NULL REFERENCES tenant,
  line_id     uuid NOT NULL,
  partner_id  uuid NOT NULL,
  reference   text NOT NULL,                 -- 'payment:<id>', 'refund:<id>', 'refund-undone:<id>', 'correction:<id>', 'turnover:<reference>'
  cause       text NOT NULL CHECK (cause IN ('ORDER', 'REFUND', 'REFUND_UNDONE', 'CORRECTION', 'TURNOVER')),
  counts_on   date NOT NULL,
  points      bigint NOT NULL CHECK (points <> 0),
  order_id    uuid CHECK ((order_id IS NOT NULL) = (cause IN ('ORDER', 'REFUND', 'REFUND_UNDONE'))),
  facts       jsonb NOT NULL,
  at          timestamptz NOT NULL,
  actor       text NOT NULL,
  PRIMARY KEY (tenant_id, line_id),
  UNIQUE (tenant_id, reference),
  FOREIGN KEY (tenant_id, partner_id) REFERENCES partner,
  FOREIGN KEY (tenant_id, order_id) REFERENCES sales_order
);
CREATE INDEX point_line_partner ON point_line (tenant_id, partner_id, counts_on DESC, line_id DESC);

-- The sum of each day's lines: a window of 12 months is at most 367 rows, whether a partner had ten orders in it or a hundred thousand.
CREATE TABLE point_day (
  tenant_id   int NOT NULL,
  partner_id  uuid NOT NULL,
  day         date NOT NULL,
  points      bigint NOT NULL,
  lines       bigint NOT NULL,
  PRIMARY KEY (tenant_id, partner_id, day),
  FOREIGN KEY (tenant_id, partner_id) REFERENCES partner
) WITH (fillfactor = 80);

CREATE FUNCTION count_points() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO point_day AS d (tenant_id, partner_id, day, points, lines)
  SELECT tenant_id, partner_id, counts_on, sum(points), count(*) FROM added GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (tenant_id, partner_id, day) DO UPDATE SET points = d.points + excluded.points, lines = d.lines + excluded.lines;
  RETURN NULL;
END $$;
CREATE TRIGGER points_added AFTER INSERT ON point_line REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_points();

-- PP-2: a certificate belongs to a person, and counts for the partner while the person works there: whose it is, the membership says.
CREATE TABLE certificate (
  tenant_id       int NOT NULL,
  certificate_id  uuid NOT NULL,
  membership_id   uuid NOT NULL,
  path            text NOT NULL,
  from_day        date NOT NULL,
  until_day       date CHECK (until_day >= from_day),
  at              timestamptz NOT NULL,
  actor           text NOT NULL,
  PRIMARY KEY (tenant_id, certificate_id),
  UNIQUE (tenant_id, membership_id, path, from_day),
  FOREIGN KEY (tenant_id, membership_id) REFERENCES membership
);
CREATE INDEX membership_partner ON membership (tenant_id, partner_id) WHERE partner_id IS NOT NULL;

-- Every level a partner has held, and what it was decided from; partner.level is the newest. Kept as text: a record replays byte for byte.
CREATE TABLE level_change (
  tenant_id   int NOT NULL,
  partner_id  uuid NOT NULL,
  n           int NOT NULL CHECK (n > 0),
  from_level  text,
  to_level    text NOT NULL,
  name        text NOT NULL,                 -- as the rules of that day called it
  cause       text NOT NULL CHECK (cause IN ('TAKEN', 'PROMOTION', 'REVIEW')),
  on_day      date NOT NULL,
  reference   text,                          -- the line of points that reached it
  standing    json,
  at          timestamptz NOT NULL,
  actor       text NOT NULL,
  PRIMARY KEY (tenant_id, partner_id, n),
  FOREIGN KEY (tenant_id, partner_id) REFERENCES partner
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['point_line', 'point_day', 'certificate', 'level_change']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I
      USING (tenant_id = (SELECT nullif(current_setting(''app.tenant'', true), '''')::int))
      WITH CHECK (tenant_id = (SELECT nullif(current_setting(''app.tenant'', true), '''')::int))', t);
  END LOOP;
END $$;

GRANT SELECT, INSERT ON point_line, certificate, level_change TO tessera_app;
GRANT SELECT, INSERT, UPDATE ON point_day TO tessera_app;
