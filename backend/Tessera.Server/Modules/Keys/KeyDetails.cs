using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Access.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Keys;

/// <summary>Shows a loaded key to a reader: in their language, on their tenant's day, with what their role may do.</summary>
internal sealed class KeyDetails(TenantDb db, TenantRules rules, TimeProvider clock)
{
    public async Task<KeyDetailView> OfAsync(LoadedKey loaded, Caller caller, CancellationToken ct)
    {
        var (_, book) = await rules.OfAsync(caller.TenantId, ct);
        var facts = loaded.Facts;
        var transfer = facts.Transfer is { } t ? await TransferAsync(t, loaded.Partner, caller, ct) : null;
        return Of(loaded, book, caller, transfer);
    }

    public static Actor ActorOf(Caller caller) => new(caller.Membership.Name, caller.PartnerId is { } p ? new PartnerId(p) : null);

    private KeyDetailView Of(LoadedKey loaded, RuleBook book, Caller caller, TransferView? transfer)
    {
        var now = clock.GetUtcNow();
        var today = caller.Tenant.DayOf(now);
        var facts = loaded.Facts;
        var key = new Key.OpenKey(facts).AsOf(today);
        var texts = Texts.Of(caller.Language);
        var summary = KeySummary.Of(key, book)!;
        var timeline = Timeline.Of(key, book);
        var day = Outline.At(Outline.Of(timeline), today);
        var views = new PhaseViews(book, texts);
        var provisional = timeline.Provisional();
        var profile = book.Profile(today).Value;
        var explanation = Explanation.Of(key, book, today, caller.Language)!;
        var actor = ActorOf(caller);
        return new KeyDetailView(
            facts.Id.Value, facts.Number.Value, facts.Kind, summary.Edition, summary.Size, summary.Free, facts.Trial, facts.NotForResale, facts.Education,
            day.Status, day.Until, day.Next, EntitlementView.Of(day.Effective),
            facts.StartsOn, summary.LastDay, summary.WindowLastDay, facts.ClosesOn,
            summary.MaxExtensions, summary.Counted, summary.Over, facts.Usage?.IsStale(today, profile.UsageStaleDays) ?? false, day.Support, summary.Deadline,
            summary.RenewalPriceMinor is { } minor ? new MoneyView(minor, summary.Currency ?? book.Currency) : null,
            CustomerOf(loaded.Customer), loaded.Partner is { } p ? PartnerOf(p) : null, summary.PbxVersion, summary.Fqdn, facts.IssuedAt, facts.Version,
            new HoldingView(today, views.Of(explanation.Phase, false), explanation.Sentence),
            [.. timeline.Phases.Select(phase => views.Of(phase, false)), .. provisional.Phases.Select(phase => views.Of(phase, true))],
            [.. KeyDates.Of(key, book, today).Select(d => new KeyDateView(d.Kind, d.Date, d.Binding, texts.Get("date." + Snake(d.Kind), ("date", texts.Date(d.Date))), d.Rule))],
            [.. facts.Terms.Select(t => new TermView(t.Start, t.LastDay, t.Years, t.BoughtOn, t.Kind))],
            facts.Activation is { } a ? new ActivationView(a.Fingerprint, a.Fqdn ?? "", a.PbxVersion ?? "", a.ActivatedAt, a.LastSeenAt, summary.EndOfLife) : null,
            facts.Usage is { } u ? new UsageView(u.UsersAndExtensions, u.SystemMailboxes, u.Recycled, u.Counted, u.PbxVersion, u.By, u.At, u.IsStale(today, profile.UsageStaleDays)) : null,
            transfer, LinkOf(facts.ReplacedBy), LinkOf(facts.Replaces),
            facts.PendingDowngrade is { } d ? new EntitlementView(d.Edition, d.Size, false, book.SizeTables.InForce(today)?.Value.MaxExtensions(d.Size, false)) : null,
            [.. facts.Acknowledgements.Select(x => new AcknowledgementView(x.Name, x.At, x.Counted, x.MaxExtensions, x.Text, x.TextVersion))],
            [.. facts.DeadlineExtensions.Select(x => new DeadlineExtensionView(x.To, x.Reason, x.By, x.At))],
            [.. KeyActions.Of(key, book, today, now, actor).Where(x => Permissions.Table.Allows(caller.Role, x.Operation)).Select(x => new KeyActionView(x.Operation, x.Allowed, x.Refusal is { } r ? RefusalView.Of(r, texts) : null))]);
    }

    public static CustomerView CustomerOf(CustomerLink c) => new(c.Id, c.Name, c.Email, c.VatId, c.Country, c.City, c.Language, c.Education, c.CreatedAt);

    public static PartnerView PartnerOf(PartnerLink p) => new(p.Id, p.Name, p.Country, p.City, p.Language, p.Level, p.VatId);

    private static string Snake<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    private static KeyLinkView? LinkOf(KeyLink? link) => link is { } l ? new KeyLinkView(l.Id.Value, l.Number.Value) : null;

    private async Task<TransferView> TransferAsync(TransferProposal t, PartnerLink? from, Caller caller, CancellationToken ct)
    {
        var to = await db.FirstAsync(caller.TenantId, Sql.Of($"SELECT {LoadedKey.PartnerColumns} FROM partner WHERE tenant_id = $1 AND partner_id = $2", caller.TenantId, t.ToPartner.Value), LoadedKey.MapPartner, ct)
            ?? new PartnerLink(t.ToPartner.Value, "", null, null, null, null, null);
        return new TransferView(PartnerOf(to), from is null ? null : PartnerOf(from), t.ProposedAt, t.ProposedBy, t.Reason, caller.PartnerId == t.ToPartner.Value);
    }
}
