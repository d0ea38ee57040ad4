using Tessera.Domain.Joining;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Joining.Contracts;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Joining.Applications;

/// <summary>An operator declines an application with a reason, which the applicant reads in a mail in their language.</summary>
internal static class DeclineApplication
{
    internal sealed record Request(string? Reason = null);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/applications/{id}/decline", (string id, HttpContext context, OnceOnly once, ApplicationNews news) => once.RunAsync<Request>(context, (request, write) => HandleAsync(id, request, write, news)))
        .Operation(nameof(DeclineApplication)).WithName("declineApplication").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<ApplicationView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Request request, Write write, ApplicationNews news)
    {
        var (tenant, reason) = (write.Caller.Tenant, PlainText.Kept(request.Reason));
        if (!Guid.TryParseExact(id, "D", out var application) || await ApplicationRow.LockAsync(write.Transaction, tenant.Id, application, write.Ct) is not { } row) return Problem.NotFound;
        if (Applying.CheckDecline(row.State, reason) is { } refusal) return JoiningProblems.Refused(refusal, write.Caller.Language);
        var declined = row.Decided(ApplicationState.Declined, write.Now, write.Who.Name, reason, null);
        var content = JoiningMails.Declined(new ApplicationMail(tenant.Name, row.Company, row.Contact), reason!, row.Language);
        await write.Transaction.WriteAsync(
            [
                declined.Update(tenant.Id),
                Mails.Enqueue(tenant.Id, new OutgoingMail(Guid.CreateVersion7(write.Now), $"application-declined:{row.Id}", row.Email, tenant.Name, content), write.Now),
                AuditTrail.Add(tenant.Id, write.Who, write.Now, new AuditRow(nameof(DeclineApplication), "application", row.Id, row.Company, AuditTrail.Changes(("state", "RECEIVED", "DECLINED")), reason)),
            ],
            write.Ct);
        write.AfterCommit(() => news.Tell(tenant.Id, row.Id));
        return Outcome.Done(declined.View(null));
    }
}
