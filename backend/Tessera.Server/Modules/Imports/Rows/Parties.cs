using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Imports.Rows;

/// <summary>Customers and partners a chunk names, looked up at once.</summary>
internal static class Parties
{
    internal sealed record Customer(Guid Id, string Name, bool Education);

    public static async Task<Dictionary<string, Customer>> CustomersAsync(Chunk chunk, IEnumerable<string> references, CancellationToken ct)
    {
        var asked = references.Distinct().ToArray();
        if (asked.Length == 0) return [];
        var found = await chunk.Transaction.QueryAsync(
            Sql.Of("SELECT reference, customer_id, name, education FROM customer WHERE tenant_id = $1 AND reference = ANY($2)", chunk.Tenant.Id, asked),
            r => KeyValuePair.Create(r.GetString(0), new Customer(r.GetGuid(1), r.GetString(2), r.GetBoolean(3))), ct);
        return found.ToDictionary();
    }

    /// <summary>By VAT id, marks and case left out. Where two partners share one, the older.</summary>
    public static async Task<Dictionary<string, Guid>> PartnersAsync(Chunk chunk, IEnumerable<string> vatIds, CancellationToken ct)
    {
        var asked = vatIds.Distinct().ToArray();
        if (asked.Length == 0) return [];
        var found = await chunk.Transaction.QueryAsync(
            Sql.Of("SELECT vat_id, partner_id FROM partner WHERE tenant_id = $1 AND vat_id = ANY($2) ORDER BY created_at DESC, partner_id DESC", chunk.Tenant.Id, asked), r => (r.GetString(0), r.GetGuid(1)), ct);
        var byVatId = new Dictionary<string, Guid>();
        foreach (var (vatId, id) in found) byVatId[vatId] = id;
        return byVatId;
    }

    /// <summary>By VAT id, id or name, as the file writes them; several where they share it.</summary>
    public static async Task<ILookup<string, Guid>> PartnersNamedAsync(Chunk chunk, IEnumerable<string> named, CancellationToken ct)
    {
        var asked = named.Distinct().ToArray();
        var ids = asked.Select(text => Guid.TryParseExact(text, "D", out var id) ? id : (Guid?)null).OfType<Guid>().ToArray();
        var found = asked.Length == 0 ? [] : await chunk.Transaction.QueryAsync(
            Sql.Of("SELECT partner_id, vat_id, name FROM partner WHERE tenant_id = $1 AND (vat_id = ANY($2) OR partner_id = ANY($3) OR lower(name) = ANY($4))", chunk.Tenant.Id,
                asked.Select(VatId).ToArray(), ids, asked.Select(text => text.ToLowerInvariant()).ToArray()),
            r => (Id: r.GetGuid(0), VatId: r.TextOrNull(1), Name: r.GetString(2)), ct);
        var (byVatId, byName) = (found.ToLookup(p => p.VatId), found.ToLookup(p => p.Name.ToLowerInvariant()));
        return asked.SelectMany(text => Meant(text).Select(id => (Text: text, Id: id))).ToLookup(one => one.Text, one => one.Id);

        IEnumerable<Guid> Meant(string text) =>
            Guid.TryParseExact(text, "D", out var id) && found.Any(p => p.Id == id) ? [id]
            : VatId(text) is { Length: > 0 } vatId && byVatId.Contains(vatId) ? byVatId[vatId].Select(p => p.Id)
            : byName[text.ToLowerInvariant()].Select(p => p.Id);
    }

    public static async Task<Dictionary<Guid, string>> PartnerNamesAsync(Chunk chunk, IEnumerable<Guid> partners, CancellationToken ct)
    {
        var asked = partners.Distinct().ToArray();
        if (asked.Length == 0) return [];
        var found = await chunk.Transaction.QueryAsync(
            Sql.Of("SELECT partner_id, name FROM partner WHERE tenant_id = $1 AND partner_id = ANY($2)", chunk.Tenant.Id, asked), r => KeyValuePair.Create(r.GetGuid(0), r.GetString(1)), ct);
        return found.ToDictionary();
    }

    public static string? VatId(string? text) => text is null ? null : string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
