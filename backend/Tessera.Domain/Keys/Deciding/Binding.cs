using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>
/// KL-13. One key, one installation. Decided here: a new installation may be bound only so often in 365 days; a reissue also ends the
/// binding, because it was made with the number that leaked; a fallen-back or lapsed key still activates, an expired trial does not.
/// </summary>
internal static class Binding
{
    public static Decision Activate(KeyCommand.ActivateKey c, KeyFacts facts, Asked asked)
    {
        var malformed = Bounds.Text(c.Fingerprint, "fingerprint", Bounds.LongestFingerprint)
            ?? Bounds.OptionalText(c.Fqdn, "fqdn", Bounds.LongestFqdn)
            ?? Bounds.OptionalText(c.PbxVersion, "version", Bounds.LongestVersion);
        if (malformed is not null)
        {
            return malformed;
        }

        if (facts.LastDay < asked.Today && (facts.Trial || facts.Kind == KeyKind.Subscription))
        {
            return Asked.No(
                RefusalCodes.KeyClosed, facts.Trial ? "KL-14" : "KL-8", null, ("closedOn", Asked.Fact(facts.LastDay.Value.AddDays(1))));
        }

        if (facts.Activation is { } bound)
        {
            if (bound.Fingerprint != c.Fingerprint)
            {
                return Asked.No(RefusalCodes.KeyBoundElsewhere, "KL-13", "fingerprint", ("fqdn", bound.Fqdn ?? ""));
            }

            if (Known(c.Fqdn, facts.Fqdn) && Known(c.PbxVersion, facts.PbxVersion))
            {
                return Decision.Nothing;
            }
        }

        return (Deprecated(c.PbxVersion ?? facts.PbxVersion, asked) ?? TooOften(facts, asked)) is { } refusal
            ? refusal
            : Decision.Of(new KeyEvent.KeyActivated(asked.Today, asked.Now, asked.By, c.Fingerprint, c.Fqdn, c.PbxVersion));
    }

    public static Decision Release(KeyCommand.ReleaseKey c, KeyFacts facts, Asked asked)
    {
        if (Bounds.Reason(c.Reason) is { } refusal)
        {
            return refusal;
        }

        return facts.Activation is { } bound
            ? Decision.Of(new KeyEvent.KeyReleased(asked.Today, asked.Now, asked.By, bound.Fingerprint, c.Reason.Trim()))
            : Asked.No(RefusalCodes.KeyNotActivated, "KL-13");
    }

    public static Decision Reissue(KeyCommand.ReissueKey c, KeyFacts facts, Asked asked)
    {
        if ((Bounds.Reason(c.Reason) ?? Bounds.Number(c.NewNumber, "number")) is { } refusal)
        {
            return refusal;
        }

        if (c.NewNumber == facts.Number)
        {
            return Decision.Nothing;
        }

        return facts.LeakedNumbers.Contains(c.NewNumber)
            ? Asked.No(RefusalCodes.KeyAlreadyExists, "KL-13", "number")
            : Decision.Of(new KeyEvent.KeyReissued(asked.Today, asked.Now, asked.By, facts.Number, c.NewNumber, c.Reason.Trim()));
    }

    private static bool Known(string? given, string? known) => given is null || given == known;

    private static Refusal? Deprecated(string? version, Asked asked) =>
        asked.Rules.MajorVersions.InForce(asked.Today)?.Value.Of(version) is { EndOfLife: { } end } major && end < asked.Today
            ? Asked.No(RefusalCodes.KeyVersionDeprecated, major.Rule, "version", ("version", major.Code), ("endOfLife", Asked.Fact(end)))
            : null;

    private static Refusal? TooOften(KeyFacts facts, Asked asked)
    {
        if (facts.Activation is not null)
        {
            return null;
        }

        var most = asked.Rules.Profile(asked.Today).Value.ActivationsPerYear;
        var recent = 0;
        foreach (var day in facts.BoundOn)
        {
            recent += asked.Today.DayNumber - day.DayNumber < 365 ? 1 : 0;
        }

        return recent >= most ? Asked.No(RefusalCodes.ActivationLimit, "KL-13", null, ("most", Asked.Fact(most))) : null;
    }
}
