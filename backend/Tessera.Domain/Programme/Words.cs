using System.Text.Json.Serialization;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Programme;

/// <summary>PP-3: why points were booked.</summary>
[JsonConverter(typeof(ScreamingSnake<PointCause>))]
public enum PointCause
{
    Order,
    Refund,

    /// <summary>A refund that had succeeded came back.</summary>
    RefundUndone,

    /// <summary>By an operator, with a reason.</summary>
    Correction,

    /// <summary>Turnover from before this ledger, imported.</summary>
    Turnover,
}

/// <summary>Why a partner's level is another than before.</summary>
[JsonConverter(typeof(ScreamingSnake<LevelCause>))]
public enum LevelCause
{
    /// <summary>As it was when the ledger of levels began.</summary>
    Taken,

    /// <summary>PP-4.</summary>
    Promotion,

    /// <summary>PP-5.</summary>
    Review,

    /// <summary>A published review was corrected: what it took is given back.</summary>
    Correction,
}

/// <summary>PP-5: what a review comes to for a partner.</summary>
[JsonConverter(typeof(ScreamingSnake<ReviewOutcome>))]
public enum ReviewOutcome
{
    Keeps,

    /// <summary>Below for the first time: notice, and 60 days of grace.</summary>
    Notice,

    /// <summary>Below, and the grace has not ended.</summary>
    InGrace,

    /// <summary>Below, and the grace has ended: one level down.</summary>
    Demoted,
}
