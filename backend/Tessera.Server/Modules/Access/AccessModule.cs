using Tessera.Server.Modules.Access.Contracts;

namespace Tessera.Server.Modules.Access;

/// <summary>Who may what: memberships, the permission table, preferences, the edge's sessions.</summary>
internal static class AccessModule
{
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddSingleton(Permissions.Table).AddSingleton<SignIns>();
        services.AddHostedService<SessionSweep>();
    }

    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        ReadMe.Map(routes);
        SavePreferences.Map(routes);
        ReadPermissions.Map(routes);
        EdgeSessions.Map(routes);
    }
}
