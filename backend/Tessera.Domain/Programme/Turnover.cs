using System.Globalization;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Programme;

/// <summary>PP-3: turnover from before the ledger of points, as a distributor's books tell it.</summary>
/// <param name="Reference">Of those books; the ledger takes it once.</param>
/// <param name="NetMinor">At the partner's price.</param>
/// <param name="Note">What its line in the ledger says of it.</param>
public sealed record Turnover(string Reference, Guid Partner, DateOnly Day, long NetMinor, string Currency, string Note)
{
    /// <summary>Less than a whole unit earns no point.</summary>
    public const long LeastMinor = 100;
    public const long MostMinor = Bounds.LargestPriceMinor;

    private const string Rule = "PP-3";

    /// <summary>Null: it may be booked. What is not sold yet is no turnover.</summary>
    public Refusal? Check(DateOnly today) => Day < Bounds.Earliest || Day > today
        ? Refusal.Of(RefusalCodes.DateOutOfRange, Rule, "day", ("earliest", Asked.Fact(Bounds.Earliest)), ("latest", Asked.Fact(today)))
        : null;

    public PointLine Line => Points.Turnover(Reference, NetMinor, Currency, Day, Note) ?? throw new InvalidOperationException("turnover is a whole unit or more");

    /// <summary>Told before: null where the line there says the same, whatever its note. A line is never changed, so another amount, day or partner is refused.</summary>
    public Refusal? Differs(PointLine there, Guid partner)
    {
        ArgumentNullException.ThrowIfNull(there);
        return partner == Partner && there.CountsOn == Day && there.Points == Line.Points && there.Facts.GetValueOrDefault("net") == Line.Facts["net"]
            ? null
            : Refusal.Of(
                RefusalCodes.TurnoverDiffers, Rule, "reference", ("reference", Reference), ("points", there.Points.ToString(CultureInfo.InvariantCulture)), ("on", Asked.Fact(there.CountsOn)));
    }
}
