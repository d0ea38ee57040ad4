using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>
/// Decides what a command does to a key. Pure: the day, the instant, ids and rules come as arguments; it never throws for any input.
/// </summary>
public static class KeyDecider
{
    /// <param name="today">The tenant's day.</param>
    /// <param name="now">The instant, kept on the events.</param>
    /// <param name="actor">Null: the system.</param>
    public static Decision Decide(KeyCommand command, Key key, RuleBook rules, DateOnly today, DateTimeOffset now, Actor? actor = null) =>
        Refusal.Of(RefusalCodes.KeyUnknown, "KL-15");
}
