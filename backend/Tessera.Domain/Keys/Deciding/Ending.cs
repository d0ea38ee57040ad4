using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>KL-7 and closing. A key is closed from the named day on; the day before is its last.</summary>
internal static class Ending
{
    public static Decision Close(KeyCommand.CloseKey c, KeyFacts facts, Asked asked)
    {
        var on = c.On ?? asked.Today;
        if ((Bounds.Reason(c.Reason)
            ?? Bounds.Date(on, "on", asked.Today, asked.Today.AddDays(Bounds.FurthestGivenDays))) is { } refusal)
        {
            return refusal;
        }

        var reason = c.Reason.Trim();
        return on == asked.Today ? Decision.Of(new KeyEvent.KeyClosed(asked.Today, asked.Now, asked.By, on, reason))
            : facts.ClosesOn == on && facts.CloseReason == reason ? Decision.Nothing
            : Decision.Of(new KeyEvent.ClosingPlanned(asked.Today, asked.Now, asked.By, on, reason));
    }

    /// <summary>
    /// The old key's half. KL-9 does not stand in its way: what is ordered is a new key, not one for the ended version.
    /// </summary>
    public static Decision TradeIn(KeyCommand.TradeInKey c, KeyFacts facts, Asked asked)
    {
        var malformed = (c.NewId.Value == Guid.Empty || c.NewId == facts.Id ? Bounds.Invalid("newId") : null)
            ?? Bounds.Number(c.NewNumber, "number")
            ?? (c.NewNumber == facts.Number ? Bounds.Invalid("number") : null)
            ?? Bounds.Edition(c.Edition)
            ?? Bounds.Years(c.Years)
            ?? Price(c.Price, asked.Rules);
        if (malformed is not null)
        {
            return malformed;
        }

        if (facts.Kind != KeyKind.Perpetual || facts.Trial || facts.LastDay is not { } lastDay
            || asked.Today <= lastDay.AddDays(asked.Rules.Profile(lastDay).Value.WindowDays))
        {
            return Asked.No(RefusalCodes.TradeInNotNeeded, "KL-7", null, ("kind", Asked.Fact(facts.Kind)));
        }

        if (c.Size < facts.Purchased.Size)
        {
            return Asked.No(RefusalCodes.TradeInTooSmall, "KL-7", "size", ("size", Asked.Fact(facts.Purchased.Size)));
        }

        return Issuing.NotSold(KeyKind.Annual, c.Edition, c.Size, asked.Rules) is { } notSold
            ? notSold
            : Decision.Of(new KeyEvent.KeyTradedIn(
                asked.Today, asked.Now, asked.By, new KeyLink(c.NewId, c.NewNumber), c.Edition, c.Size, c.Years, c.Price));
    }

    private static Refusal? Price(Money? price, RuleBook rules) =>
        price is not { } money ? null
        : money.Minor is < 0 or > Bounds.LargestPriceMinor
            ? Asked.No(RefusalCodes.QuantityOutOfRange, "OM-3", "price.minor", ("smallest", "0"), ("largest", "100000000000"))
        : money.Currency != rules.Currency ? Bounds.Invalid("price.currency")
        : null;
}
