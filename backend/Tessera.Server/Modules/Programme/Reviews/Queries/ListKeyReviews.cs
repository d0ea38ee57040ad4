using Npgsql;
using Tessera.Domain.Keys;
using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews.Queries;

/// <summary>PP-7: what each published review set down of a key, newest first. Partners see those of the time the key was theirs.</summary>
internal static class ListKeyReviews
{
    private const int Most = 100;
    private const string Rows = """
        SELECT k.run_id, r.on_day, k.partner_id, p.name, k.level, k.kind, k.edition, k.size, k.last_day, k.status, k.effective_edition, k.effective_size, k.support, k.compliance, k.counted, k.max_extensions, k.points, k.key_version
        FROM review_key k JOIN review_run r ON r.tenant_id = k.tenant_id AND r.run_id = k.run_id AND r.state = 'PUBLISHED'
        LEFT JOIN review_partner p ON p.tenant_id = k.tenant_id AND p.run_id = k.run_id AND p.partner_id = k.partner_id
        WHERE k.tenant_id = $1 AND k.key_id = $2 AND ($3::uuid IS NULL OR k.partner_id = $3) ORDER BY r.on_day DESC LIMIT $4
        """;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/keys/{id}/reviews", HandleAsync).Operation(nameof(ListKeyReviews)).WithName("keyReviews").Produces<List<KeyReviewView>>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        var tenant = caller.TenantId;
        if (!Guid.TryParseExact(id, "D", out var key)) return Problem.NotFound.Result();
        var found = await db.ReadAsync<List<KeyReviewView>?>(
            tenant, [LoadedKey.ById(tenant, key, caller.PartnerId), Sql.Of(Rows, tenant, key, Optional.Id(caller.PartnerId), Most)],
            async (reader, token) =>
            {
                if (!await reader.ReadAsync(token)) return null;
                await reader.NextResultAsync(token);
                return await TenantDb.RowsAsync(reader, Read, token);
            },
            ct);
        return found is null ? Problem.NotFound.Result() : TypedResults.Ok(found);
    }

    private static KeyReviewView Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetFieldValue<DateOnly>(1), r.GuidOrNull(2), r.TextOrNull(3), r.TextOrNull(4), Words.KindOf(r.GetString(5)), Words.EditionOf(r.GetString(6)), r.GetInt32(7), r.DayOrNull(8),
        ProgrammeWords.Read<KeyStatus>(r.GetString(9)), Words.EditionOf(r.GetString(10)), r.GetInt32(11), r.GetBoolean(12), ProgrammeWords.Read<KeyCompliance>(r.GetString(13)), r.IntOrNull(14), r.IntOrNull(15),
        r.GetInt64(16), r.GetInt32(17));
}
