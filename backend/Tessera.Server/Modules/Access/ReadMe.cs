using System.Security.Claims;
using System.Text.Json;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Access.Contracts;

namespace Tessera.Server.Modules.Access;

/// <summary>Who the reader is, where they belong and what they may. Answers also for a proven person without any membership.</summary>
internal static class ReadMe
{
    internal sealed record TenantView(string Slug, string Name, string Currency, string TimeZone, string[] Languages, DateOnly Today);

    /// <param name="Suspension">Null: the partner is not suspended. Where it is, its people get no further than here.</param>
    internal sealed record MembershipView(TenantView Tenant, string Organisation, Role Role, Suspension? Suspension);

    internal sealed record PartnerLink(Guid Id, string Name);

    /// <param name="Until">It ends by itself.</param>
    internal sealed record ViewingLink(Guid Id, DateTimeOffset Until);

    /// <param name="Viewing">An operator sees what <paramref name="Partner"/> sees, and may only read; null: everybody in their own name.</param>
    internal sealed record Me(
        string Name, string Login, bool Application, string? Language, TenantView? Tenant, string? Organisation, Role? Role, PartnerLink? Partner,
        MembershipView[] Memberships, string[] Permissions, JsonElement Preferences, ViewingLink? Viewing);

    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/me", HandleAsync).RequireAuthorization().Open("a proven person without membership must learn whom to ask").WithName("me").Produces<Me>();

    private static async Task<IResult> HandleAsync(HttpContext context, Memberships memberships, Viewings viewings, Tenants tenants, TimeProvider clock, CancellationToken ct)
    {
        if (TokenAuthentication.PersonOf(context.User) is not { } person) return Problem.Unauthenticated.Result();
        var mine = await memberships.OfAsync(person, ct);
        var views = new List<(Membership Membership, MembershipView View)>();
        foreach (var m in mine)
        {
            var tenant = await tenants.GetAsync(m.TenantId, ct);
            var view = new TenantView(tenant.Slug, tenant.Name, tenant.Currency, tenant.TimeZone, tenant.Languages, tenant.DayOf(clock.GetUtcNow()));
            views.Add((m, new MembershipView(view, m.PartnerId is null ? tenant.Name : m.Organisation, m.Role, m.Suspension)));
        }

        var wanted = context.Request.Headers[Operations.TenantHeader].ToString();
        var active = views.FirstOrDefault(v => wanted.Length == 0 ? views.Count == 1 : v.View.Tenant.Slug == wanted);
        var all = views.Select(v => v.View).ToArray();
        if (active.Membership is not { Suspension: null } membership)
        {
            var name = context.User.FindFirstValue("name") ?? "";
            return TypedResults.Ok(new Me(name, context.User.FindFirstValue("preferred_username") ?? "", false, null, null, null, null, null, all, [], Nothing, null));
        }

        var viewing = context.Request.Headers[Viewings.Header].ToString() is { Length: > 0 } named ? await viewings.FindAsync(membership, named, ct) : null;
        if (viewing is not null) membership = Viewings.As(membership, viewing);
        var may = Permissions.Table.Operations.Where(o => Permissions.Table.Allows(membership.Role, o) && (viewing is null || Permissions.Table.OnlyReads(o))).ToArray();
        var partner = membership.PartnerId is { } id ? new PartnerLink(id, membership.Organisation) : null;
        using var preferences = JsonDocument.Parse(membership.Preferences);
        return TypedResults.Ok(new Me(
            membership.Name, membership.Login, membership.Application, membership.Language, active.View.Tenant, viewing?.PartnerName ?? active.View.Organisation, membership.Role, partner, all, may,
            preferences.RootElement.Clone(), viewing is null ? null : new ViewingLink(viewing.Id, viewing.Until)));
    }
}
