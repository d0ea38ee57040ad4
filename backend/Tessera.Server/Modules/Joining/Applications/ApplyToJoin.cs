using System.Globalization;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Joining.Contracts;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Joining.Applications;

/// <summary>
/// A reseller registers itself (PP-1). The answer is the same whether it is new, waits already or is a partner: the form tells nobody
/// who is. The same company and address twice is one application and one mail.
/// </summary>
internal static class ApplyToJoin
{
    public const string Because = "a reseller that wants to join has no account yet: the signed form, and so many an hour from one address";

    private static readonly Problem TooQuick = new(422, "JOIN_TOO_QUICK", "That was faster than anybody can fill in a form.", "Send it again in a moment.");
    private static readonly Problem TooOld = new(422, "JOIN_FORM_OLD", "This form was open for too long, or was sent before with something else in it.", "Load the page again; nothing was kept.");

    /// <param name="Form">From the page.</param>
    /// <param name="Website">Nobody sees this field; robots fill it in.</param>
    internal sealed record Request(
        string? Form = null, string? Company = null, string? VatId = null, string? Country = null, string? City = null, string? Contact = null, string? Email = null, string? Language = null,
        string? Website = null);

    internal sealed record Done(bool Received);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/{tenant}/join/apply", HandleAsync).Open(Because).WithName("applyToJoin").Produces<Done>().ProducesProblem(422);

    private static async Task HandleAsync(string tenant, Request request, HttpContext context)
    {
        var services = context.RequestServices;
        var ct = context.RequestAborted;
        var gate = services.GetRequiredService<JoinGate>();
        if (await services.GetRequiredService<Tenants>().FindAsync(tenant, ct) is not { } programme)
        {
            await Problems.WriteAsync(context, Problem.NotFound);
            return;
        }

        using var lease = gate.Take(context);
        if (!lease.IsAcquired)
        {
            await CallerLimits.RefuseAsync(context, lease);
            return;
        }

        await (await ApplyAsync(context, programme, gate, request) is { } problem ? problem.Result() : TypedResults.Ok(new Done(true))).ExecuteAsync(context);
    }

    private static async Task<Problem?> ApplyAsync(HttpContext context, Tenant tenant, JoinGate gate, Request request)
    {
        if (!string.IsNullOrEmpty(request.Website)) return null;
        var (age, id) = gate.Read(tenant, request.Form);
        if (age == FormAge.TooYoung) return TooQuick;
        if (age != FormAge.Fresh) return TooOld;
        var (form, problem) = JoinForm.Read(request, Operations.Language(context, request.Language));
        return form is null ? problem : await KeepAsync(context, tenant, id, form);
    }

    private static async Task<Problem?> KeepAsync(HttpContext context, Tenant tenant, Guid formId, JoinForm form)
    {
        var (services, ct) = (context.RequestServices, context.RequestAborted);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var application = form.Row(now);
        var kept = await services.GetRequiredService<TenantDb>().TransactAsync(
            tenant.Id,
            async transaction =>
            {
                if (await transaction.WriteAsync([application.Insert(tenant.Id, formId)], ct) == 0) return await IsSameAsync(transaction, tenant.Id, formId, form, ct) ? Kept.Before : Kept.No;
                var visitor = services.GetRequiredService<EdgeProof>().VisitorOf(context).ToString();
                var who = new AuditActor(form.Contact, null, null, Problems.Reference(context), visitor);
                await transaction.WriteAsync(
                    [
                        AuditTrail.Add(tenant.Id, who, now, new AuditRow(nameof(ApplyToJoin), "application", application.Id, form.Company, AuditTrail.Changes(("vatId", null, form.VatId.Value), ("email", null, form.Email)))),
                        Mails.Enqueue(tenant.Id, Received(tenant, application, now), now),
                    ],
                    ct);
                return Kept.Now;
            },
            ct);
        if (kept == Kept.Now) services.GetRequiredService<ApplicationNews>().Tell(tenant.Id, application.Id);
        return kept == Kept.No ? TooOld : null;
    }

    /// <summary>Nothing was kept: because the same waits already, or because the form was used up by something else?</summary>
    private static async Task<bool> IsSameAsync(TenantTransaction transaction, int tenant, Guid formId, JoinForm form, CancellationToken ct)
    {
        var rows = await transaction.QueryAsync(
            Sql.Of(
                "SELECT true FROM partner_application WHERE tenant_id = $1 AND vat_id = $3 AND lower(email) = lower($4) AND (form_id = $2 OR state = 'RECEIVED')", tenant, formId, form.VatId.Value, form.Email),
            r => r.GetBoolean(0), ct);
        return rows.Count > 0;
    }

    /// <summary>One mail a day to one address, however many forms name it.</summary>
    private static OutgoingMail Received(Tenant tenant, ApplicationRow application, DateTimeOffset now) => new(
        Guid.CreateVersion7(now), string.Create(CultureInfo.InvariantCulture, $"application:{MailAddresses.Folded(application.Email)}:{tenant.DayOf(now):yyyy-MM-dd}"), application.Email, tenant.Name,
        JoiningMails.Received(new ApplicationMail(tenant.Name, application.Company, application.Contact), application.Language));

    private enum Kept
    {
        No,
        Now,

        /// <summary>It waits already.</summary>
        Before,
    }
}
