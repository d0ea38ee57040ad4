using Architecture.Tests.Kit;

namespace Architecture.Tests.Database;

/// <summary>The wall between tenants, asked of the catalogue of the migrated database (PROOFS.md §5).</summary>
public sealed class RlsAuditTests(RunningCore running)
{
    private static readonly string[] Quartz =
    [
        "blob_triggers", "calendars", "cron_triggers", "execution_history", "fired_triggers", "job_details", "job_status", "locks", "misfire_history",
        "paused_job_grps", "paused_trigger_grps", "scheduler_state", "simple_triggers", "simprop_triggers", "triggers",
    ];

    private static readonly Excused[] Known =
    [
        new("table without tenant_id · tenant", "the list of programmes itself: slug and name, read to find one's own; not written by the application"),
        new("table without tenant_id · schema_migration", "names of migrations; readiness reads it"),
        new("table without tenant_id · edge_session", "belongs to a person, not to a tenant; found by a hash only, encrypted by the edge (decision 0007)"),
        .. Quartz.Select(t => new Excused("table without tenant_id · quartz.qrtz_" + t, "names and times of our own jobs, nothing of a tenant; the store of Quartz cannot carry one")),
        new("policy shows more than the tenant · membership.tenant_or_self", "before a tenant is chosen a proven person sees their own memberships, and nobody else's"),
    ];

    [Fact]
    public async Task There_is_no_hole()
    {
        await using var superuser = await Superuser.OfAsync(await running.LivedAsync());
        var walled = await superuser.LinesAsync("SELECT count(*) FROM pg_policy");
        Rule.Holds(int.Parse(walled[0], System.Globalization.CultureInfo.InvariantCulture), await AuditAsync(superuser), Known);
    }

    public static TheoryData<string, string> Holes => new()
    {
        { "CREATE VIEW planted AS SELECT * FROM licence_key; GRANT SELECT ON planted TO tessera_app", "view with its owner's eyes · planted" },
        { "CREATE MATERIALIZED VIEW planted AS SELECT * FROM licence_key; GRANT SELECT ON planted TO tessera_app", "materialised view reachable by the application · planted" },
        { "CREATE TABLE planted (tenant_id int NOT NULL, key_id uuid)", "table without policy · planted" },
        { "CREATE TABLE planted (tenant_id int NOT NULL, key_id uuid)", "row-level security not enabled and forced · planted" },
        { "CREATE TABLE planted (id int PRIMARY KEY)", "table without tenant_id · planted" },
        { "ALTER TABLE licence_key NO FORCE ROW LEVEL SECURITY", "row-level security not enabled and forced · licence_key" },
        { "ALTER TABLE activation DISABLE ROW LEVEL SECURITY", "row-level security not enabled and forced · activation" },
        { "DROP POLICY tenant_only ON key_event", "table without policy · key_event" },
        { "CREATE POLICY planted ON customer USING (true)", "several policies that add up · customer" },
        { "ALTER POLICY tenant_only ON customer USING (tenant_id = current_setting('app.tenant')::int)", "policy shows more than the tenant · customer.tenant_only" },
        { "ALTER POLICY tenant_only ON customer WITH CHECK (true)", "policy lets write more than the tenant · customer.tenant_only" },
        { "CREATE UNIQUE INDEX planted ON licence_key (number)", "unique key without tenant_id · planted" },
        { "CREATE UNIQUE INDEX u ON customer (customer_id); ALTER TABLE licence_key ADD CONSTRAINT planted FOREIGN KEY (customer_id) REFERENCES customer (customer_id)", "foreign key that does not pair the tenants · licence_key.planted" },
        { "CREATE FUNCTION planted() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM licence_key'", "function with its owner's rights · planted()" },
        { "CREATE FUNCTION planted(text) RETURNS boolean LANGUAGE sql LEAKPROOF AS 'SELECT true'", "function that may run before a policy · planted(text)" },
        { "ALTER TABLE import_chunk OWNER TO tessera_app", "application owns · import_chunk" },
        { "GRANT TRUNCATE ON licence_key TO tessera_app", "application may truncate, which no policy sees · licence_key" },
        { "GRANT REFERENCES ON licence_key TO PUBLIC", "application may attach triggers or foreign keys · licence_key" },
        { "GRANT CREATE ON SCHEMA public TO tessera_app", "application may create in · schema public" },
        { "GRANT tessera_owner TO tessera_app", "application is or may become · tessera_owner" },
        { "ALTER ROLE tessera_app BYPASSRLS", "application is or may become · tessera_app" },
    };

    [Theory, MemberData(nameof(Holes))]
    public async Task A_planted_hole_is_found(string plant, string expected)
    {
        await using var superuser = await Superuser.OfAsync(await running.LivedAsync());
        Assert.Contains(expected, await superuser.PlantedAsync(plant, () => AuditAsync(superuser)));
    }

    private static Task<List<string>> AuditAsync(Superuser superuser)
    {
        using var reader = new StreamReader(typeof(RlsAuditTests).Assembly.GetManifestResourceStream("rls-audit.sql")!);
        return superuser.LinesAsync(reader.ReadToEnd());
    }
}
