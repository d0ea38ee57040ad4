namespace Tessera.Server.Modules.Imports.Rows;

/// <summary>The columns of one kind of file; the first ones name what the row is about, which a file may bring once.</summary>
/// <param name="Naming">How many of them do.</param>
internal sealed record ImportColumns(IReadOnlyList<string> Names, IReadOnlyList<string> Required, int Naming = 1)
{
    public static readonly ImportColumns Certificates = new(["email", "path", "from", "until"], ["email", "path", "from"], Naming: 3);

    public static readonly ImportColumns Customers = new(
        ["reference", "name", "email", "vat_id", "country", "city", "language", "partner_vat_id", "education"], ["reference", "name"]);

    public static readonly ImportColumns Keys = new(
        ["number", "customer_reference", "partner_vat_id", "kind", "edition", "size", "free", "trial", "start", "last_day", "maintenance_last_day", "bought_on", "pbx_version", "fqdn"],
        ["number", "customer_reference", "kind", "edition", "size"]);

    public static readonly ImportColumns Usage = new(
        ["number", "users_and_extensions", "system_mailboxes", "recycled", "pbx_version", "reported_on"], ["number", "users_and_extensions"]);

    public static readonly ImportColumns Turnover = new(["reference", "partner", "day", "net", "currency", "note"], ["reference", "partner", "day", "net"]);

    public static ImportColumns Of(ImportKind kind) => kind switch
    {
        ImportKind.Customers => Customers,
        ImportKind.Usage => Usage,
        ImportKind.Turnover => Turnover,
        ImportKind.Certificates => Certificates,
        _ => Keys,
    };

    public int IndexOf(string name)
    {
        for (var i = 0; i < Names.Count; i++)
            if (Names[i] == name) return i;
        return -1;
    }
}
