namespace Tessera.TestKit;

/// <summary>The named people of the demonstration world (infra/sandbox/identity/directory.json has the same).</summary>
public sealed record Person(string Name, Guid Directory, Guid Id, string Tenant)
{
    public static readonly Person Giulia = Of("Giulia", 1, '1', "allnet");
    public static readonly Person Marco = Of("Marco", 2, '1', "allnet");
    public static readonly Person Elena = Of("Elena", 3, '3', "allnet");
    public static readonly Person Davide = Of("Davide", 4, '3', "allnet");
    public static readonly Person Sara = Of("Sara", 5, '3', "allnet");
    public static readonly Person Paolo = Of("Paolo", 6, '3', "allnet");
    public static readonly Person Camille = Of("Camille", 7, '4', "allnet");
    public static readonly Person Hugo = Of("Hugo", 8, '4', "allnet");
    public static readonly Person Anna = Of("Anna", 9, '5', "allnet");
    public static readonly Person Ingrid = Of("Ingrid", 10, '2', "vcom");
    public static readonly Person Ola = Of("Ola", 11, '6', "vcom");
    public static readonly Person Kari = Of("Kari", 12, '6', "vcom");
    public static readonly Person Nils = Of("Nils", 13, '7', "vcom");
    public static readonly Person Guest = Of("Gast", 14, '9', "");
    public static readonly Person Impostor = Of("Elena (consultant)", 15, '7', "");
    public static readonly Person AllnetErp = Of("Allnet ERP", 20, '1', "allnet");
    public static readonly Person VcomErp = Of("Vcom ERP", 21, '2', "vcom");

    private static Person Of(string name, int number, char directory, string tenant)
    {
        var d = directory;
        var text = new string(d, 8) + "-" + new string(d, 4) + "-4" + new string(d, 3) + "-8" + new string(d, 3) + "-" + new string(d, 12);
        return new Person(name, Guid.Parse(text), Guid.Parse($"0a000000-0000-4000-8000-{number:D12}"), tenant);
    }
}
