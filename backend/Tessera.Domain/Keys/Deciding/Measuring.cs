using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Policy;

namespace Tessera.Domain.Keys;

/// <summary>EX-6 and XP: figures, acknowledgements, deadlines.</summary>
internal static class Measuring
{
    public static Decision Report(KeyCommand.ReportUsage c, KeyFacts facts, Asked asked)
    {
        var on = c.On ?? asked.Today;
        var refusal = Bounds.Quantity(c.UsersAndExtensions, "usersAndExtensions")
            ?? Bounds.Quantity(c.SystemMailboxes, "systemMailboxes", c.UsersAndExtensions)
            ?? Bounds.Quantity(c.Recycled, "recycled")
            ?? Bounds.OptionalText(c.PbxVersion, "pbxVersion", Bounds.LongestVersion)
            ?? Bounds.Date(on, "on", Bounds.Earliest, asked.Today);
        if (refusal is not null)
        {
            return refusal;
        }

        if (facts.Usage is { } known && on <= known.On)
        {
            if (Repeats(c, on, known, facts))
            {
                return Decision.Nothing;
            }

            if (on < known.On)
            {
                return Bounds.Date(on, "on", known.On, asked.Today) is { } late ? late : Decision.Nothing;
            }
        }

        return Decision.Of(new KeyEvent.UsageReported(
            on, asked.Now, asked.By, c.UsersAndExtensions, c.SystemMailboxes, c.Recycled, c.PbxVersion));
    }

    /// <summary>XP-3. May be given before the warning stage begins, and only while over the maximum.</summary>
    public static Decision Acknowledge(KeyCommand.AcknowledgeOverLimit c, KeyFacts facts, Asked asked)
    {
        if (Bounds.Text(c.Name, "name", Bounds.LongestName) is { } refusal)
        {
            return refusal;
        }

        if (Over(facts, asked) is not { } over)
        {
            return NotOver(facts, asked);
        }

        var name = c.Name.Trim();
        if (IsAcknowledged(facts, over) && facts.Acknowledgements[^1].Name == name)
        {
            return Decision.Nothing;
        }

        var text = Texts.Of(c.Language).Get(
            "acknowledgement.over-limit",
            ("counted", Asked.Fact(over.Counted)), ("max", Asked.Fact(over.Max)), ("size", Asked.Fact(facts.PurchasedOn(asked.Today).Size)));
        return Decision.Of(new KeyEvent.OverLimitAcknowledged(
            asked.Today, asked.Now, asked.By, name, over.Counted, over.Max, text, Texts.AcknowledgementVersion));
    }

    /// <summary>XP-8: later only, and only where there is a deadline, binding or provisional.</summary>
    public static Decision Extend(KeyCommand.ExtendDeadline c, KeyFacts facts, Asked asked)
    {
        if ((Bounds.Reason(c.Reason) ?? Bounds.GivenDate(c.To, "to", asked.Today)) is { } refusal)
        {
            return refusal;
        }

        var deadline = Over(facts, asked) is null ? null : Deadline(facts, asked);
        if (deadline is not { } current)
        {
            return Asked.No(RefusalCodes.DeadlineNotApplicable, "XP-5");
        }

        if (facts.DeadlineExtensions is [.., var last] && last.To == c.To && last.Reason == c.Reason.Trim())
        {
            return Decision.Nothing;
        }

        return c.To > current
            ? Decision.Of(new KeyEvent.DeadlineExtended(asked.Today, asked.Now, asked.By, current, c.To, c.Reason.Trim()))
            : Asked.No(RefusalCodes.DeadlineNotLater, "XP-8", "to", ("deadline", Asked.Fact(current)));
    }

    /// <summary>XP-3 and XP-9's switch: what being over the maximum does to a renewal today.</summary>
    public static Refusal? BlocksRenewal(KeyFacts facts, Asked asked)
    {
        if (asked.Rules.Calendars.InForce(asked.Today)?.Value.WarnFrom is not { } from || from > asked.Today
            || Over(facts, asked) is not { } over)
        {
            return null;
        }

        var code = asked.Rules.IsOn(Switch.RefuseRenewalOverLimit) ? RefusalCodes.RenewalRefusedOverLimit
            : IsAcknowledged(facts, over) ? null
            : RefusalCodes.OverLimitNotAcknowledged;
        return code is null
            ? null
            : Asked.No(
                code, code == RefusalCodes.RenewalRefusedOverLimit ? "XP-9" : "XP-3", null,
                ("counted", Asked.Fact(over.Counted)), ("max", Asked.Fact(over.Max)));
    }

    private static (int Counted, int Max)? Over(KeyFacts facts, Asked asked)
    {
        var bought = facts.PurchasedOn(asked.Today);
        return facts.Usage?.Counted is { } counted
            && asked.Rules.SizeTables.InForce(asked.Today)?.Value.MaxExtensions(bought.Size, bought.Free) is { } max
            && counted > max
                ? (counted, max)
                : null;
    }

    private static Refusal NotOver(KeyFacts facts, Asked asked)
    {
        var bought = facts.PurchasedOn(asked.Today);
        var max = asked.Rules.SizeTables.InForce(asked.Today)?.Value.MaxExtensions(bought.Size, bought.Free);
        return facts.Usage?.Counted is { } counted && max is { } most
            ? Asked.No(RefusalCodes.NotOverLimit, "XP-3", null, ("counted", Asked.Fact(counted)), ("max", Asked.Fact(most)))
            : Asked.No(RefusalCodes.NotOverLimit, "XP-3");
    }

    private static DateOnly? Deadline(KeyFacts facts, Asked asked) =>
        (asked.Rules.Calendars.InForce(asked.Today) is { } binding ? Deadlines.Of(facts, binding.Value, asked.Today) : null)
        ?? (asked.Rules.Calendars.WouldBeInForce(asked.Today) is { } would ? Deadlines.Of(facts, would.Value, asked.Today) : null);

    /// <summary>An acknowledgement covers the figures it was given for, or smaller ones, until a renewal uses it up.</summary>
    private static bool IsAcknowledged(KeyFacts facts, (int Counted, int Max) over) =>
        facts is { AcknowledgementOpen: true, Acknowledgements: [.., var last] } && last.Counted >= over.Counted && last.MaxExtensions == over.Max;

    private static bool Repeats(KeyCommand.ReportUsage c, DateOnly on, UsageReport known, KeyFacts facts)
    {
        if (on == known.On)
        {
            return c.UsersAndExtensions == known.UsersAndExtensions && c.SystemMailboxes == known.SystemMailboxes
                && c.Recycled == known.Recycled && (c.PbxVersion is null || c.PbxVersion == known.PbxVersion);
        }

        return facts.UsageMarks.Contains(new UsageMark(on, c.UsersAndExtensions - c.SystemMailboxes));
    }
}
