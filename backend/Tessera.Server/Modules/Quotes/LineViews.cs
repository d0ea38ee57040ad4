using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Quotes;

/// <summary>Shows lines in one language: to the partner with its margin, to whoever holds the link without it and with the number masked.</summary>
/// <param name="Public">For the pay page: a licence number alone opens its key to devices (KL-13).</param>
internal sealed record LineViews(Texts Texts, string Currency, DateOnly Today, bool Public = false)
{
    public QuoteLineView Of(QuotedLine line, int number, AcknowledgementNeed acknowledgement, Refusal? moved = null)
    {
        var partner = Public ? null : line.PartnerNetMinor;
        return new QuoteLineView(
            number, line.Key.Value, Public ? line.Number.Masked : line.Number.Value, new PartyView(line.Customer.Value, line.CustomerName), line.Kind, line.Edition, line.Size, line.Years,
            line.TermStarts, line.TermEnds, line.KeyLastDay, Money(line.ListMinor), Money(line.NetMinor), Money(line.VatMinor), Money(line.GrossMinor),
            partner is { } net ? Money(net) : null, partner is { } cost ? Money(line.NetMinor - cost) : null, line.MaxExtensions, line.Counted, line.Over, acknowledgement,
            [.. line.Stops.Select(id => new StopView(id, OrderTexts.Stop(id, Texts)))], line.StopsOn, OrderTexts.IfNotRenewed(line, Today, Texts),
            [.. line.Steps.Select(s => new PriceStepView(s.Kind, s.Rule, s.Version, Money(s.AmountMinor), OrderTexts.Step(s, Texts), new SortedDictionary<string, string>(s.Facts.ToDictionary(), StringComparer.Ordinal)))],
            [.. OrderTexts.Warnings(line with { Acknowledgement = acknowledgement }, Texts).Select(w => new LineWarningView(w.Code, w.Rule, w.Text)), .. Moved(moved)], null);
    }

    /// <summary>A line of a dry run that cannot be quoted.</summary>
    public QuoteLineView Refused(LoadedKey key, int years, int number, Refusal refusal) => new(
        number, key.Facts.Id.Value, key.Facts.Number.Value, new PartyView(key.Customer.Id, key.Customer.Name), null, key.Facts.Purchased.Edition, key.Facts.Purchased.Size, years, null, null, key.Facts.LastDay,
        null, null, null, null, null, null, null, key.Facts.Usage?.Counted, false, AcknowledgementNeed.None, [], null, null, [], [], Of(refusal));

    public LineRefusalView Of(Refusal refusal) => new(refusal.Code, refusal.Rule, Texts.Refusal(refusal), Texts.Remedy(refusal));

    public MoneyView Money(long minor) => new(minor, Currency);

    /// <summary>
    /// What is frozen on a line, and what became of it since: somebody may have acknowledged, or the count may have come down (XP-3, XP-10).
    /// </summary>
    public static AcknowledgementNeed Acknowledgement(QuotedLine line, KeyFacts? key, bool needed, QuoteRow row) => (needed, line.Acknowledgement, key) switch
    {
        _ when row.State == QuoteState.Paid => line.Acknowledgement == AcknowledgementNeed.None ? AcknowledgementNeed.None : AcknowledgementNeed.Given,
        (true, _, _) => AcknowledgementNeed.Required,
        (_, AcknowledgementNeed.None, _) => AcknowledgementNeed.None,
        (_, _, { Acknowledgements: [.., var last] }) when key.AcknowledgementOpen || last.At >= row.CreatedAt => AcknowledgementNeed.Given,
        _ => AcknowledgementNeed.None,
    };

    private LineWarningView[] Moved(Refusal? moved) => moved is null ? [] : [new LineWarningView(moved.Code, moved.Rule, Texts.Refusal(moved))];
}
