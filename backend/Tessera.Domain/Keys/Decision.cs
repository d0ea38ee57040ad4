using System.Collections.Immutable;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>The answer to a command. Accepted without events: everything asked for already holds, nothing is written.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    public sealed record Accepted(ImmutableArray<KeyEvent> Events) : Decision;

    public sealed record Refused(Refusal Refusal) : Decision;

    public static Decision Nothing { get; } = new Accepted([]);

    public static Decision Of(KeyEvent happened) => new Accepted([happened]);

    public static implicit operator Decision(Refusal refusal) => new Refused(refusal);
}
