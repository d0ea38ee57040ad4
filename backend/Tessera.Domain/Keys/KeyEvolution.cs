using System.Diagnostics;
using Tessera.Domain.Catalogue;

namespace Tessera.Domain.Keys;

/// <summary>Folds events into state. Needs no rules: every computed figure is in the event.</summary>
internal static class KeyEvolution
{
    private const int BindingsRememberedDays = 365;

    public static Key Apply(Key key, KeyEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened switch
        {
            KeyEvent.KeyIssued issued => new Key.OpenKey(Begin(issued)),
            KeyEvent.KeyImported imported => new Key.OpenKey(Begin(imported)),
            _ => key.Known is { } facts ? Next(facts with { Version = facts.Version + 1 }, happened) : key,
        };
    }

    private static Key Next(KeyFacts facts, KeyEvent happened) => happened switch
    {
        KeyEvent.KeyTradedIn traded => new Key.ClosedKey(facts with
        {
            ClosesOn = traded.On,
            CloseReason = null,
            ReplacedBy = traded.ReplacedBy,
            Transfer = null,
            Activation = null,
        }),
        KeyEvent.KeyClosed closed => new Key.ClosedKey(facts with
        {
            ClosesOn = closed.ClosesOn,
            CloseReason = closed.Reason,
            Transfer = null,
        }),
        _ => new Key.OpenKey(Live(facts, happened)),
    };

    private static KeyFacts Live(KeyFacts facts, KeyEvent happened) => happened switch
    {
        KeyEvent.KeyCorrected e => Corrections.Apply(facts, e),
        KeyEvent.KeyActivated e => Bind(facts, e),
        KeyEvent.KeyReleased => facts with { Activation = null },
        KeyEvent.UsageReported e => Report(facts, e),
        KeyEvent.KeyRenewed e => Renew(facts, new Term(e.StartsOn, e.LastDay, e.Years, e.PaidOn, TermKind.Renewal, e.Reference), e.Downgraded),
        KeyEvent.MaintenanceRenewed e =>
            Renew(facts, new Term(e.StartsOn, e.LastDay, e.Years, e.PaidOn, TermKind.Maintenance, e.Reference), e.Downgraded),
        KeyEvent.DeadlineExtended e => facts with
        {
            DeadlineExtensions = facts.DeadlineExtensions.Add(new DeadlineExtension(e.On, e.At, e.By, e.To, e.Reason)),
        },
        KeyEvent.KeyAssigned e => facts with { Partner = e.Partner },
        KeyEvent.TransferProposed e => facts with { Transfer = new TransferProposal(e.FromPartner, e.ToPartner, e.At, e.By, e.Reason) },
        KeyEvent.KeyTransferred e => facts with { Partner = e.ToPartner, Transfer = null },
        KeyEvent.TransferDeclined => facts with { Transfer = null },
        KeyEvent.KeyReissued e => facts with { Number = e.NewNumber, LeakedNumbers = facts.LeakedNumbers.Add(e.OldNumber), Activation = null },
        KeyEvent.KeyUpgraded e => Buy(facts, e.On, e.Edition, e.Size) with { PendingDowngrade = null },
        KeyEvent.DowngradePlanned { From: { } from } e => Buy(facts, from, e.Edition, e.Size),
        KeyEvent.DowngradePlanned e => facts with { PendingDowngrade = new EntitledTo(e.Edition, e.Size) },
        KeyEvent.DowngradeCancelled e => CancelDowngrade(facts, e.On),
        KeyEvent.OverLimitAcknowledged e => facts with
        {
            Acknowledgements = facts.Acknowledgements.Add(
                new Acknowledgement(e.On, e.At, e.Name, e.Counted, e.MaxExtensions, e.Text, e.TextVersion)),
            AcknowledgementOpen = true,
        },
        KeyEvent.ClosingPlanned e => facts with { ClosesOn = e.ClosesOn, CloseReason = e.Reason },
        _ => throw new UnreachableException($"{happened.GetType().Name} has no effect on a key"),
    };

    private static KeyFacts Begin(KeyEvent.KeyIssued e) => new()
    {
        Id = e.Id,
        Number = e.Number,
        Customer = e.Customer,
        Partner = e.Partner,
        Kind = e.Kind,
        Trial = e.Trial,
        NotForResale = e.NotForResale,
        Education = e.Education,
        KnownFrom = e.On,
        StartsOn = e.StartsOn,
        Terms = [new Term(e.StartsOn, e.LastDay, e.Years, e.On, KindOf(e))],
        Purchases = [new Purchase(e.StartsOn, e.Edition, e.Size, e.Free)],
        PbxVersion = e.MajorVersion,
        Replaces = e.Replaces,
        IssuedAt = e.At,
        Version = 1,
    };

