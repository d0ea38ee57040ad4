using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Catalogue;

/// <summary>The tenant's rules as data, and what they say about sizes.</summary>
internal static class CatalogueModule
{
    public static void AddCatalogue(this IServiceCollection services) => services.AddSingleton<TenantRules>();

    public static void MapCatalogue(this IEndpointRouteBuilder routes)
    {
        ReadCatalogue.Map(routes);
        AdviseSize.Map(routes);
    }
}
