using System.Globalization;
using Tessera.Domain.Kernel;
using Tessera.Platform.Identity;

namespace Tessera.Server.Modules.Demo;

/// <summary>A person of the sandbox's directories with a membership here (infra/sandbox/identity/directory.json).</summary>
internal sealed record DemoPerson(int Number, string Name, string Login, char Directory, int Tenant, Role Role, Guid? Partner, string Language, bool Application = false)
{
    public Guid MembershipId => Guid.Parse($"0c000000-0000-4000-8000-{Number.ToString("D12", CultureInfo.InvariantCulture)}");

    public Guid ObjectId => Guid.Parse($"0a000000-0000-4000-8000-{Number.ToString("D12", CultureInfo.InvariantCulture)}");

    public Guid DirectoryId => Guid.Parse($"{new string(Directory, 8)}-{new string(Directory, 4)}-4{new string(Directory, 3)}-8{new string(Directory, 3)}-{new string(Directory, 12)}");

    public Actor Actor => new(Name, Partner is { } p ? new PartnerId(p) : null);
}

internal sealed record DemoPartner(Guid Id, int Tenant, string Name, string VatId, string Country, string City, string Language, string Level, int Keys);

internal sealed record DemoTenant(int Id, string Slug, string Name, string Currency, string TimeZone, string[] Languages);

/// <summary>Everybody with a name: programmes, partners, people.</summary>
internal static class Cast
{
    public static readonly DemoTenant[] Tenants =
    [
        new(DemoIds.Allnet, "allnet", "Allnet.Italia", "EUR", "Europe/Rome", ["it", "en", "fr"]),
        new(DemoIds.Vcom, "vcom", "Vcom AS", "NOK", "Europe/Oslo", ["nb", "en"]),
    ];

    public static readonly DemoPartner[] Partners =
    [
        new(DemoIds.Brenta, DemoIds.Allnet, "Brenta Telefonia Srl", VatIds.Italian(3417025), "IT", "Padova", "it", "Gold", 220),
        new(DemoIds.Lagune, DemoIds.Allnet, "Lagune Voix SARL", VatIds.French(52981437), "FR", "Nantes", "fr", "Silver", 70),
        new(DemoIds.Colli, DemoIds.Allnet, "Studio Colli", VatIds.Italian(4550918), "IT", "Bologna", "it", "Bronze", 12),
        new(DemoIds.Fjord, DemoIds.Vcom, "Fjord Telekom AS", VatIds.Norwegian(91874520), "NO", "Bergen", "nb", "Silver", 60),
        new(DemoIds.Nordlys, DemoIds.Vcom, "Nordlys IKT AS", VatIds.Norwegian(98213460), "NO", "Tromsø", "nb", "Bronze", 30),
    ];

    public static readonly DemoPerson Giulia = new(1, "Giulia Ferri", "giulia@allnet.example", '1', DemoIds.Allnet, Role.Operator, null, "it");
    public static readonly DemoPerson Marco = new(2, "Marco Bellini", "marco@allnet.example", '1', DemoIds.Allnet, Role.Operator, null, "en");
    public static readonly DemoPerson Elena = new(3, "Elena Zanon", "elena@brenta.example", '3', DemoIds.Allnet, Role.Owner, DemoIds.Brenta, "it");
    public static readonly DemoPerson Davide = new(4, "Davide Costa", "davide@brenta.example", '3', DemoIds.Allnet, Role.Sales, DemoIds.Brenta, "it");
    public static readonly DemoPerson Sara = new(5, "Sara Longo", "sara@brenta.example", '3', DemoIds.Allnet, Role.Support, DemoIds.Brenta, "it");
    public static readonly DemoPerson Paolo = new(6, "Paolo Neri", "paolo@brenta.example", '3', DemoIds.Allnet, Role.Purchase, DemoIds.Brenta, "en");
    public static readonly DemoPerson Camille = new(7, "Camille Renaud", "camille@lagune.example", '4', DemoIds.Allnet, Role.Owner, DemoIds.Lagune, "fr");
    public static readonly DemoPerson Hugo = new(8, "Hugo Martin", "hugo@lagune.example", '4', DemoIds.Allnet, Role.Sales, DemoIds.Lagune, "fr");
    public static readonly DemoPerson Anna = new(9, "Anna Colli", "anna@colli.example", '5', DemoIds.Allnet, Role.Owner, DemoIds.Colli, "it");
    public static readonly DemoPerson Ingrid = new(10, "Ingrid Solberg", "ingrid@vcom.example", '2', DemoIds.Vcom, Role.Operator, null, "nb");
    public static readonly DemoPerson Ola = new(11, "Ola Nordmann", "ola@fjord.example", '6', DemoIds.Vcom, Role.Owner, DemoIds.Fjord, "nb");
    public static readonly DemoPerson Kari = new(12, "Kari Lie", "kari@fjord.example", '6', DemoIds.Vcom, Role.Support, DemoIds.Fjord, "nb");
    public static readonly DemoPerson Nils = new(13, "Nils Hauge", "nils@nordlys.example", '7', DemoIds.Vcom, Role.Owner, DemoIds.Nordlys, "nb");

    public static readonly DemoPerson[] People =
    [
        Giulia, Marco, Elena, Davide, Sara, Paolo, Camille, Hugo, Anna, Ingrid, Ola, Kari, Nils,
        new(20, "Allnet ERP", "allnet-erp", '1', DemoIds.Allnet, Role.Operator, null, "en", Application: true),
        new(21, "Vcom ERP", "vcom-erp", '2', DemoIds.Vcom, Role.Operator, null, "en", Application: true),
    ];

    /// <summary>Who looks after a partner's keys; a partner without support staff does it itself.</summary>
    public static DemoPerson SupportOf(Guid? partner, int tenant) =>
        People.FirstOrDefault(p => p.Partner == partner && partner is not null && p.Role == Role.Support) ?? OwnerOf(partner, tenant);

    public static DemoPerson OwnerOf(Guid? partner, int tenant) =>
        People.FirstOrDefault(p => p.Partner == partner && partner is not null && p.Role == Role.Owner) ?? (tenant == DemoIds.Allnet ? Marco : Ingrid);
}
