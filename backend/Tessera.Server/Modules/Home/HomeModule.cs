namespace Tessera.Server.Modules.Home;

/// <summary>What needs somebody, and what expires when.</summary>
internal static class HomeModule
{
    public static void MapHome(this IEndpointRouteBuilder routes)
    {
        ReadHome.Map(routes);
        ReadExpiry.Map(routes);
    }
}
