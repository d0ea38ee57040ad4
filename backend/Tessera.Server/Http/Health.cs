using Npgsql;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Server.Database;

namespace Tessera.Server.Http;

/// <summary>Alive: the process answers. Ready: the database answers and carries every migration this build knows.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("alive")).Open("asked by the platform").ExcludeFromDescription();
        routes.MapGet("/health/ready", ReadyAsync).Open("asked by the platform").ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        var newest = Migrator.Files().Last().Name;
        try
        {
            await using var command = source.CreateCommand("SELECT EXISTS (SELECT FROM schema_migration WHERE name = $1)");
            command.Parameters.AddWithValue(newest);
            return await command.ExecuteScalarAsync(ct) is true ? TypedResults.Text("ready") : NotReady("The database lacks migration " + newest + ".");
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            return NotReady("The database does not answer.");
        }
    }

    private static IResult NotReady(string why) => new Problem(503, "UNAVAILABLE", why).Result();
}
