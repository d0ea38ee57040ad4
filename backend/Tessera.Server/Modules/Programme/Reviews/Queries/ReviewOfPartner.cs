using Tessera.Domain.Programme;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Programme.Reviews.Queries;

/// <summary>Which run a reader may read about a partner: operators any, partners those that were published, about themselves.</summary>
internal static class ReviewOfPartner
{
    /// <summary>In place of a run's id: the newest published review of the partner.</summary>
    public const string Last = "last";

    private const string ById = $"SELECT {ReviewRow.Columns} FROM review_run WHERE tenant_id = $1 AND run_id = $2";
    private const string Newest = $"""
        SELECT {ReviewRow.Columns} FROM review_run WHERE tenant_id = $1 AND state = 'PUBLISHED'
          AND run_id IN (SELECT run_id FROM review_result WHERE tenant_id = $1 AND partner_id = $2) ORDER BY on_day DESC LIMIT 1
        """;

    /// <returns>Null: there is none, or none that the reader may see.</returns>
    public static async Task<(ReviewRow Run, Guid Partner)?> FindAsync(TenantDb db, Caller caller, string run, string partner, CancellationToken ct)
    {
        if (!Guid.TryParseExact(partner, "D", out var id) || !LevelDetails.IsSeen(caller, id)) return null;
        var command = run == Last ? Sql.Of(Newest, caller.TenantId, id) : Guid.TryParseExact(run, "D", out var named) ? Sql.Of(ById, caller.TenantId, named) : null;
        if (command is null || await db.FirstAsync(caller.TenantId, command, ReviewRow.Read, ct) is not { } row) return null;
        return caller.IsOperator || row.State == ReviewState.Published ? (row, id) : null;
    }
}
