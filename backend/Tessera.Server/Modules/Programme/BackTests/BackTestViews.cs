using Tessera.Domain.Programme;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Programme.BackTests;

// A draft tried on the past, as /v1 shows it.

/// <summary>A partner that would have stood elsewhere.</summary>
/// <param name="Then">Name of its level under the rules of the time; null for none.</param>
/// <param name="Draft">The same under the draft.</param>
/// <param name="Turnover">Net, in the half-year after.</param>
/// <param name="Cost">What the draft would have given away more; negative: less.</param>
internal sealed record BackTestMoveView(Guid PartnerId, string PartnerName, string? Then, string? Draft, LevelMove Move, MoneyView Turnover, MoneyView Cost);

/// <param name="On">The review that begins the half-year.</param>
/// <param name="Through">Its last day, or today.</param>
/// <param name="Partners">That were there.</param>
/// <param name="Moves">The first of those that would have stood higher or lower, the costliest first; the file has all.</param>
internal sealed record BackTestHalfYearView(
    DateOnly On, DateOnly Through, int Partners, int Higher, int Lower, MoneyView Turnover, MoneyView Cost, IReadOnlyList<BackTestMoveView> Moves);

/// <param name="Begins">From here on each partner is lived forward under both rules.</param>
/// <param name="DraftVersion">Of the draft that was tried.</param>
/// <param name="HalfYears">The oldest first.</param>
internal sealed record BackTestView(DateOnly Today, DateOnly Begins, int DraftVersion, MoneyView Cost, IReadOnlyList<BackTestHalfYearView> HalfYears);

/// <summary>One half-year, added up as partners come in.</summary>
internal sealed class HalfYearSum(DateOnly on)
{
    private const int MostMoves = 100;

    private readonly List<(TestedLife Life, TestedHalfYear Half)> _moves = [];
    private DateOnly? _through;
    private int _partners;
    private long _turnover;

    public long CostMinor { get; private set; }

    public void Add(TestedLife life, TestedHalfYear half)
    {
        _through = half.Through;
        _partners++;
        _turnover += half.Turnover;
        CostMinor += half.CostMinor;
        if (half.Move != LevelMove.Same) _moves.Add((life, half));
    }

    public BackTestHalfYearView View(string currency) => new(
        on, _through ?? on, _partners, _moves.Count(m => m.Half.Move == LevelMove.Higher), _moves.Count(m => m.Half.Move == LevelMove.Lower), Units(_turnover, currency), new MoneyView(CostMinor, currency),
        [
            .. _moves.OrderByDescending(m => Math.Abs(m.Half.CostMinor)).ThenBy(m => m.Life.Name, StringComparer.Ordinal).ThenBy(m => m.Life.Partner).Take(MostMoves).Select(m => new BackTestMoveView(
                m.Life.Partner, m.Life.Name, m.Half.Then?.Name, m.Half.Draft?.Name, m.Half.Move, Units(m.Half.Turnover, currency), new MoneyView(m.Half.CostMinor, currency))),
        ]);

    /// <summary>A point is a whole unit of turnover (PP-3).</summary>
    private static MoneyView Units(long turnover, string currency) => new(turnover * 100, currency);
}
