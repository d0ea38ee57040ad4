namespace Tessera.Server.Modules.Partners;

/// <summary>The resellers of a programme.</summary>
internal static class PartnersModule
{
    public static void MapPartners(this IEndpointRouteBuilder routes)
    {
        ListPartners.Map(routes);
        ReadPartner.Map(routes);
    }
}
