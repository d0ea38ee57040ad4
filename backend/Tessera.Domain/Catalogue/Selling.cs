using System.Collections.Immutable;

namespace Tessera.Domain.Catalogue;

/// <summary>Who sells: printed on quotes and invoices; OM-9 counts from its country.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Address">One line, as printed.</param>
public sealed record Seller(string Country, string Name, string Address, string? VatId = null);

/// <summary>PP: what each level of the programme asks for and gives. <c>Example</c> marks invented figures, for the tenant to replace.</summary>
public sealed record LevelTable(bool Example, ImmutableArray<LevelRow> Rows)
{
    /// <summary>By code or name, whatever the case; null for a partner without a level, or with one this table does not know.</summary>
    public LevelRow? Row(string? level)
    {
        foreach (var row in Rows)
        {
            if (string.Equals(row.Code, level, StringComparison.OrdinalIgnoreCase) || string.Equals(row.Name, level, StringComparison.OrdinalIgnoreCase))
            {
                return row;
            }
        }

        return null;
    }
}

/// <param name="Points">PP-6: over the trailing 12 months.</param>
/// <param name="DiscountPercent">Off the list price, 0…100.</param>
public sealed record LevelRow(string Code, string Name, long Points, ImmutableArray<CertificateNeed> Certificates, decimal DiscountPercent)
{
    /// <summary>What the level brings besides its discount, in the tenant’s own words.</summary>
    public ImmutableArray<string> Benefits { get => field.IsDefault ? [] : field; init; }

    /// <summary>KL-14: not-for-resale keys a partner may hold at this level; one where the table does not say.</summary>
    public int? NfrKeys { get; init; }
}

/// <summary>PP-2: how many certified people on which path.</summary>
public sealed record CertificateNeed(string Path, int Count);

/// <summary>XP-11: a percentage off the end-user price, from a size in simultaneous calls on.</summary>
public sealed record EducationOffer(decimal Percent, int FromSize);

/// <summary>PP-9: how many days before a last day somebody is reminded, largest first.</summary>
public sealed record ReminderPlan(ImmutableArray<int> Windows)
{
    private static readonly ImmutableArray<int> Usual = [90, 60, 30, 7];

    /// <summary>Those that hold on a day, largest first; the usual ones where the book says nothing.</summary>
    public static ImmutableArray<int> WindowsOn(RuleBook book, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(book);
        var plan = book.Reminders.Where(version => version.Status == RuleStatus.Final && version.EffectiveFrom <= day).MaxBy(version => version.EffectiveFrom);
        ImmutableArray<int> windows = [.. (plan?.Value.Windows ?? []).Where(window => window > 0).Distinct().OrderDescending()];
        return windows.IsEmpty ? Usual : windows;
    }
}
