using Architecture.Tests.Kit;
using Npgsql;
using Tessera.Platform.Tenancy;

namespace Architecture.Tests.Database;

/// <summary>
/// Connections are handed on without a reset between users (NoResetOnClose), so the tenant must be gone from each one by
/// itself. Under mixed work of both tenants a probe that sets no tenant must see nothing, ever (PROOFS.md §5).
/// </summary>
public sealed class LeakTests(RunningCore running)
{
    private const int Workers = 8;
    private const int Rounds = 60;
    private const string Probe = "SELECT count(*) FROM licence_key UNION ALL SELECT count(*) FROM customer UNION ALL SELECT length(coalesce(current_setting('app.tenant', true), ''))";

    [Fact]
    public async Task A_connection_comes_back_without_a_tenant()
    {
        await using var source = NpgsqlDataSource.Create(Tessera.Server.Http.Wiring.Pool((await running.LivedAsync()).App, "leak", 3));
        var db = new TenantDb(source);
        var leaks = 0;
        var rows = 0;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(async worker =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                Interlocked.Add(ref rows, await UseAsync(db, 1 + ((worker + round) % 2), round % 5));
                Interlocked.Add(ref leaks, await ProbeAsync(source));
            }
        }));
        Assert.Equal(0, leaks);
        Assert.True(rows > 0, "Nobody saw a row, so nothing could leak.");
    }

    /// <summary>The same probe finds the setting that the OWASP cheat sheet's own example leaves behind.</summary>
    [Fact]
    public async Task A_setting_of_the_session_would_be_seen()
    {
        await using var source = NpgsqlDataSource.Create(Tessera.Server.Http.Wiring.Pool((await running.LivedAsync()).App, "leak-control", 1));
        await using (var careless = source.CreateCommand("SELECT set_config('app.tenant', '1', false)")) await careless.ExecuteNonQueryAsync();
        Assert.NotEqual(0, await ProbeAsync(source));
    }

    /// <summary>Batch, transaction, abandoned transaction, failing batch, cancelled batch.</summary>
    private static async Task<int> UseAsync(TenantDb db, int tenant, int way)
    {
        static NpgsqlBatchCommand Keys() => Sql.Of("SELECT key_id FROM licence_key");
        switch (way)
        {
            case 0:
                return (await db.QueryAsync(tenant, Keys(), r => r.GetGuid(0), default)).Count;
            case 1:
                return (await db.TransactAsync(tenant, t => t.QueryAsync(Keys(), r => r.GetGuid(0), default), default)).Count;
            case 2:
                return await db.TransactAsync(tenant, async t =>
                {
                    t.Abandon();
                    return (await t.QueryAsync(Keys(), r => r.GetGuid(0), default)).Count;
                }, default);
            case 3:
                await Assert.ThrowsAsync<PostgresException>(() => db.WriteAsync(tenant, [Keys(), Sql.Of("SELECT 1 / 0")], default));
                return 0;
            default:
                using (var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(5)))
                    await Assert.ThrowsAnyAsync<OperationCanceledException>(() => db.WriteAsync(tenant, [Sql.Of("SELECT pg_sleep(5)")], soon.Token));
                return 0;
        }
    }

    private static async Task<int> ProbeAsync(NpgsqlDataSource source)
    {
        await using var probe = source.CreateCommand(Probe);
        await using var reader = await probe.ExecuteReaderAsync();
        return (int)(await TenantDb.RowsAsync(reader, r => r.GetInt64(0), default)).Sum();
    }
}
