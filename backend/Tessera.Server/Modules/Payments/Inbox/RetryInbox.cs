using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Modules.Payments.Inbox;

/// <summary>A dead or waiting message is worked on again; its patience begins anew.</summary>
internal static class RetryInbox
{
    private const string Again = $"""
        UPDATE inbox SET state = 'NEW', due_at = $3, received_at = $3, attempts = 0, claimed_until = NULL WHERE tenant_id = $1 AND event_id = $2 AND state IN ('DEAD', 'WAITING') RETURNING {InboxEventView.Columns}
        """;

    internal sealed record Request(string? Reason = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/inbox/{eventId}/retry", HandleAsync).Operation(nameof(RetryInbox)).WithName("retryInbox").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<InboxEventView>().ProducesProblem(404);

    private static async Task<IResult> HandleAsync(string eventId, HttpContext context, OnceOnly once, InboxWorker worker) => await once.RunAsync<Request>(context, async (request, write) =>
    {
        var tenant = write.Caller.TenantId;
        if (PlainText.Check("reason", request.Reason, 500) is { } bad) return Problem.Invalid(bad);
        if (await write.Transaction.QueryAsync(Sql.Of(Again, tenant, eventId, write.Now), InboxEventView.Read, write.Ct) is not [var item]) return Problem.NotFound;
        await write.Transaction.WriteAsync([AuditTrail.Add(tenant, write.Who, write.Now, new AuditRow(nameof(RetryInbox), "event", null, eventId, Reason: PlainText.Kept(request.Reason)))], write.Ct);
        write.AfterCommit(() => worker.Want(tenant));
        return Outcome.Done(item);
    });
}
