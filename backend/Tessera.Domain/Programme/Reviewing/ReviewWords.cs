using System.Text.Json.Serialization;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Programme;

/// <summary>Where a review run stands.</summary>
[JsonConverter(typeof(ScreamingSnake<ReviewState>))]
public enum ReviewState
{
    /// <summary>What is to be weighed is set down, all of it as of one moment.</summary>
    Snapshot,

    /// <summary>Partners are weighed, one after the other.</summary>
    Weighing,

    /// <summary>PP-7: what each key is and gave is set down.</summary>
    Keys,

    /// <summary>Everything is weighed; people look at the exceptions and compare. A dry run ends here.</summary>
    Compared,

    /// <summary>As many people as the tenant asks for have approved; nothing has happened yet.</summary>
    Approved,

    /// <summary>Levels and notices take effect, partner by partner, and mails go out.</summary>
    Publishing,
    Published,
    Stopped,

    /// <summary>For a reason of ours; it can go on.</summary>
    Failed,

    /// <summary>Given up before anything took effect.</summary>
    Cancelled,
}

/// <summary>What became of a result when its review was published.</summary>
[JsonConverter(typeof(ScreamingSnake<ReviewEffect>))]
public enum ReviewEffect
{
    Applied,

    /// <summary>PP-4: what the partner reached between snapshot and publication weighs more.</summary>
    Overtaken,

    /// <summary>An operator excepted the partner, with a reason.</summary>
    Exempted,
}

/// <summary>Why somebody should look at a result before it is approved.</summary>
[JsonConverter(typeof(ScreamingSnake<ReviewMark>))]
public enum ReviewMark
{
    LosesLevel,

    /// <summary>Below by so little that one order would have kept the level.</summary>
    NarrowlyBelow,

    /// <summary>Kept by so little that one refund would have cost it.</summary>
    NarrowlyKept,

    /// <summary>The level held is none of those the rules know.</summary>
    UnknownLevel,

    /// <summary>More was taken back than was earned.</summary>
    PointsBelowNothing,
}

/// <summary>PP-7: a key beside its maximum extensions.</summary>
[JsonConverter(typeof(ScreamingSnake<KeyCompliance>))]
public enum KeyCompliance
{
    NotReported,
    Complies,

    /// <summary>Over, and the deadline (XP-5, XP-6) has not passed.</summary>
    Over,

    /// <summary>Over, and the deadline has passed.</summary>
    Overdue,
}
