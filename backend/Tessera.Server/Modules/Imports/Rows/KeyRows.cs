using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Imports.Rows;

/// <summary>Keys known elsewhere: each row is the command ImportKey, decided as any other.</summary>
internal sealed class KeyRows : RowJudge
{
    private const int LongestReference = 100;

    private sealed record Draft(RowReader Reader, LicenceNumber Number, string Customer, string? Partner, ImportedFacts Facts);

    public override async Task<Judgement> JudgeAsync(Chunk chunk, CancellationToken ct)
    {
        var judgement = new Judgement();
        var drafts = new List<Draft>(chunk.Rows.Count);
        foreach (var row in chunk.Rows)
        {
            var reader = new RowReader(ImportColumns.Keys, row);
            if (Read(reader) is { } draft) drafts.Add(draft);
            else judgement.Refuse(reader.Problems);
        }

        var customers = await Parties.CustomersAsync(chunk, drafts.Select(d => d.Customer), ct);
        var partners = await Parties.PartnersAsync(chunk, drafts.Where(d => d.Partner is not null).Select(d => d.Partner!), ct);
        var keys = await WorkedKeys.LoadAsync(chunk, drafts.Select(d => d.Number), ct);
        foreach (var draft in drafts) Judge(draft, chunk, customers, partners, keys, judgement);
        keys.Finish(chunk, judgement);
        return judgement;
    }

    private static void Judge(Draft draft, Chunk chunk, Dictionary<string, Parties.Customer> customers, Dictionary<string, Guid> partners, WorkedKeys keys, Judgement judgement)
    {
        var reader = draft.Reader;
        if (!customers.TryGetValue(draft.Customer, out var customer)) reader.Wrong<Guid>("customer_reference", "CUSTOMER_UNKNOWN");
        Guid? partner = null;
        if (draft.Partner is { } vatId && (partner = partners.TryGetValue(vatId, out var id) ? id : null) is null) reader.Wrong<Guid>("partner_vat_id", "PARTNER_UNKNOWN");
        if (reader.Problems.Count > 0)
        {
            judgement.Refuse(reader.Problems);
            return;
        }

        var key = keys.FindOrNew(draft.Number, customer!.Name);
        var facts = draft.Facts with { Customer = new CustomerId(customer.Id), Partner = partner is { } p ? new PartnerId(p) : null, Education = customer.Education };
        var isNew = key.Key is Key.NoKey;
        var (refusal, changed) = key.Decide(new KeyCommand.ImportKey(new KeyId(Guid.CreateVersion7(chunk.Now)), draft.Number, facts), chunk);
        if (refusal is not null) judgement.Refuse(reader.Refused(refusal));
        else if (!changed) judgement.Unchanged++;
        else if (isNew) judgement.Created++;
        else judgement.Changed++;
        if (changed) key.CustomerName = customer.Name;
    }

    private static Draft? Read(RowReader r)
    {
        var number = r.Number("number");
        var customer = r.Text("customer_reference", LongestReference, required: true);
        var partner = Parties.VatId(r.Text("partner_vat_id", 40));
        var kind = r.Word<KeyKind>("kind");
        var edition = r.Word<Edition>("edition");
        var size = r.Int("size", required: true);
        var facts = new ImportedFacts(
            default, null, kind ?? default, edition ?? default, size ?? 0, r.Flag("free") ?? false, r.Flag("trial") ?? false, false, false,
            r.Day("start"), r.Day("last_day"), r.Day("maintenance_last_day"), r.Day("bought_on"), r.Text("pbx_version", Bounds.LongestVersion), r.Text("fqdn", Bounds.LongestFqdn));
        return r.Problems.Count == 0 ? new Draft(r, number!.Value, customer!, partner, facts) : null;
    }
}
