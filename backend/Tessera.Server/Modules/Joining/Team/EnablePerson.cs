using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Joining.Team;

/// <summary>Somebody who was disabled may come in again; their certificates count again, and a level they reach holds at once (PP-4).</summary>
internal static class EnablePerson
{
    private const string Enable = "UPDATE membership SET disabled_at = NULL WHERE tenant_id = $1 AND membership_id = $2";

    internal sealed record Request;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/partners/{id}/team/{person}/enable", (string id, string person, HttpContext context, TeamDesk desk, PointBook book) =>
                desk.ChangeAsync<Request>(id, context, (_, write, team) => HandleAsync(person, write, team, book)))
        .Operation(nameof(EnablePerson)).WithName("enablePerson").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<TeamView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Write write, LoadedTeam team, PointBook book)
    {
        if (team.Find(id) is not { } person) return Problem.NotFound;
        var after = person with { DisabledAt = null };
        if (person.DisabledAt is not null)
        {
            var tenant = write.Caller.TenantId;
            var audit = new AuditRow(nameof(EnablePerson), "person", person.Id, $"{person.Name} · {team.PartnerName}", AuditTrail.Changes(("disabled", true, false)));
            await write.Transaction.WriteAsync([Sql.Of(Enable, tenant, person.Id), AuditTrail.Add(tenant, write.Who, write.Now, audit)], write.Ct);
            await book.BookAsync(write.Transaction, new PointBooking(tenant, team.PartnerId, write.Caller.Tenant.DayOf(write.Now), write.Now, write.Who, []), write.Ct);
        }

        return Outcome.Done(team.With(after).View(write.Now));
    }
}
