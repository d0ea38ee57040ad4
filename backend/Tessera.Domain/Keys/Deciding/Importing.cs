using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>
/// Keys known elsewhere. Facts are taken as given: what was sold once is not measured by what is sold today, only by what exists.
/// </summary>
internal static class Importing
{
    public static Decision Bring(KeyCommand.ImportKey c, Asked asked)
    {
        if ((Shape(c, asked) ?? MissingDates(c.Facts)) is { } refusal)
        {
            return refusal;
        }

        var (starts, lastDay, boughtOn) = Term(c.Facts, asked);
        return TermRefusal(c.Facts, starts, lastDay, boughtOn, asked) is { } wrong
            ? wrong
            : Decision.Of(new KeyEvent.KeyImported(asked.Today, asked.Now, asked.By, c.Id, c.Number, c.Facts, starts, lastDay, boughtOn));
    }

    public static Decision Correct(KeyCommand.ImportKey c, KeyFacts facts, Asked asked)
    {
        if (Shape(c, asked) is { } refusal)
        {
            return refusal;
        }

        if (c.Number != facts.Number && !facts.LeakedNumbers.Contains(c.Number))
        {
            return Asked.No(RefusalCodes.KeyAlreadyExists, "KL-15", "number");
        }

        var known = facts.Imported ?? Corrections.Of(facts);
        var changed = Corrections.Between(known, c.Facts);
        if (changed.Count == 0)
        {
            return Decision.Nothing;
        }

        var merged = Corrections.Merge(known, c.Facts);
        var (starts, lastDay, boughtOn) = (facts.StartsOn, facts.LastDay, facts.LastBoughtOn);
        if (Corrections.MovesTerm(changed))
        {
            if (MissingDates(merged) is { } missing)
            {
                return missing;
            }

            (starts, lastDay, boughtOn) = Term(merged, asked);
            if (!Corrections.RestartsTerm(changed) && merged.BoughtOn == known.BoughtOn && facts.LastBoughtOn <= asked.Today)
            {
                boughtOn = facts.LastBoughtOn;
            }
        }

        return TermRefusal(merged, starts, lastDay, boughtOn, asked) is { } wrong
            ? wrong
            : Decision.Of(new KeyEvent.KeyCorrected(asked.Today, asked.Now, asked.By, merged, starts, lastDay, boughtOn, changed));
    }

    public static bool ChangesNothing(ImportedFacts given, KeyFacts facts) =>
        Corrections.Between(facts.Imported ?? Corrections.Of(facts), given).Count == 0;

    private static Refusal? Shape(KeyCommand.ImportKey c, Asked asked)
    {
        if (c.Facts is not { } facts)
        {
            return Bounds.Invalid("facts");
        }

        return (c.Id.Value == Guid.Empty ? Bounds.Invalid("id") : null)
            ?? Bounds.Number(c.Number, "number")
            ?? (facts.Customer.Value == Guid.Empty ? Bounds.Invalid("customer") : null)
            ?? Bounds.Partner(facts.Partner, "partner")
            ?? Bounds.Kind(facts.Kind)
            ?? Bounds.Edition(facts.Edition)
            ?? UnknownSize(facts, asked.Rules)
            ?? Bounds.GivenDate(facts.Start, "start", asked.Today)
            ?? Bounds.GivenDate(facts.LastDay, "lastDay", asked.Today)
            ?? Bounds.GivenDate(facts.MaintenanceLastDay, "maintenanceLastDay", asked.Today)
            ?? (facts.BoughtOn is { } bought ? Bounds.Date(bought, "boughtOn", Bounds.Earliest, asked.Today) : null)
            ?? Bounds.OptionalText(facts.PbxVersion, "pbxVersion", Bounds.LongestVersion)
            ?? Bounds.OptionalText(facts.Fqdn, "fqdn", Bounds.LongestFqdn);
    }

    /// <summary>A size no table and no list has ever had is a typing error.</summary>
    private static Refusal? UnknownSize(ImportedFacts facts, RuleBook rules)
    {
        if (rules.Sold.For(facts.Kind).Contains(facts.Size) || facts.Free && rules.Sold.Free.Contains(facts.Size))
        {
            return null;
        }

        foreach (var table in rules.SizeTables)
        {
            foreach (var row in table.Value.Rows)
            {
                if (row.Size == facts.Size)
                {
                    return null;
                }
            }
        }

        return Asked.No(RefusalCodes.SizeNotSold, "EX-5", "size", ("size", Asked.Fact(facts.Size)), ("kind", Asked.Fact(facts.Kind)));
    }

    private static Refusal? MissingDates(ImportedFacts facts) =>
        facts.Kind == KeyKind.Perpetual && facts.MaintenanceLastDay is null && !facts.Trial ? Bounds.Invalid("maintenanceLastDay")
        : facts is { Kind: KeyKind.Annual, Free: false, Trial: false, LastDay: null } ? Bounds.Invalid("lastDay")
        : facts is { Start: null, LastDay: null, MaintenanceLastDay: null } ? Bounds.Invalid("start")
        : null;

    private static (DateOnly Starts, DateOnly? LastDay, DateOnly BoughtOn) Term(ImportedFacts facts, Asked asked)
    {
        var given = facts.Kind == KeyKind.Perpetual && !facts.Trial ? facts.MaintenanceLastDay : facts.LastDay;
        var profile = asked.Rules.Profile(given ?? facts.Start ?? asked.Today).Value;
        var length = facts.Trial ? profile.TrialDays : profile.TermDays;
        var starts = facts.Start ?? given?.AddDays(1 - length) ?? asked.Today;
        var lastDay = given ?? (facts.Trial ? starts.AddDays(length - 1) : null);
        return (starts, lastDay, facts.BoughtOn ?? (starts < asked.Today ? starts : asked.Today));
    }

    private static Refusal? TermRefusal(ImportedFacts facts, DateOnly starts, DateOnly? lastDay, DateOnly boughtOn, Asked asked)
    {
        if (lastDay is { } last)
        {
            var field = facts.Kind == KeyKind.Perpetual && !facts.Trial ? "maintenanceLastDay" : "lastDay";
            if (Bounds.Date(last, field, starts, asked.Today.AddDays(Bounds.FurthestDays)) is { } refusal)
            {
                return refusal;
            }
        }

        return Bounds.Date(starts, "start", new DateOnly(1980, 1, 1), asked.Today.AddDays(Bounds.FurthestGivenDays))
            ?? Bounds.Date(boughtOn, "boughtOn", new DateOnly(1980, 1, 1), asked.Today);
    }
}
