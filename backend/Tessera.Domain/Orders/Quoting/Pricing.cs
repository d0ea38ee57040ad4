using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Orders;

/// <summary>
/// What a renewal costs and what it brings (OM-3, OM-4). Whether a key may be renewed, and to which day, is asked of
/// <see cref="KeyDecider"/>, so that a quote shows what paying it does. Pure; refuses with a code, never throws for any input.
/// </summary>
public static class Pricing
{
    public static LineResult Price(LineRequest line, PricingContext context)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(context);
        return Price(line, context, Vat.Of(context.Buyer, context.Rules, context.Today));
    }

    /// <summary>One document over all lines, or every reason why not.</summary>
    public static QuoteResult Quote(QuoteRequest request, PricingContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        return Basket.Quote(request, context);
    }

    internal static LineResult Price(LineRequest line, PricingContext context, VatResult vat)
    {
        var (rules, today, key) = (context.Rules, context.Today, line.Key);
        var need = AcknowledgementNeed.None;
        var decision = Ask(line, key, context);
        if (decision is Decision.Refused { Refusal: { Code: RefusalCodes.OverLimitNotAcknowledged } waits })
        {
            need = AcknowledgementNeed.Required;
            decision = Ask(line, Acknowledging.AsIfGiven(key, waits, today), context);
        }
        else if (decision is Decision.Accepted)
        {
            need = Acknowledging.Of(key, rules, today);
        }

        if (decision is Decision.Refused refused)
        {
            return refused.Refusal;
        }

        if (vat.Refusal is { } untaxed)
        {
            return untaxed;
        }

        var kind = key.Kind == KeyKind.Perpetual ? OrderLineKind.Maintenance : OrderLineKind.RenewAnnual;
        var holds = key.PendingDowngrade ?? new EntitledTo(key.Purchased.Edition, key.Purchased.Size);
        return Unit(key.Kind, holds, rules, today) is { } price
            ? Quoted(line, context, vat, Term.Of(((Decision.Accepted)decision).Events[0]), holds, kind, need, price)
            : Refusal.Of(
                RefusalCodes.PriceMissing, "OM-3", null,
                ("kind", Asked.Fact(key.Kind)), ("edition", Asked.Fact(holds.Edition)), ("size", Asked.Fact(holds.Size)));
    }

    private static LineResult Quoted(
        LineRequest line, PricingContext context, VatResult vat, Term term, EntitledTo holds, OrderLineKind kind, AcknowledgementNeed need,
        (long Minor, string Version) unit)
    {
        var (rules, today, key) = (context.Rules, context.Today, line.Key);
        var max = rules.SizeTables.InForce(today)?.Value.MaxExtensions(holds.Size, free: false);
        var counted = key.Usage?.Counted;
        var over = counted > max;
        var (education, level) = Amounts.Entitled(line, holds.Size, over, rules, today);
        var stack = rules.IsOn(Switch.StackEducationAndLevel);
        var partnerTakes = Amounts.Taken(education, level, stack);
        var takes = context.Payer == Payer.Partner ? partnerTakes : Amounts.Taken(education, null, stack);
        var list = unit.Minor * line.Years;
        var net = Amounts.Net(list, takes);
        if (net <= 0)
        {
            return Refusal.Of(
                RefusalCodes.PriceMissing, "OM-3", null,
                ("kind", Asked.Fact(key.Kind)), ("edition", Asked.Fact(holds.Edition)), ("size", Asked.Fact(holds.Size)));
        }

        var tax = Vat.On(net, vat.Rate);
        var leftOut = context.Payer == Payer.Partner && !stack && takes.Length == 1 ? (takes[0] == education ? level : education) : null;
        var stops = Stopping.Of(key, rules);
        return new LineResult.Quoted(new QuotedLine
        {
            Key = key.Id,
            Number = key.Number,
            Customer = key.Customer,
            CustomerName = line.CustomerName ?? "",
            Kind = kind,
            Edition = holds.Edition,
            Size = holds.Size,
            Years = line.Years,
            KeyLastDay = key.LastDay,
            TermStarts = term.Starts,
            TermEnds = term.Ends,
            PayBy = PayBy(key, rules, today),
            ListMinor = list,
            NetMinor = net,
            VatMinor = tax,
            GrossMinor = net + tax,
            PartnerNetMinor = context.Payer == Payer.Customer && key.Partner is not null ? Amounts.Net(list, partnerTakes) : null,
            Steps = Steps(),
            MaxExtensions = max,
            Counted = counted,
            Over = over,
            Acknowledgement = need,
            Stops = stops.Stops,
            StopsOn = stops.On,
            FallsBack = stops.FallsBack,
        });

        ImmutableArray<PriceStep> Steps()
        {
            var currency = rules.Currency;
            var steps = ImmutableArray.CreateBuilder<PriceStep>();
            steps.Add(new PriceStep(PriceStepKind.ListPrice, "OM-3", unit.Version, list, Amounts.Facts(
                ("unit", Amounts.Fact(unit.Minor, currency)), ("years", Asked.Fact(line.Years)), ("edition", Asked.Fact(holds.Edition)),
                ("size", Asked.Fact(holds.Size)), ("line", kind == OrderLineKind.Maintenance ? "MAINTENANCE" : "RENEW_ANNUAL"))));
            Amounts.Explain(list, takes, leftOut, net, currency, steps);
            steps.Add(new PriceStep(PriceStepKind.Net, "OM-4", null, net, Amounts.Facts(("currency", currency))));
            steps.Add(new PriceStep(PriceStepKind.Vat, "OM-9", vat.Since is { } since ? $"vat-{vat.Country}-{Asked.Fact(since)}" : null, tax, Amounts.Facts(
                ("treatment", Word(vat.Treatment)), ("country", vat.Country), ("rate", Amounts.Fact(vat.Rate)), ("vatId", context.Buyer.VatId))));
            steps.Add(new PriceStep(PriceStepKind.Gross, "OM-4", null, net + tax, Amounts.Facts(("currency", currency))));
            return steps.ToImmutable();
        }
    }

    /// <summary>Today, by the one decider of keys.</summary>
    private static Decision Ask(LineRequest line, KeyFacts key, PricingContext context)
    {
        KeyCommand command = key.Kind == KeyKind.Perpetual ? new KeyCommand.RenewMaintenance(line.Years) : new KeyCommand.RenewKey(line.Years);
        return KeyDecider.Decide(command, new Key.OpenKey(key), context.Rules, context.Today, default);
    }

    private static (long Minor, string Version)? Unit(KeyKind kind, EntitledTo holds, RuleBook rules, DateOnly today)
    {
        if (rules.PriceBooks.InForce(today) is not { } book || book.Value.Currency != rules.Currency || book.Value.Row(kind, holds.Edition, holds.Size) is not { } row)
        {
            return null;
        }

        var price = kind == KeyKind.Perpetual ? row.Maintenance : row.Price;
        return price is > 0 and <= Bounds.LargestPriceMinor ? (price.Value, book.Id) : null;
    }

    private static DateOnly? PayBy(KeyFacts key, RuleBook rules, DateOnly today)
    {
        DateOnly? by = null;
        if (key is { Kind: KeyKind.Perpetual, LastDay: { } lastDay })
        {
            Sooner(lastDay.AddDays(rules.Profile(lastDay).Value.WindowDays));
        }

        Sooner(rules.MajorVersions.InForce(today)?.Value.Of(key.PbxVersion)?.EndOfLife);
        Sooner(key.ClosesOn?.AddDays(-1));
        return by;

        void Sooner(DateOnly? day) => by = day < by || by is null ? day ?? by : by;
    }

    private static string Word(VatTreatment treatment) => treatment switch
    {
        VatTreatment.Domestic => "DOMESTIC",
        VatTreatment.ReverseCharge => "REVERSE_CHARGE",
        VatTreatment.Export => "EXPORT",
        _ => "DESTINATION_RATE",
    };

    /// <summary>First and last day of what a renewal brings.</summary>
    private readonly record struct Term(DateOnly Starts, DateOnly Ends)
    {
        public static Term Of(KeyEvent renewed) => renewed switch
        {
            KeyEvent.KeyRenewed e => new Term(e.StartsOn, e.LastDay),
            KeyEvent.MaintenanceRenewed e => new Term(e.StartsOn, e.LastDay),
            _ => throw new System.Diagnostics.UnreachableException($"{renewed.GetType().Name} is no renewal"),
        };
    }
}
