using System.Text.Json;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Access;

/// <summary>What a person chose for themselves in this programme: language, columns, saved views. Idempotent by nature.</summary>
internal static class SavePreferences
{
    private const int Largest = 16 * 1024;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/me/preferences", HandleAsync).Operation(nameof(SavePreferences)).WithName("savePreferences").Produces<JsonElement>();

    private static async Task<IResult> HandleAsync(JsonElement preferences, HttpContext context, TenantDb db, Memberships memberships, CancellationToken ct)
    {
        var caller = context.Caller();
        var json = preferences.GetRawText();
        if (preferences.ValueKind != JsonValueKind.Object) return Problem.Invalid(new FieldProblem("preferences", "MALFORMED", "Preferences are an object.")).Result();
        if (json.Length > Largest) return Problem.Invalid(new FieldProblem("preferences", "TOO_LARGE", "Preferences take up to 16 KB.")).Result();
        if (json.Contains("\\u0000", StringComparison.Ordinal)) return Problem.Invalid(new FieldProblem("preferences", "MALFORMED", "A NUL character cannot be kept.")).Result();
        await db.WriteAsync(caller.TenantId, [Sql.Of("UPDATE membership SET preferences = $1 WHERE membership_id = $2", Sql.Json(json), caller.Membership.Id)], ct);
        memberships.Forget(caller.Person);
        return TypedResults.Json(preferences);
    }
}
