using System.Diagnostics;
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
    public static Decision Decide(KeyCommand command, Key key, RuleBook rules, DateOnly today, DateTimeOffset now, Actor? actor = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (Bounds.Today(today) is { } refusal)
        {
            return refusal;
        }

        var asked = new Asked(rules, today, now, actor);
        return key.AsOf(today) switch
        {
            Key.NoKey => Begin(command, asked),
            Key.ClosedKey { Facts: var facts } => AfterTheEnd(command, facts),
            Key.OpenKey { Facts: var facts } => Live(command, facts, asked),
            var other => throw new UnreachableException($"{other.GetType().Name} is no state of a key"),
        };
    }

    private static Decision Begin(KeyCommand command, Asked asked) => command switch
    {
        KeyCommand.IssueKey c => Issuing.Issue(c, asked),
        KeyCommand.ImportKey c => Importing.Bring(c, asked),
        _ => Refusal.Of(RefusalCodes.KeyUnknown, "KL-15"),
    };

    /// <summary>A closed key answers a repetition of what closed it with nothing, and everything else with a refusal.</summary>
    private static Decision AfterTheEnd(KeyCommand command, KeyFacts facts)
    {
        var repeated = command switch
        {
            KeyCommand.CloseKey c => c.Reason?.Trim() == facts.CloseReason && (c.On is null || c.On == facts.ClosesOn),
            KeyCommand.TradeInKey c => c.NewId == facts.ReplacedBy?.Id,
            KeyCommand.ImportKey c => c.Facts is not null && Importing.ChangesNothing(c.Facts, facts),
            _ => false,
        };
        return repeated
            ? Decision.Nothing
            : Refusal.Of(
                command is KeyCommand.IssueKey ? RefusalCodes.KeyAlreadyExists : RefusalCodes.KeyClosed,
                facts.ReplacedBy is null ? "KL-15" : "KL-7",
                null,
                ("closedOn", Asked.Fact(facts.ClosesOn.GetValueOrDefault())));
    }

    private static Decision Live(KeyCommand command, KeyFacts facts, Asked asked) => command switch
    {
        KeyCommand.IssueKey => Refusal.Of(RefusalCodes.KeyAlreadyExists, "KL-15"),
        KeyCommand.ImportKey c => Importing.Correct(c, facts, asked),
        KeyCommand.ActivateKey c => Binding.Activate(c, facts, asked),
        KeyCommand.ReleaseKey c => Binding.Release(c, facts, asked),
        KeyCommand.ReissueKey c => Binding.Reissue(c, facts, asked),
        KeyCommand.ReportUsage c => Measuring.Report(c, facts, asked),
        KeyCommand.AcknowledgeOverLimit c => Measuring.Acknowledge(c, facts, asked),
        KeyCommand.ExtendDeadline c => Measuring.Extend(c, facts, asked),
        KeyCommand.RenewKey c => Renewing.Annual(c, facts, asked),
        KeyCommand.RenewMaintenance c => Renewing.Maintenance(c, facts, asked),
        KeyCommand.UpgradeKey c => Sizing.Upgrade(c, facts, asked),
        KeyCommand.DowngradeKey c => Sizing.Downgrade(c, facts, asked),
        KeyCommand.TradeInKey c => Ending.TradeIn(c, facts, asked),
        KeyCommand.CloseKey c => Ending.Close(c, facts, asked),
        KeyCommand.AssignKey c => Assigning.Assign(c, facts, asked),
        KeyCommand.ProposeTransfer c => Assigning.Propose(c, facts, asked),
        KeyCommand.AcceptTransfer => Assigning.Accept(facts, asked),
        KeyCommand.DeclineTransfer c => Assigning.Decline(c, facts, asked),
        null => throw new ArgumentNullException(nameof(command)),
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided"),
    };
}
