namespace Tessera.Server.Modules.Changes;

/// <summary>Live updates.</summary>
internal static class ChangesModule
{
    public static void AddChanges(this IServiceCollection services) => services.AddSingleton<OpenStreams>();

    public static void MapChanges(this IEndpointRouteBuilder routes) => ReadChanges.Map(routes);
}
