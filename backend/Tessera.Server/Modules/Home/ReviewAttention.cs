using Npgsql;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Home;

/// <summary>Half-yearly reviews that wait for an operator: to be approved, to be published, or to go on after a failure of ours.</summary>
internal static class ReviewAttention
{
    private const string Waiting = """
        SELECT run_id, state FROM review_run WHERE tenant_id = $1 AND NOT dry AND state IN ('COMPARED', 'APPROVED', 'FAILED') ORDER BY run_id DESC LIMIT 20
        """;

    private static readonly (string State, string Kind)[] Kinds = [("COMPARED", "REVIEW_APPROVAL"), ("APPROVED", "REVIEW_PUBLICATION"), ("FAILED", "REVIEW_FAILED")];

    public static NpgsqlBatchCommand Command(int tenant) => Sql.Of(Waiting, tenant);

    public static async Task<List<Attention>> ReadAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        await reader.NextResultAsync(ct);
        var runs = (await TenantDb.RowsAsync(reader, r => (Id: r.GetGuid(0), State: r.GetString(1)), ct)).ToLookup(r => r.State, r => r.Id);
        return [.. Kinds.Where(kind => runs.Contains(kind.State)).Select(kind => Attention.Of(kind.Kind, runs[kind.State].Count(), [], new { Reviews = runs[kind.State] }))];
    }
}
