using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Joining.Invitations;

/// <summary>What somebody who holds the link is invited to; nothing changes by looking.</summary>
internal static class ReadInvitation
{
    /// <param name="MaskedEmail">Where it was sent, recognisable only to whoever has that address.</param>
    internal sealed record View(string Tenant, string TenantName, string Organisation, Role Role, string MaskedEmail, string InvitedBy, InvitationState State, DateOnly ExpiresOn, string Language);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/{tenant}/invitation", HandleAsync).Open(InvitationGate.Because).WithName("invitation").Produces<View>();

    private static async Task HandleAsync(HttpContext context, InvitationGate gate, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await gate.AdmitAsync(context) is not { } tenant) return;
        if (InvitationLinks.Find(tenant.Id, InvitationGate.TokenOf(context)) is not { } find || await db.FirstAsync(tenant.Id, find, InvitationRow.Read, ct) is not { } row
            || await db.FirstAsync(tenant.Id, Sql.Of("SELECT name FROM partner WHERE tenant_id = $1 AND partner_id = $2", tenant.Id, row.PartnerId), r => r.GetString(0), ct) is not { } name)
        {
            await gate.MissAsync(context);
            return;
        }

        await TypedResults.Ok(new View(
            tenant.Slug, tenant.Name, name, row.Role, MailAddresses.Masked(row.Email), row.CreatedBy, row.StateAt(clock.GetUtcNow()), tenant.DayOf(row.ExpiresAt), row.Language)).ExecuteAsync(context);
    }
}