    private static KeyFacts Begin(KeyEvent.KeyImported e) => new()
    {
        Id = e.Id,
        Number = e.Number,
        Customer = e.Facts.Customer,
        Partner = e.Facts.Partner,
        Kind = e.Facts.Kind,
        Trial = e.Facts.Trial,
        NotForResale = e.Facts.NotForResale,
        Education = e.Facts.Education,
        KnownFrom = e.On,
        StartsOn = e.StartsOn,
        Terms = [new Term(e.StartsOn, e.LastDay, 0, e.BoughtOn, TermKind.Imported)],
        Purchases = [new Purchase(e.StartsOn, e.Facts.Edition, e.Facts.Size, e.Facts.Free)],
        PbxVersion = e.Facts.PbxVersion,
        Fqdn = e.Facts.Fqdn,
        IssuedAt = e.At,
        Imported = e.Facts,
        Version = 1,
    };

    private static TermKind KindOf(KeyEvent.KeyIssued e) =>
        e.Trial ? TermKind.Trial : e.Free ? TermKind.Free : e.Kind == KeyKind.Subscription ? TermKind.Subscription : TermKind.First;

    private static KeyFacts Bind(KeyFacts facts, KeyEvent.KeyActivated e)
    {
        var known = facts.Activation is { } bound && bound.Fingerprint == e.Fingerprint ? bound : null;
        var boundOn = facts.BoundOn;
        if (known is null)
        {
            var oldest = e.On.DayNumber - BindingsRememberedDays;
            boundOn = [.. boundOn.Where(day => day.DayNumber > oldest), e.On];
        }

        var version = e.PbxVersion ?? facts.PbxVersion;
        var fqdn = e.Fqdn ?? facts.Fqdn;
        return facts with
        {
            Activation = new Activation(e.Fingerprint, fqdn, version, known?.ActivatedAt ?? e.At, e.At),
            BoundOn = boundOn,
            Fqdn = fqdn,
            PbxVersion = version,
        };
    }

    private static KeyFacts Report(KeyFacts facts, KeyEvent.UsageReported e)
    {
        var report = new UsageReport(e.On, e.At, e.By, e.UsersAndExtensions, e.SystemMailboxes, e.Recycled, e.PbxVersion);
        var marks = facts.UsageMarks;
        if (!marks.IsEmpty && marks[^1].On >= e.On)
        {
            marks = marks.RemoveAt(marks.Length - 1);
        }

        if (marks.IsEmpty || marks[^1].Counted != report.Counted)
        {
            marks = marks.Length < UsageMark.Kept
                ? marks.Add(new UsageMark(e.On, report.Counted))
                : [.. marks.AsSpan()[(marks.Length - UsageMark.Kept + 1)..], new UsageMark(e.On, report.Counted)];
        }

        return facts with { Usage = report, UsageMarks = marks, PbxVersion = e.PbxVersion ?? facts.PbxVersion };
    }

    private static KeyFacts Renew(KeyFacts facts, Term term, EntitledTo? downgraded)
    {
        var renewed = facts with { Terms = facts.Terms.Add(term), AcknowledgementOpen = false };
        return downgraded is null
            ? renewed
            : Buy(renewed, term.Start, downgraded.Edition, downgraded.Size) with { PendingDowngrade = null };
    }

    /// <summary>A purchase replaces those that would have counted only later.</summary>
    private static KeyFacts Buy(KeyFacts facts, DateOnly from, Edition edition, int size)
    {
        var counts = from < facts.StartsOn ? facts.StartsOn : from;
        var kept = facts.Purchases;
        while (!kept.IsEmpty && kept[^1].From >= counts)
        {
            kept = kept.RemoveAt(kept.Length - 1);
        }

        return facts with { Purchases = kept.Add(new Purchase(counts, edition, size, Free: false)) };
    }

    private static KeyFacts CancelDowngrade(KeyFacts facts, DateOnly on)
    {
        var kept = facts.Purchases;
        while (kept.Length > 1 && kept[^1].From > on)
        {
            kept = kept.RemoveAt(kept.Length - 1);
        }

        return facts with { PendingDowngrade = null, Purchases = kept };
    }
}
