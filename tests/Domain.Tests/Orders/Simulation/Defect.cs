namespace Domain.Tests.Orders.Simulation;

/// <summary>What can be broken on purpose. Each must make seeds fail; one that does not would show a check without teeth.</summary>
internal enum Defect
{
    None,

    /// <summary>Postings without unique reference, rows of payment and order without expected version, keys that forget what they were renewed by.</summary>
    NoUniqueReference,

    /// <summary>A session that expired stays unpaid, whatever comes.</summary>
    ExpiredBeatsPaid,

    /// <summary>The last writer of a key wins.</summary>
    NoExpectedVersion,

    /// <summary>Key and line in one transaction, the posting in the next.</summary>
    PostingApart,

    /// <summary>A mail whose sending was begun and never reported is sent again.</summary>
    MailAgain,

    /// <summary>A refund or dispute that comes before its payment is dropped instead of waiting.</summary>
    EarlyDropped,

    /// <summary>The provider is never asked.</summary>
    NoAsking,

    /// <summary>A payment of an order that is paid already is taken as if it were the first.</summary>
    PaidTwiceUnseen,

    /// <summary>Messages are believed without looking at their signature.</summary>
    SignatureUnchecked,
}
