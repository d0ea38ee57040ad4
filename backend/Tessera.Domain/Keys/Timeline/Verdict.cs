using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Tessera.Domain.Catalogue;

namespace Tessera.Domain.Keys;

/// <summary>What the engine finds for one day, on the stack; becomes a <see cref="Holding"/> only where a phase begins.</summary>
internal struct Verdict
{
    public KeyStatus Status;
    public Edition Edition;
    public int Size;
    public bool Free;
    public int? MaxExtensions;
    public ImmutableArray<string> ServicesOff;
    public bool Support;
    public bool Updates;
    public bool Renewable;
    public bool TradeInOnly;
    public bool Warn;
    private CauseBuffer causes;
    private int causeCount;

    public void Because(string rule, string version) => causes[causeCount++] = new Cause(rule, version);

    /// <summary>Does the same hold, for whatever reasons?</summary>
    public static bool SameOutcome(in Verdict a, in Verdict b) =>
        a.Status == b.Status && a.Edition == b.Edition && a.Size == b.Size && a.Free == b.Free && a.MaxExtensions == b.MaxExtensions
        && a.ServicesOff == b.ServicesOff && a.Support == b.Support && a.Updates == b.Updates && a.Renewable == b.Renewable
        && a.TradeInOnly == b.TradeInOnly && a.Warn == b.Warn;

    public static bool Same(in Verdict a, in Verdict b)
    {
        if (!SameOutcome(a, b) || a.causeCount != b.causeCount)
        {
            return false;
        }

        for (var at = 0; at < a.causeCount; at++)
        {
            if (a.causes[at].Rule != b.causes[at].Rule || a.causes[at].Version != b.causes[at].Version)
            {
                return false;
            }
        }

        return true;
    }

    public readonly Holding ToHolding(Holding? wouldHold) => new(
        Status,
        new Entitlement(Edition, Size, Free, MaxExtensions),
        ServicesOff,
        Support,
        Updates,
        Renewable,
        TradeInOnly,
        Warn,
        ImmutableArray.Create<Cause>(((ReadOnlySpan<Cause>)causes)[..causeCount]),
        wouldHold);

    [InlineArray(Capacity)]
    private struct CauseBuffer
    {
        /// <summary>One for the status, two for lapsed maintenance, one each for end of life, warning and support.</summary>
        private const int Capacity = 6;

        private Cause first;
    }
}
