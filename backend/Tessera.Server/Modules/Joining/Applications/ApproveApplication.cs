using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Joining;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Joining.Contracts;
using Tessera.Server.Modules.Joining.Invitations;
using Tessera.Server.Modules.Programme.Contracts;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Server.Modules.Joining.Applications;

/// <summary>
/// An operator approves an application: the company is a partner at the lowest level, and the contact gets a mail with a link that makes
/// them its owner. All of it or nothing.
/// </summary>
internal static class ApproveApplication
{
    internal sealed record Request;

    private const string InsertPartner = """
        INSERT INTO partner (tenant_id, partner_id, name, vat_id, country, city, language, created_at, search) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, array_to_tsvector($9))
        """;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/applications/{id}/approve",
            (string id, HttpContext context, OnceOnly once, InvitationLinks links, TenantRules rules, ApplicationNews news) =>
                once.RunAsync<Request>(context, (_, write) => HandleAsync(id, write, (links, rules, news))))
        .Operation(nameof(ApproveApplication)).WithName("approveApplication").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<ApplicationView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Write write, (InvitationLinks Links, TenantRules Rules, ApplicationNews News) services)
    {
        var tenant = write.Caller.Tenant;
        if (!Guid.TryParseExact(id, "D", out var application) || await ApplicationRow.LockAsync(write.Transaction, tenant.Id, application, write.Ct) is not { } row) return Problem.NotFound;
        var known = row.State == ApplicationState.Received ? await ApplicationRow.KnownAsync(write.Transaction, tenant.Id, row.VatId, write.Ct) : null;
        if (Applying.CheckApproval(row.State, row.VatId, known?.Name) is { } refusal) return JoiningProblems.Refused(refusal, write.Caller.Language);

        var partner = Guid.CreateVersion7(write.Now);
        var approved = row.Decided(ApplicationState.Approved, write.Now, write.Who.Name, null, partner);
        var wish = new InvitationWish(partner, row.Company, row.Email, Role.Owner, row.Language, row.Contact);
        var levels = (await services.Rules.OfAsync(tenant.Id, write.Ct)).Book.Levels;
        await write.Transaction.WriteAsync(
            [
                Sql.Of(InsertPartner, tenant.Id, partner, row.Company, row.VatId, row.Country, row.City, row.Language, write.Now, SearchWords.OfPartner(tenant.Id, row.Company, row.VatId, row.City)),
                .. Entry(write, partner, levels.InForce(tenant.DayOf(write.Now))?.Value),
                approved.Update(tenant.Id),
                .. services.Links.Invite(tenant, wish, write.Who.Name, write.Now).Statements,
                AuditTrail.Add(
                    tenant.Id, write.Who, write.Now,
                    new AuditRow(nameof(ApproveApplication), "partner", partner, row.Company, AuditTrail.Changes(("vatId", null, row.VatId), ("country", null, row.Country), ("email", null, row.Email)))),
            ],
            write.Ct);
        write.AfterCommit(() => services.News.Tell(tenant.Id, row.Id));
        return Outcome.Done(approved.View(new ApplicationPartnerView(partner, row.Company)));
    }

    /// <summary>The lowest level; nothing where the tenant has none.</summary>
    private static NpgsqlBatchCommand[] Entry(Write write, Guid partner, LevelTable? levels)
    {
        if (levels is null || levels.Rows.IsDefaultOrEmpty) return [];
        var tenant = write.Caller.Tenant;
        return ProgrammeRows.Taken(new PointBooking(tenant.Id, partner, tenant.DayOf(write.Now), write.Now, write.Who, []), levels.Rows[0]);
    }
}
