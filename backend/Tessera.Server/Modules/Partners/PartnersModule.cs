using Tessera.Server.Modules.Partners.Lists;
using Tessera.Server.Modules.Partners.Notes;

namespace Tessera.Server.Modules.Partners;

/// <summary>The resellers of a programme.</summary>
internal static class PartnersModule
{
    public static void MapPartners(this IEndpointRouteBuilder routes)
    {
        ListPartners.Map(routes);
        ReadPartner.Map(routes);
        ExportPartners.Map(routes);
        ListPartnerNotes.Map(routes);
        AddPartnerNote.Map(routes);
        ViewAsPartner.Map(routes);
    }
}
