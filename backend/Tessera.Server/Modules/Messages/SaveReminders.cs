using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Messages.Contracts;
using Tessera.Server.Modules.Messages.Reminders;

namespace Tessera.Server.Modules.Messages;

/// <summary>How a partner wants to be reminded, and whether its customers are.</summary>
internal static class SaveReminders
{
    private const string Keep = """
        INSERT INTO reminder_setting (tenant_id, partner_id, digest, remind_customers, email, changed_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant_id, partner_id) DO UPDATE SET digest = excluded.digest, remind_customers = excluded.remind_customers, email = excluded.email, changed_at = excluded.changed_at
        """;

    /// <param name="Email">Null or empty: the owners' addresses.</param>
    /// <param name="PartnerId">Whose; an operator must say.</param>
    internal sealed record Body(bool Digest, bool RemindCustomers, string? Email = null, Guid? PartnerId = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/reminders/save", (HttpContext context, OnceOnly once, Digests digests) => once.RunAsync<Body>(context, (body, write) => HandleAsync(body, write, digests)))
            .Operation(nameof(SaveReminders)).WithName("saveReminders").Accepts<Body>("application/json").TakesIdempotencyKey().Produces<RemindersView>();

    private static async Task<Outcome> HandleAsync(Body body, Write write, Digests digests)
    {
        var caller = write.Caller;
        var wanted = new ReminderSetting(body.Digest, body.RemindCustomers, PlainText.Kept(body.Email));
        if ((caller.PartnerId ?? body.PartnerId) is not { } partner) return Problem.Invalid(new FieldProblem("partnerId", "REQUIRED", "Say whose reminders."));
        if ((body.PartnerId ?? partner) != partner || await NameAsync(partner, write) is not { } name) return Problem.NotFound;
        if (wanted.Email is not null && MailAddresses.Problem("email", wanted.Email) is { } problem) return Problem.Invalid(problem);

        var before = (await write.Transaction.QueryAsync(ReminderSetting.Of(caller.TenantId, partner), ReminderSetting.Read, write.Ct)).FirstOrDefault() ?? ReminderSetting.Unsaid;
        await write.Transaction.WriteAsync(
            [
                Sql.Of(Keep, caller.TenantId, partner, wanted.Digest, wanted.RemindCustomers, Optional.Text(wanted.Email), write.Now),
                AuditTrail.Add(caller.TenantId, write.Who, write.Now, new AuditRow(nameof(SaveReminders), "partner", partner, name, AuditTrail.Changes(
                    ("digest", before.Digest, wanted.Digest), ("remindCustomers", before.RemindCustomers, wanted.RemindCustomers), ("email", before.Email, wanted.Email)))),
            ],
            write.Ct);
        if (wanted.Digest) await HearAgainAsync(write);

        var from = ReminderDay.FirstOf(caller.Tenant, write.Now);
        var windows = await digests.WindowsAsync(caller.TenantId, from, write.Ct);
        var next = await write.Transaction.QueryAsync(DueKeys.Next(caller.TenantId, partner, from, windows, ReminderDay.Days), ReminderDay.Read, write.Ct);
        return Outcome.Done(new RemindersView(windows, ReminderSettingView.Of(wanted), next));
    }

    /// <summary>Who asks for reminders takes back having stopped them: for their own address, never for somebody else's.</summary>
    private static async Task HearAgainAsync(Write write)
    {
        var own = write.Caller.Membership.Login;
        if (MailAddresses.IsAddress(own)) await write.Transaction.WriteAsync([Unsubscribed.Forget(write.Caller.TenantId, Unsubscribed.HashOf(write.Caller.TenantId, own))], write.Ct);
    }

    private static async Task<string?> NameAsync(Guid partner, Write write) => (await write.Transaction.QueryAsync(
        Sql.Of("SELECT name FROM partner WHERE tenant_id = $1 AND partner_id = $2 FOR UPDATE", write.Caller.TenantId, partner), row => row.GetString(0), write.Ct)).FirstOrDefault();
}
