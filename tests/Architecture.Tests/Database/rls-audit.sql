-- One row per hole in the wall between tenants (PROOFS.md §5). The gate is 0 rows outside the list in RlsAuditTests.
WITH app AS (SELECT oid, rolname FROM pg_roles WHERE rolname = 'tessera_app'),
space AS (
  SELECT oid, nspname, nspowner FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
),
thing AS (
  SELECT c.oid, c.oid::regclass::text AS name, c.relkind, c.relowner, c.relrowsecurity, c.relforcerowsecurity, c.reloptions,
         tenant.attnum AS tenant, tenant.attnotnull AS tenant_required,
         has_table_privilege(app.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
           OR has_any_column_privilege(app.oid, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES') AS reachable
  FROM app, pg_class c
  JOIN space ON space.oid = c.relnamespace
  LEFT JOIN pg_attribute tenant ON tenant.attrelid = c.oid AND tenant.attname = 'tenant_id' AND NOT tenant.attisdropped
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
),
stored AS (SELECT * FROM thing WHERE relkind IN ('r', 'p', 'f')),
walled AS (SELECT * FROM stored WHERE tenant IS NOT NULL),
policy AS (
  SELECT walled.name || '.' || p.polname AS name, p.polpermissive, p.polcmd,
         pg_get_expr(p.polqual, p.polrelid) AS sees, pg_get_expr(p.polwithcheck, p.polrelid) AS writes
  FROM pg_policy p JOIN walled ON walled.oid = p.polrelid
)
SELECT 'there is no role tessera_app' AS violation, '' AS object WHERE NOT EXISTS (SELECT FROM app)

-- Tables.
UNION ALL SELECT 'table without tenant_id', name FROM stored WHERE tenant IS NULL
UNION ALL SELECT 'tenant_id may be null', name FROM walled WHERE NOT tenant_required
UNION ALL SELECT 'row-level security not enabled and forced', name FROM walled WHERE NOT (relrowsecurity AND relforcerowsecurity)
UNION ALL SELECT 'table without policy', name FROM walled WHERE NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = walled.oid)
UNION ALL SELECT 'foreign table reachable by the application', name FROM thing WHERE relkind = 'f' AND reachable
UNION ALL SELECT 'application may truncate, which no policy sees', name FROM thing, app WHERE relkind IN ('r', 'p') AND has_table_privilege(app.oid, thing.oid, 'TRUNCATE')
UNION ALL SELECT 'application may attach triggers or foreign keys', name FROM thing, app WHERE relkind IN ('r', 'p') AND has_table_privilege(app.oid, thing.oid, 'REFERENCES, TRIGGER')

-- Policies: exactly one text, which shows nothing where no tenant is set.
UNION ALL SELECT 'policy shows more than the tenant', name FROM policy
  WHERE sees IS DISTINCT FROM $$(tenant_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::integer AS "nullif"))$$
UNION ALL SELECT 'policy lets write more than the tenant', name FROM policy
  WHERE writes IS DISTINCT FROM $$(tenant_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::integer AS "nullif"))$$
UNION ALL SELECT 'policy for some commands only', name FROM policy WHERE polcmd <> '*'
UNION ALL SELECT 'several policies that add up', walled.name FROM walled
  WHERE (SELECT count(*) FROM pg_policy p WHERE p.polrelid = walled.oid AND p.polpermissive) > 1

-- What looks through the wall with its owner's eyes.
UNION ALL SELECT 'view with its owner''s eyes', name FROM thing WHERE relkind = 'v' AND reachable AND NOT coalesce(reloptions::text ~* 'security_invoker=(true|on|1)', false)
UNION ALL SELECT 'materialised view reachable by the application', name FROM thing WHERE relkind = 'm' AND reachable
UNION ALL SELECT 'function with its owner''s rights', f.oid::regprocedure::text
  FROM app, pg_proc f JOIN space ON space.oid = f.pronamespace WHERE f.prosecdef AND has_function_privilege(app.oid, f.oid, 'EXECUTE')
UNION ALL SELECT 'function that may run before a policy', f.oid::regprocedure::text FROM pg_proc f JOIN space ON space.oid = f.pronamespace WHERE f.proleakproof

-- Keys: a duplicate must not tell of a foreign row, a reference must not lead to one.
UNION ALL SELECT 'unique key without tenant_id', i.indexrelid::regclass::text FROM pg_index i JOIN walled ON walled.oid = i.indrelid
  WHERE i.indisunique AND NOT walled.tenant = ANY (i.indkey::int2[])
UNION ALL SELECT 'foreign key that does not pair the tenants', near.name || '.' || k.conname
  FROM pg_constraint k JOIN walled near ON near.oid = k.conrelid JOIN walled far ON far.oid = k.confrelid
  WHERE k.contype = 'f' AND NOT EXISTS (SELECT FROM unnest(k.conkey, k.confkey) AS pair (mine, theirs) WHERE mine = near.tenant AND theirs = far.tenant)

-- The role itself.
UNION ALL SELECT 'application owns', name FROM thing, app WHERE relowner = app.oid
UNION ALL SELECT 'application owns', f.oid::regprocedure::text FROM pg_proc f JOIN space ON space.oid = f.pronamespace JOIN app ON app.oid = f.proowner
UNION ALL SELECT 'application owns', 'schema ' || nspname FROM space JOIN app ON app.oid = space.nspowner
UNION ALL SELECT 'application owns', 'database ' || datname FROM pg_database JOIN app ON app.oid = datdba
UNION ALL SELECT 'application may create in', 'schema ' || nspname FROM space, app WHERE has_schema_privilege(app.oid, space.oid, 'CREATE')
UNION ALL SELECT 'application is or may become', r.rolname FROM pg_roles r, app
  WHERE (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication
         OR r.oid IN (SELECT relowner FROM walled) OR r.rolname ~ '^pg_(read_all|write_all|execute|monitor|maintain|signal)')
    AND pg_has_role(app.oid, r.oid, 'MEMBER')
ORDER BY 1, 2;
