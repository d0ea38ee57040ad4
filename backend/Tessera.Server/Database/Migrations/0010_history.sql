-- The past of the programme: orders that were paid before there were points, and corrections told apart from turnover.

-- Programmes whose orders from before the ledger of points (0005) are still to be booked, and how far that has come: a page of payments
-- and its place are one transaction. A programme that begins later has no such orders, and no row.
CREATE TABLE earlier_orders (
  tenant_id   int PRIMARY KEY REFERENCES tenant,
  payment_id  uuid NOT NULL,                 -- dealt with last
  booked      int NOT NULL DEFAULT 0,        -- payments that earned points
  done_at     timestamptz
);
INSERT INTO earlier_orders (tenant_id, payment_id) SELECT id, '00000000-0000-0000-0000-000000000000' FROM tenant;

ALTER TABLE earlier_orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE earlier_orders FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON earlier_orders
  USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::int))
  WITH CHECK (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::int));

GRANT SELECT, UPDATE ON earlier_orders TO tessera_app;

-- A back-test asks for them: points that are no turnover.
CREATE INDEX point_line_corrections ON point_line (tenant_id, partner_id, counts_on) INCLUDE (points) WHERE cause = 'CORRECTION';
