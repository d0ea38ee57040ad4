using System.Collections.Immutable;
using Tessera.Domain.Catalogue;

namespace Tessera.Domain.Keys;

/// <summary>
/// What a repeated import changes. A field left empty in the file says nothing and changes nothing; a field that says what the last
/// import said changes nothing either, even when the key has moved on here since (a renewal is not undone by yesterday's file).
/// </summary>
internal static class Corrections
{
    private const string Start = "start";
    private const string LastDay = "lastDay";
    private const string MaintenanceLastDay = "maintenanceLastDay";
    private const string BoughtOn = "boughtOn";

    public static IReadOnlyList<string> Between(ImportedFacts known, ImportedFacts given)
    {
        var changed = new List<string>();
        Add("customer", given.Customer != known.Customer);
        Add("partner", given.Partner is not null && given.Partner != known.Partner);
        Add("kind", given.Kind != known.Kind);
        Add("edition", given.Edition != known.Edition);
        Add("size", given.Size != known.Size);
        Add("free", given.Free != known.Free);
        Add("trial", given.Trial != known.Trial);
        Add("notForResale", given.NotForResale != known.NotForResale);
        Add("education", given.Education != known.Education);
        Add(Start, given.Start is not null && given.Start != known.Start);
        Add(LastDay, given.LastDay is not null && given.LastDay != known.LastDay);
        Add(MaintenanceLastDay, given.MaintenanceLastDay is not null && given.MaintenanceLastDay != known.MaintenanceLastDay);
        Add(BoughtOn, given.BoughtOn is not null && given.BoughtOn != known.BoughtOn);
        Add("pbxVersion", given.PbxVersion is not null && given.PbxVersion != known.PbxVersion);
        Add("fqdn", given.Fqdn is not null && given.Fqdn != known.Fqdn);
        return changed;

        void Add(string name, bool differs)
        {
            if (differs)
            {
                changed.Add(name);
            }
        }
    }

    /// <summary>The given facts with the gaps filled from what an import said before, to be remembered for the next one.</summary>
    public static ImportedFacts Merge(ImportedFacts known, ImportedFacts given) => given with
    {
        Partner = given.Partner ?? known.Partner,
        Start = given.Start ?? known.Start,
        LastDay = given.LastDay ?? known.LastDay,
        MaintenanceLastDay = given.MaintenanceLastDay ?? known.MaintenanceLastDay,
        BoughtOn = given.BoughtOn ?? known.BoughtOn,
        PbxVersion = given.PbxVersion ?? known.PbxVersion,
        Fqdn = given.Fqdn ?? known.Fqdn,
    };

    /// <summary>A key that was issued here, as an import would have said it.</summary>
    public static ImportedFacts Of(KeyFacts facts) => new(
        facts.Customer, facts.Partner, facts.Kind, facts.Purchased.Edition, facts.Purchased.Size,
        facts.Free, facts.Trial, facts.NotForResale, facts.Education,
        facts.StartsOn,
        facts.Kind == KeyKind.Perpetual ? null : facts.LastDay,
        facts.Kind == KeyKind.Perpetual ? facts.LastDay : null,
        facts.LastBoughtOn, facts.PbxVersion, facts.Fqdn);

    public static bool MovesTerm(IReadOnlyList<string> changed) => RestartsTerm(changed)
        || changed.Contains(LastDay) || changed.Contains(MaintenanceLastDay) || changed.Contains(BoughtOn);

    public static bool RestartsTerm(IReadOnlyList<string> changed) =>
        changed.Contains(Start) || changed.Contains("kind") || changed.Contains("trial") || changed.Contains("free");

    public static KeyFacts Apply(KeyFacts facts, KeyEvent.KeyCorrected e)
    {
        var given = e.Facts;
        var corrected = facts with { Imported = given };
        foreach (var name in e.Changed)
        {
            corrected = name switch
            {
                "customer" => corrected with { Customer = given.Customer },
                "partner" => corrected with { Partner = given.Partner, Transfer = null },
                "kind" => corrected with { Kind = given.Kind },
                "edition" => Purchase(corrected, corrected.Purchased with { Edition = given.Edition }),
                "size" => Purchase(corrected, corrected.Purchased with { Size = given.Size }),
                "free" => Purchase(corrected, corrected.Purchased with { Free = given.Free }),
                "trial" => corrected with { Trial = given.Trial },
                "notForResale" => corrected with { NotForResale = given.NotForResale },
                "education" => corrected with { Education = given.Education },
                "pbxVersion" => corrected with { PbxVersion = given.PbxVersion },
                "fqdn" => corrected with { Fqdn = given.Fqdn },
                _ => corrected,
            };
        }

        return RestartsTerm(e.Changed) || MovesTerm(e.Changed) && e.LastDay < facts.StartsOn ? Restart(corrected, e)
            : MovesTerm(e.Changed) ? Move(corrected, e)
            : corrected;
    }

    private static KeyFacts Purchase(KeyFacts facts, Purchase purchase) =>
        facts with { Purchases = facts.Purchases.SetItem(facts.Purchases.Length - 1, purchase), PendingDowngrade = null };

    private static KeyFacts Restart(KeyFacts facts, KeyEvent.KeyCorrected e) => facts with
    {
        StartsOn = e.StartsOn,
        Terms = [new Term(e.StartsOn, e.LastDay, 0, e.BoughtOn, TermKind.Imported)],
        Purchases = [facts.Purchased with { From = e.StartsOn }],
    };

    private static KeyFacts Move(KeyFacts facts, KeyEvent.KeyCorrected e)
    {
        var terms = facts.Terms;
        while (terms.Length > 1 && terms[^1].Start > e.LastDay)
        {
            terms = terms.RemoveAt(terms.Length - 1);
        }

        var moved = terms[^1] with { LastDay = e.LastDay, BoughtOn = e.BoughtOn };
        return facts with { Terms = terms.SetItem(terms.Length - 1, moved) };
    }
}
