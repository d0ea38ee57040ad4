using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>
/// KL-13: a key belongs to at most one partner; moving it asks both sides. The giving side proposes (or the tenant's operator), only
/// the receiving partner accepts; either side or an operator can end a proposal.
/// </summary>
internal static class Assigning
{
    public static Decision Assign(KeyCommand.AssignKey c, KeyFacts facts, Asked asked)
    {
        if ((Required(c.Partner) ?? Bounds.OptionalText(c.Reason, "reason", Bounds.LongestReason)) is { } refusal)
        {
            return refusal;
        }

        return facts.Partner == c.Partner ? Decision.Nothing
            : facts.Partner is not null ? Asked.No(RefusalCodes.AlreadyAssigned, "KL-13", "partnerId")
            : facts.Transfer is not null ? Asked.No(RefusalCodes.TransferPending, "KL-13")
            : Decision.Of(new KeyEvent.KeyAssigned(asked.Today, asked.Now, asked.By, c.Partner, c.Reason?.Trim()));
    }

    public static Decision Propose(KeyCommand.ProposeTransfer c, KeyFacts facts, Asked asked)
    {
        if ((Required(c.ToPartner) ?? Bounds.OptionalText(c.Reason, "reason", Bounds.LongestReason)) is { } refusal)
        {
            return refusal;
        }

        if (!asked.ByOperator && asked.Actor?.Partner != facts.Partner)
        {
            return Asked.No(RefusalCodes.TransferNotYours, "KL-13");
        }

        return facts.Partner == c.ToPartner ? Asked.No(RefusalCodes.TransferSamePartner, "KL-13", "toPartnerId")
            : facts.Transfer is { } pending
                ? pending.ToPartner == c.ToPartner ? Decision.Nothing : Asked.No(RefusalCodes.TransferPending, "KL-13")
            : Decision.Of(new KeyEvent.TransferProposed(asked.Today, asked.Now, asked.By, facts.Partner, c.ToPartner, c.Reason?.Trim()));
    }

    public static Decision Accept(KeyFacts facts, Asked asked) =>
        facts.Transfer is not { } pending ? Asked.No(RefusalCodes.TransferNotPending, "KL-13")
        : asked.Actor?.Partner != pending.ToPartner ? Asked.No(RefusalCodes.TransferNotYours, "KL-13")
        : Decision.Of(new KeyEvent.KeyTransferred(asked.Today, asked.Now, asked.By, pending.FromPartner, pending.ToPartner));

    public static Decision Decline(KeyCommand.DeclineTransfer c, KeyFacts facts, Asked asked)
    {
        if (Bounds.Reason(c.Reason) is { } refusal)
        {
            return refusal;
        }

        if (facts.Transfer is not { } pending)
        {
            return Asked.No(RefusalCodes.TransferNotPending, "KL-13");
        }

        var mine = asked.ByOperator || asked.Actor?.Partner == pending.ToPartner || asked.Actor?.Partner == pending.FromPartner;
        return mine
            ? Decision.Of(new KeyEvent.TransferDeclined(asked.Today, asked.Now, asked.By, pending.ToPartner, c.Reason.Trim()))
            : Asked.No(RefusalCodes.TransferNotYours, "KL-13");
    }

    private static Refusal? Required(PartnerId partner) => Bounds.Partner(partner, "partnerId");
}
