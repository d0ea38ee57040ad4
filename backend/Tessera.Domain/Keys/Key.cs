namespace Tessera.Domain.Keys;

/// <summary>The state of one key. Unknown, open and closed are types, so that a decision cannot forget to ask.</summary>
public abstract record Key
{
    private Key()
    {
    }

    public static Key None { get; } = new NoKey();

    /// <summary>Null for a key that does not exist.</summary>
    public virtual KeyFacts? Known => null;

    /// <summary>Nothing was ever issued or imported in this stream.</summary>
    public sealed record NoKey : Key;

    /// <summary>Alive; <see cref="KeyFacts.ClosesOn"/> may name the day its closing is planned for.</summary>
    public sealed record OpenKey(KeyFacts Facts) : Key
    {
        public override KeyFacts? Known => Facts;
    }

    /// <summary>Closed for good from <see cref="KeyFacts.ClosesOn"/> on.</summary>
    public sealed record ClosedKey(KeyFacts Facts) : Key
    {
        public override KeyFacts? Known => Facts;
    }

    /// <summary>A planned closing has come true without anyone having to flip a status (KL-15).</summary>
    public Key AsOf(DateOnly today) =>
        this is OpenKey { Facts: { ClosesOn: { } closes } facts } && closes <= today ? new ClosedKey(facts) : this;

    public Key Evolve(KeyEvent happened) => KeyEvolution.Apply(this, happened);

    public static Key Fold(IEnumerable<KeyEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var key = None;
        foreach (var happened in events)
        {
            key = key.Evolve(happened);
        }

        return key;
    }
}
