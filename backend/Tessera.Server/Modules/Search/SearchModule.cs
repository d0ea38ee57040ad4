namespace Tessera.Server.Modules.Search;

/// <summary>Finding things by what people paste.</summary>
internal static class SearchModule
{
    public static void MapSearch(this IEndpointRouteBuilder routes) => Search.Map(routes);
}
