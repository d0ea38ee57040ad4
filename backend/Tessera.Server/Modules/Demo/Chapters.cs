using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Demo;

/// <summary>What recurs in the stories: buying, installing, counting, renewing.</summary>
internal static class Chapters
{
    private static readonly int[] Annual = [4, 8, 16, 24, 32, 48, 64, 96, 128];
    private static readonly int[] Perpetual = [4, 8, 16, 32, 64, 128];

    /// <summary>Small keys are many, large ones few.</summary>
    public static int Size(this Life life, bool perpetual = false)
    {
        var sizes = perpetual ? Perpetual : Annual;
        return sizes[Math.Min(life.Chance.Between(0, sizes.Length - 1), life.Chance.Between(0, sizes.Length - 1))];
    }

    public static Edition Edition(this Life life) => life.Chance.OneIn(3) ? Domain.Catalogue.Edition.Enterprise : Domain.Catalogue.Edition.Professional;

    public static Life Bought(this Life life, DateOnly on, KeyKind kind, int size, int years = 1, DateOnly? starts = null, Edition? edition = null) => life.Do(on, life.Operator, new KeyCommand.IssueKey(
        new KeyId(life.Id), life.Number, new CustomerId(life.Company.Id), life.Partner is { } p ? new PartnerId(p) : null, kind, edition ?? life.Edition(), size,
        Education: life.Company.Education, StartsOn: starts, Years: years));

    /// <summary>Bought, and renewed each time some days ahead, so that the newest term ends on a given day.</summary>
    public static Life AnnualUntil(this Life life, DateOnly lastDay, int size, params ReadOnlySpan<int> years)
    {
        var all = 0;
        foreach (var n in years) all += n;
        var starts = lastDay.AddDays(1 - 365 * all);
        life.Bought(starts.AddDays(-life.Chance.Between(1, 8)), KeyKind.Annual, size, years[0], starts);
        life.Installed(starts.AddDays(life.Chance.Between(0, 6)));
        foreach (var n in years[1..]) life.Renewed(life.Facts.LastDay!.Value.AddDays(-life.Chance.Between(2, 45)), n);
        return life;
    }

    /// <summary>Bought with a year of maintenance, which was renewed so that it ends on a given day.</summary>
    public static Life PerpetualUntil(this Life life, DateOnly lastDay, int size, int years)
    {
        var starts = lastDay.AddDays(1 - 365 * years);
        life.Bought(starts, KeyKind.Perpetual, size);
        life.Installed(starts.AddDays(life.Chance.Between(1, 9)));
        for (var i = 1; i < years; i++) life.Do(life.Facts.LastDay!.Value.AddDays(-life.Chance.Between(3, 40)), life.Operator, new KeyCommand.RenewMaintenance(1, Reference: $"demo-{life.Id:N}-{i}"));
        return life;
    }

    public static Life Renewed(this Life life, DateOnly on, int years = 1) =>
        life.Do(on, life.Operator, new KeyCommand.RenewKey(years, Reference: $"demo-{life.Id:N}-{life.Facts.Terms.Length}"));

    public static Life Installed(this Life life, DateOnly on, string? version = null) => life.Do(on, null, new KeyCommand.ActivateKey(
        Convert.ToHexStringLower(life.Chance.Bytes(16)), life.Site, version ?? (life.Company.Country == "NO" ? life.Chance.Of("13r2", "13r3", "13r3 sr14") : life.Chance.Of("20.0.6.724", "20.0.5.551", "20.0.7.910", "18.0.9.20"))));

    /// <summary>A count within the maximum; most installations told lately, some have gone silent, some never spoke.</summary>
    public static Life Counted(this Life life)
    {
        var days = life.Chance.Between(1, 10) switch { <= 7 => life.Chance.Between(1, 25), <= 9 => life.Chance.Between(35, 160), _ => 0 };
        return days == 0 ? life : life.Counts(life.Today.AddDays(-days), life.Most * life.Chance.Between(35, 92) / 100);
    }

    public static Life Over(this Life life, DateOnly on) => life.Counts(on, life.Most + Math.Max(2, life.Most * life.Chance.Between(4, 35) / 100));

    public static Life Counts(this Life life, DateOnly on, int counted)
    {
        var mailboxes = life.Chance.Between(0, 3);
        var earliest = life.Facts.StartsOn.AddDays(8);
        return life.Do(on < earliest ? earliest : on, null, new KeyCommand.ReportUsage(Math.Max(1, counted) + mailboxes, mailboxes, life.Chance.Between(0, 2)));
    }
}
