using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Platform.Errors;
using Tessera.Platform.Tenancy;

namespace Tessera.Platform.Identity;

/// <summary>What an endpoint is called in the permission table.</summary>
public sealed record OperationMetadata(string Name);

/// <summary>An endpoint that needs no membership; the reason is read by people and by the test that lists them.</summary>
public sealed record OpenEndpointMetadata(string Because);

/// <summary>Authentication → tenant → permission, in front of every endpoint that carries an <see cref="OperationMetadata"/>.</summary>
public static class Operations
{
    public const string TenantHeader = "Tessera-Tenant";
    private static readonly object CallerKey = new();
    private static readonly string[] Languages = ["en", "it", "nb", "fr"];

    public static TBuilder Operation<TBuilder>(this TBuilder builder, string name)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.WithMetadata(new OperationMetadata(name));
        builder.RequireAuthorization();
        return builder;
    }

    public static TBuilder Open<TBuilder>(this TBuilder builder, string because)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new OpenEndpointMetadata(because));

    public static Caller Caller(this HttpContext context) =>
        context.Items[CallerKey] as Caller ?? throw new InvalidOperationException("The endpoint names no operation, so it has no caller.");

    /// <summary>The language the reader asked for, among ours; English otherwise.</summary>
    public static string Language(HttpContext context, string? preferred = null)
    {
        foreach (var wish in context.Request.Headers.AcceptLanguage.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            var name = wish.Split(';')[0].Split('-')[0].ToLower(CultureInfo.InvariantCulture);
            if (name == "no") name = "nb";
            if (Languages.Contains(name)) return name;
        }

        return preferred is not null && Languages.Contains(preferred) ? preferred : "en";
    }

    /// <summary>The middleware; runs after authentication and authorization.</summary>
    public static async Task AdmitAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<OperationMetadata>() is not { } operation)
        {
            await next(context);
            return;
        }

        var (caller, refusal) = await ResolveAsync(context);
        refusal ??= Refused(caller!, operation.Name, context.RequestServices.GetRequiredService<PermissionTable>());
        if (refusal is not null)
        {
            await Problems.WriteAsync(context, refusal);
            return;
        }

        context.Items[CallerKey] = caller;
        await next(context);
    }

    private static Problem? Refused(Caller caller, string operation, PermissionTable table) =>
        caller.Viewing is not null && !table.OnlyReads(operation) ? ReadsOnly
        : table.Allows(caller.Role, operation) ? null
        : Problem.Forbidden(operation);

    private static Problem ReadsOnly { get; } = new(
        403, "VIEWING_READS_ONLY", "You see what this partner sees, and nothing can be changed meanwhile.", "Stop viewing as the partner, then do it in your own name.");

    private static Problem ViewingEnded { get; } = new(
        403, "VIEWING_ENDED", "You no longer see what this partner sees: viewing ends after an hour.", "Go on in your own name, or begin again from the partner’s page.");

    private static async Task<(Caller? Caller, Problem? Refusal)> ResolveAsync(HttpContext context)
    {
        var (caller, refusal) = await OwnAsync(context);
        var name = context.Request.Headers[Viewings.Header].ToString();
        if (caller is null || name.Length == 0) return (caller, refusal);
        return await context.RequestServices.GetRequiredService<Viewings>().FindAsync(caller.Membership, name, context.RequestAborted) is { } viewing
            ? (caller with { Membership = Viewings.As(caller.Membership, viewing), Viewing = viewing }, null)
            : (null, ViewingEnded);
    }

    private static async Task<(Caller? Caller, Problem? Refusal)> OwnAsync(HttpContext context)
    {
        if (TokenAuthentication.PersonOf(context.User) is not { } person) return (null, Problem.Unauthenticated);
        var memberships = await context.RequestServices.GetRequiredService<Memberships>().OfAsync(person, context.RequestAborted);
        if (memberships.Length == 0) return (null, new Problem(403, "NO_MEMBERSHIP", "You are signed in, but nobody has given you access yet. Ask your company's owner or your distributor."));

        var tenants = context.RequestServices.GetRequiredService<Tenants>();
        var wanted = context.Request.Headers[TenantHeader].ToString();
        if (wanted.Length == 0)
            return memberships.Length == 1
                ? await AdmittedAsync(memberships[0])
                : (null, new Problem(400, "TENANT_REQUIRED", "You belong to several programmes: name one in the header Tessera-Tenant."));
        if (await tenants.FindAsync(wanted, context.RequestAborted) is { } tenant && memberships.FirstOrDefault(m => m.TenantId == tenant.Id) is { } membership)
            return await AdmittedAsync(membership);
        return (null, new Problem(403, "NO_MEMBERSHIP", "You have no access to this programme."));

        async ValueTask<(Caller?, Problem?)> AdmittedAsync(Membership m) => m.Suspension is { } suspension ? (null, Suspended(m, suspension)) : (await OfAsync(m), null);

        async ValueTask<Caller> OfAsync(Membership m) =>
            new(person, await tenants.GetAsync(m.TenantId, context.RequestAborted), m, Language(context, m.Language));
    }

    private static Problem Suspended(Membership membership, Suspension suspension) => new(
        403, "PARTNER_SUSPENDED", $"{membership.Organisation} is suspended: {suspension.Reason}", "Your distributor can resume it. Keys that are in use are not touched.", "PP-1",
        new Dictionary<string, string> { ["partner"] = membership.Organisation, ["reason"] = suspension.Reason, ["since"] = suspension.Since.ToString("O", CultureInfo.InvariantCulture) });
}
