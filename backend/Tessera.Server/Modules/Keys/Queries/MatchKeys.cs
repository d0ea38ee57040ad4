using NpgsqlTypes;
using Npgsql;
using Tessera.Domain.Kernel;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Keys.Queries;

/// <summary>Numbers pasted from a spreadsheet: which are the reader's keys, which are not, which are no numbers. One query.</summary>
internal static class MatchKeys
{
    private const int Most = 500;
    private const int LongestShown = 64;

    internal sealed record Request(IReadOnlyList<string> Numbers);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/keys/match", HandleAsync).Operation(nameof(MatchKeys)).WithName("matchKeys").Produces<KeyMatchesView>();

    private static async Task<IResult> HandleAsync(Request request, HttpContext context, KeyListing listing, CancellationToken ct)
    {
        if (request.Numbers.Count > Most) return Problem.Invalid(new FieldProblem("numbers", "TOO_MANY", $"Up to {Most} at a time.")).Result();
        var caller = context.Caller();
        var wanted = new Dictionary<string, string>();
        var malformed = new List<string>();
        var duplicates = new List<string>();
        foreach (var text in request.Numbers)
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            var shown = text.Length > LongestShown ? text[..LongestShown] : text;
            if (!LicenceNumber.TryParse(text, out var number)) malformed.Add(shown);
            else if (!wanted.TryAdd(number.Value, shown)) duplicates.Add(shown);
        }

        List<NpgsqlParameter> parameters = [new() { Value = caller.TenantId, NpgsqlDbType = NpgsqlDbType.Integer }, new() { Value = wanted.Keys.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }];
        var where = "tenant_id = $1 AND number = ANY($2)";
        if (caller.PartnerId is { } own)
        {
            parameters.Add(new NpgsqlParameter { Value = own, NpgsqlDbType = NpgsqlDbType.Uuid });
            where += " AND partner_id = $3";
        }

        var (matched, _) = await listing.ReadAsync(caller, where, parameters, "last_day, key_id", Most, null, ct);
        foreach (var key in matched) wanted.Remove(key.Number);
        return TypedResults.Json(new KeyMatchesView(matched, [.. wanted.Values], malformed, duplicates), KeyJsonViews.Default.KeyMatchesView);
    }
}
