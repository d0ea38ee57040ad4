using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>
/// New keys. Decided here: free keys run without end (ED-1: a term would only fall back to the same), subscriptions run from month
/// to month until closed (KL-8), perpetual keys include their first years of maintenance (KL-4).
/// </summary>
internal static class Issuing
{
    public static Decision Issue(KeyCommand.IssueKey c, Asked asked)
    {
        if (Shape(c, asked) is { } malformed)
        {
            return malformed;
        }

        if (NotSold(c, asked.Rules) is { } notSold)
        {
            return notSold;
        }

        if (c.Free && c.FreeKeyTaken)
        {
            return Asked.No(RefusalCodes.FreeKeyTaken, "KL-14");
        }

        if (c.NotForResale && c.NotForResaleTaken)
        {
            return Asked.No(RefusalCodes.NfrKeyTaken, "KL-14");
        }

        if (asked.Rules.MajorVersions.InForce(asked.Today)?.Value.Of(c.MajorVersion) is { EndOfLife: { } end } major && end < asked.Today)
        {
            return Asked.No(
                RefusalCodes.KeyVersionDeprecated, major.Rule, "majorVersion", ("version", major.Code), ("endOfLife", Asked.Fact(end)));
        }

        var starts = c.StartsOn ?? asked.Today;
        return Decision.Of(new KeyEvent.KeyIssued(
            asked.Today, asked.Now, asked.By,
            c.Id, c.Number, c.Customer, c.Partner, c.Kind, c.Edition, c.Size, c.Free, c.Trial, c.NotForResale, c.Education,
            starts, LastDay(c, starts, asked.Rules), Dated(c) ? c.Years : 0, c.MajorVersion, c.Replaces));
    }

    /// <summary>ED-3, EX-5, ED-1: is this edition sold in this size for this kind?</summary>
    public static Refusal? NotSold(KeyKind kind, Edition edition, int size, RuleBook rules)
    {
        if (!rules.IsSold(edition))
        {
            return Asked.No(RefusalCodes.EditionNotSold, "ED-3", "edition", ("edition", Asked.Fact(edition)));
        }

        return rules.Sold.For(kind).Contains(size)
            ? null
            : Asked.No(RefusalCodes.SizeNotSold, "EX-5", "size", ("size", Asked.Fact(size)), ("kind", Asked.Fact(kind)));
    }

    private static Refusal? Shape(KeyCommand.IssueKey c, Asked asked) =>
        (c.Id.Value == Guid.Empty ? Bounds.Invalid("id") : null)
        ?? Bounds.Number(c.Number, "number")
        ?? (c.Customer.Value == Guid.Empty ? Bounds.Invalid("customerId") : null)
        ?? Bounds.Partner(c.Partner, "partnerId")
        ?? Bounds.Kind(c.Kind)
        ?? Bounds.Edition(c.Edition)
        ?? (Dated(c) ? Bounds.Years(c.Years) : null)
        ?? Bounds.GivenDate(c.StartsOn, "startsOn", asked.Today)
        ?? Bounds.OptionalText(c.MajorVersion, "majorVersion", Bounds.LongestVersion);

    /// <summary>ED-1: free keys exist only as annual Standard keys of the free sizes, whether or not Standard is sold.</summary>
    private static Refusal? NotSold(KeyCommand.IssueKey c, RuleBook rules)
    {
        if (!c.Free)
        {
            return NotSold(c.Kind, c.Edition, c.Size, rules);
        }

        if (c.Kind != KeyKind.Annual)
        {
            return Bounds.Invalid("kind");
        }

        if (c.Edition != Edition.Standard)
        {
            return Asked.No(RefusalCodes.EditionNotSold, "ED-1", "edition", ("edition", Asked.Fact(c.Edition)));
        }

        return rules.Sold.Free.Contains(c.Size)
            ? null
            : Asked.No(RefusalCodes.SizeNotSold, "ED-1", "size", ("size", Asked.Fact(c.Size)), ("kind", Asked.Fact(c.Kind)));
    }

    private static bool Dated(KeyCommand.IssueKey c) => !c.Trial && !c.Free && c.Kind != KeyKind.Subscription;

    private static DateOnly? LastDay(KeyCommand.IssueKey c, DateOnly starts, RuleBook rules)
    {
        var profile = rules.Profile(starts).Value;
        return c.Trial ? starts.AddDays(profile.TrialDays - 1)
            : Dated(c) ? starts.AddDays(profile.TermDays * c.Years - 1)
            : null;
    }
}
