namespace Tessera.Server.Modules.Demo;

/// <summary>An invented customer.</summary>
/// <param name="Reference">Its number in the distributor's own books.</param>
/// <param name="Domain">Under .example, so that no letter ever reaches anybody.</param>
internal sealed record DemoCompany(string Reference, int Tenant, Guid? Partner, string Name, string Country, string City, string Language, string Domain, bool Education)
{
    public Guid Id => DemoIds.Customer(Reference);

    public string Email => (Country == "FR" ? "standard@" : Country == "NO" ? "drift@" : "centralino@") + Domain;

    public string VatId => VatIds.Of(Country, int.Parse(Reference.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture) * 7_919 + 1_234_567);
}

/// <summary>The organisations that own the demonstration's keys.</summary>
internal static class Companies
{
    /// <summary>Stands before <see cref="All"/>: static fields are made in the order of the text.</summary>
    private static readonly string[] Schools = ["itgalilei", "lycee-sainte-anne", "stordvgs"];

    public static readonly DemoCompany[] All =
    [
        .. Of(DemoIds.Allnet, DemoIds.Brenta, "IT", "it", 1001,
            "Officine Meccaniche Bragadin Srl|Padova|bragadin", "Caseificio Val Leogra Scarl|Schio|valleogra", "Studio Legale Foscarini e Associati|Venezia|foscarinilegal",
            "Hotel Terme Aponia|Abano Terme|termeaponia", "Logistica Adige SpA|Verona|logisticaadige", "Istituto Tecnico Galilei|Padova|itgalilei", "Clinica San Zenone|Verona|clinicasanzenone",
            "Vetreria Muranese Dall’Acqua|Venezia|dallacqua", "Cantine Soligo Srl|Pieve di Soligo|cantinesoligo", "Autotrasporti Zorzi Snc|Rovigo|zorzitrasporti",
            "Farmacie Riunite Tergeste|Trieste|farmacietergeste", "Calzaturificio Riviera del Brenta|Stra|calzbrenta", "Immobiliare Prato della Valle|Padova|pratovalle",
            "Tipografia Antoniana|Padova|tipoantoniana", "Consorzio Agrario Polesano|Rovigo|agrariopolesano", "Elettroforniture Marchesan|Vicenza|marchesan",
            "Residenza Anziani Villa Serena|Treviso|villaserena", "Comune di Montegalda|Montegalda|comune-montegalda", "Nautica Chioggiotta Srl|Chioggia|nauticachioggia",
            "Arredamenti Tessaro|Bassano del Grappa|tessaroarredi", "Casa di Spedizioni Friulana|Udine|spedfriuli", "Ceramiche Nove Art|Nove|noveart",
            "Banca di Credito dei Colli|Este|bcccolli", "Poliambulatorio Euganeo|Monselice|poliaeuganeo", "Gruppo Alimentare Lessinia|Bosco Chiesanuova|alimentarelessinia", "Laboratorio Analisi Benacus|Peschiera del Garda|benacuslab"),
        .. Of(DemoIds.Allnet, DemoIds.Lagune, "FR", "fr", 2001,
            "Conserverie du Croisic SAS|Le Croisic|conserverie-croisic", "Cabinet Dentaire Lefèvre|Nantes|dentaire-lefevre", "Transports Guérin et Fils|Saint-Herblain|transports-guerin",
            "Hôtel de la Presqu’île|Guérande|hotel-presquile", "Menuiserie Le Goff|Vannes|menuiserie-legoff", "Clinique vétérinaire de l’Erdre|Nantes|veto-erdre",
            "Domaine des Trois Moulins|Vertou|trois-moulins", "Imprimerie Bretonne Réunie|Rennes|imprimerie-bretonne", "Lycée Sainte-Anne|Saint-Nazaire|lycee-sainte-anne",
            "Chantier naval Kermadec|Lorient|kermadec", "Assurances Vendée Atlantique|La Roche-sur-Yon|vendee-atlantique"),
        .. Of(DemoIds.Allnet, DemoIds.Colli, "IT", "it", 3001,
            "Notaio Benedetta Salvi|Bologna|notaiosalvi", "Gelaterie Due Torri Srl|Bologna|duetorri", "Studio Dentistico Ghirlandina|Modena|ghirlandinadent", "Autofficina Fratelli Rava|Imola|ravaauto"),
        .. Of(DemoIds.Allnet, null, "IT", "it", 4001,
            "Acciaierie Dora Riparia SpA|Torino|doraacciai", "Fondazione Museo del Po|Piacenza|museodelpo", "Porto Servizi Tirreno|Livorno|portotirreno"),
        .. Of(DemoIds.Vcom, DemoIds.Fjord, "NO", "nb", 5001,
            "Bryggen Sjømat AS|Bergen|bryggensjomat", "Hardanger Frukt SA|Odda|hardangerfrukt", "Advokatfirmaet Lund og Vik DA|Bergen|lundvik", "Vestland Rør og Varme AS|Førde|vestlandror",
            "Askøy Legesenter|Askøy|askoylege", "Sognefjord Hotell AS|Balestrand|sognefjordhotell", "Haugaland Mekaniske AS|Haugesund|haugalandmek", "Stord Videregående Skole|Stord|stordvgs",
            "Fana Regnskap AS|Bergen|fanaregnskap", "Kystlinjen Rederi AS|Florø|kystlinjen"),
        .. Of(DemoIds.Vcom, DemoIds.Nordlys, "NO", "nb", 6001,
            "Ishavet Fiskeri AS|Tromsø|ishavetfiskeri", "Lofoten Byggmarked AS|Svolvær|lofotenbygg", "Polarsirkelen Reiser AS|Bodø|polarreiser", "Finnmark Kraftlag SA|Alta|finnmarkkraftlag",
            "Narvik Havnedrift KF|Narvik|narvikhavnedrift", "Senja Tannhelse AS|Finnsnes|senjatann"),
        .. Of(DemoIds.Vcom, null, "NO", "nb", 7001, "Oslofjord Eiendom AS|Drammen|oslofjordeiendom", "Trønder Meieri SA|Trondheim|trondermeieri"),
    ];

    public static DemoCompany[] Of(int tenant, Guid? partner) => [.. All.Where(c => c.Tenant == tenant && c.Partner == partner)];


    private static IEnumerable<DemoCompany> Of(int tenant, Guid? partner, string country, string language, int firstReference, params string[] lines) => lines.Select((line, i) =>
    {
        var parts = line.Split('|');
        return new DemoCompany($"C-{firstReference + i}", tenant, partner, parts[0], country, parts[1], language, parts[2] + ".example", Schools.Contains(parts[2]));
    });
}
