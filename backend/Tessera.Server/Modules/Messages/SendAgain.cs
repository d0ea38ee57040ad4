using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Outbox;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Modules.Messages;

/// <summary>Sends again what failed, or what nobody knows of: a person's decision, with a reason. It may then arrive twice, as the same mail.</summary>
internal static class SendAgain
{
    private const int LongestReason = 500;

    private const string Again = $"""
        UPDATE outbox SET state = 'NEW', due_at = $3, claimed_until = NULL, done_at = NULL
        WHERE tenant_id = $1 AND message_id = $2 AND state IN ('FAILED', 'UNCERTAIN') RETURNING {MessageEntry.Columns}
        """;

    private static readonly Problem NotStuck = new(StatusCodes.Status422UnprocessableEntity, "MESSAGE_NOT_STUCK", "Only a message that failed, or of which nobody knows, is sent again.");

    internal sealed record Body(string Reason);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/messages/{id}/send-again", (string id, HttpContext context, OnceOnly once, OutboxBell bell) => once.RunAsync<Body>(context, (body, write) => HandleAsync(id, body, write, bell)))
            .Operation(nameof(SendAgain)).WithName("sendAgain").Accepts<Body>("application/json").TakesIdempotencyKey().Produces<MessageEntry>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Body body, Write write, OutboxBell bell)
    {
        var tenant = write.Caller.TenantId;
        if (!Guid.TryParseExact(id, "D", out var message) || await StateAsync(message, write) is not { } state) return Problem.NotFound;
        if (PlainText.Check("reason", body.Reason, LongestReason, required: true) is { } problem) return Problem.Invalid(problem);
        if ((await write.Transaction.QueryAsync(Sql.Of(Again, tenant, message, write.Now), MessageEntry.Read, write.Ct)).FirstOrDefault() is not { } entry) return NotStuck;
        await write.Transaction.WriteAsync(
            [AuditTrail.Add(tenant, write.Who, write.Now, new AuditRow(nameof(SendAgain), "message", message, entry.Subject ?? entry.Kind, AuditTrail.Changes(("state", state, "NEW")), body.Reason.Trim()))], write.Ct);
        write.AfterCommit(() => bell.Ring(tenant));
        return Outcome.Done(entry);
    }

    private static async Task<string?> StateAsync(Guid message, Write write) => (await write.Transaction.QueryAsync(
        Sql.Of("SELECT state FROM outbox WHERE tenant_id = $1 AND message_id = $2 FOR UPDATE", write.Caller.TenantId, message), row => row.GetString(0), write.Ct)).FirstOrDefault();
}
