using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>Whether an operation would be taken now, and if not, why. Permissions are not asked here.</summary>
public sealed record KeyAction(string Operation, Refusal? Refusal)
{
    public bool Allowed => Refusal is null;
}

public static class KeyActions
{
    /// <summary>Asks the decider itself, with the most modest form of each command.</summary>
    public static ImmutableArray<KeyAction> Of(Key key, RuleBook rules, DateOnly today, DateTimeOffset now, Actor? actor = null) => [];
}
