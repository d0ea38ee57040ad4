using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Programme;

/// <summary>Where a partner would have stood under a draft.</summary>
[JsonConverter(typeof(ScreamingSnake<LevelMove>))]
public enum LevelMove
{
    Same,
    Higher,
    Lower,
}

/// <summary>A partner as a back-test looks at it.</summary>
/// <param name="Since">It was there from this day on.</param>
/// <param name="Level">Held when the back-test begins; the same for both rules.</param>
/// <param name="Points">Lines or sums of days, from twelve months before the beginning on, in whatever order.</param>
/// <param name="Corrections">Those of the points that are no turnover.</param>
/// <param name="Certificates">Of the people who work there today.</param>
public sealed record TestedPartner(
    PartnerId Id, DateOnly Since, string? Level, ImmutableArray<CountedPoints> Points, ImmutableArray<CountedPoints> Corrections, ImmutableArray<HeldCertificate> Certificates);

/// <summary>A half-year of a partner under both rules.</summary>
/// <param name="On">The review that begins it.</param>
/// <param name="Through">Its last day, or today.</param>
/// <param name="Then">Level after that review under the rules of the time; null for none.</param>
/// <param name="Draft">The same under the draft.</param>
/// <param name="Turnover">Net, in whole units, as paid in the half-year.</param>
/// <param name="CostMinor">What the draft would have given away more; negative: less.</param>
public sealed record TestedHalfYear(DateOnly On, DateOnly Through, LevelRow? Then, LevelRow? Draft, LevelMove Move, long Turnover, long CostMinor)
{
    public bool Differs => Move != LevelMove.Same || CostMinor != 0;
}

/// <summary>
/// A draft of the level rules tried on the past four half-years. One half-year before the first of them each partner begins with the level
/// it held, and is lived forward twice, once by the rules of each day and once by the draft: the same orders and certificates, the same
/// reviews, notices and grace. Both lives are reckoned, so that only the draft can make a difference.
/// Cost: each day's turnover was paid less the discount of its level then; at list price, times the difference of both discounts, it is what
/// the draft would have given away more that day. The discount is that with which the day began, as an order is priced before it is paid.
/// That partners might have bought more or less is not reckoned.
/// </summary>
public static class BackTest
{
    public const int HalfYears = 4;

    private const int Months = 6;

    /// <summary>The four reviews, the oldest first; the half-year of the last is still running.</summary>
    public static ImmutableArray<DateOnly> Reviews(DateOnly today) => [.. Enumerable.Range(1 - HalfYears, HalfYears).Select(n => Review.Due(today).AddMonths(n * Months))];

    /// <summary>The review before them, at which both lives begin.</summary>
    public static DateOnly Begins(DateOnly today) => Reviews(today)[0].AddMonths(-Months);

    /// <summary>The days whose points are looked at.</summary>
    public static PointWindow Span(DateOnly today) => new(PointWindow.Before(Begins(today)).From, today);

    /// <param name="partner">One partner; what others do makes no difference to it.</param>
    /// <param name="rules">All versions there are.</param>
    /// <param name="draft">Its rows, from the lowest to the highest.</param>
    /// <param name="today">The tenant's day.</param>
    public static ImmutableArray<TestedHalfYear> Of(TestedPartner partner, ImmutableArray<RuleVersion<LevelTable>> rules, ImmutableArray<LevelRow> draft, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(partner);
        var always = new RuleVersion<LevelTable>("draft", "PP-6", DateOnly.MinValue, "", RuleStatus.Final, new LevelTable(false, draft));
        var then = new LevelLife(partner.Id, partner.Level, partner.Certificates, rules);
        var tried = new LevelLife(partner.Id, partner.Level, partner.Certificates, [always]);
        var book = new DayBook(partner.Points, partner.Corrections);
        var halves = ImmutableArray.CreateBuilder<TestedHalfYear>(HalfYears);
        foreach (var review in Reviews(today).Insert(0, Begins(today)))
        {
            var through = review == Review.Due(today) ? today : review.AddMonths(Months).AddDays(-1);
            if (partner.Since <= review)
            {
                var lines = book.In(PointWindow.Before(review));
                then.Review(review, lines);
                tried.Review(review, lines);
            }

            var (before, after) = (then.On(review), tried.On(review));
            var (turnover, cost) = (0L, 0m);
            foreach (var day in Days(partner, book, review, through))
            {
                var sold = book.Turnover(day);
                turnover += sold;
                cost += sold * Dearer(then.On(day), tried.On(day));
                var points = book.Through(day);
                then.Happened(day, points);
                tried.Happened(day, points);
            }

            if (review > Begins(today))
            {
                halves.Add(new TestedHalfYear(review, through, before, after, Compare(before, after, draft), turnover, (long)decimal.Round(cost, MidpointRounding.AwayFromZero)));
            }
        }

        return halves.ToImmutable();
    }

    /// <summary>Minor units a point's worth of turnover costs more: at list price, the difference of the discounts.</summary>
    private static decimal Dearer(LevelRow? then, LevelRow? draft)
    {
        var (was, would) = (then?.DiscountPercent ?? 0, draft?.DiscountPercent ?? 0);
        return was == would ? 0 : 100m * (would - was) / (100 - Math.Min(was, 99));
    }

    /// <summary>By the place of the level in the draft; a level it does not know stands where its discount would put it.</summary>
    private static LevelMove Compare(LevelRow? then, LevelRow? draft, ImmutableArray<LevelRow> rows)
    {
        var difference = Place(draft) - Place(then);
        return difference == 0 ? LevelMove.Same : difference > 0 ? LevelMove.Higher : LevelMove.Lower;

        double Place(LevelRow? level)
        {
            var place = level is null ? -1 : rows.IndexOf(rows.FirstOrDefault(row => row.Code == level.Code)!);
            return level is null || place >= 0 ? place : rows.Count(row => row.DiscountPercent <= level.DiscountPercent) - 0.5;
        }
    }

    private static IEnumerable<DateOnly> Days(TestedPartner partner, DayBook book, DateOnly from, DateOnly through) =>
        book.Days.Concat(partner.Certificates.Select(one => one.From)).Where(day => from <= day && day <= through).Distinct().Order();
}
