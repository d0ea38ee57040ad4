using System.Text.Json.Serialization;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Learning;

[JsonConverter(typeof(ScreamingSnake<CourseKind>))]
public enum CourseKind
{
    /// <summary>People come to a place.</summary>
    Course,

    /// <summary>People follow a link.</summary>
    Webinar,
}

/// <summary>Where a course is, at a moment.</summary>
[JsonConverter(typeof(ScreamingSnake<CourseState>))]
public enum CourseState
{
    /// <summary>People may enrol.</summary>
    Open,

    /// <summary>Every seat is taken.</summary>
    Full,

    /// <summary>The last day for enrolling is over.</summary>
    Closed,

    /// <summary>It is going on: nobody enrols or withdraws, results are entered.</summary>
    Begun,

    /// <summary>It is over: results are entered.</summary>
    Ended,

    Cancelled,
}

/// <summary>What came of somebody's course.</summary>
[JsonConverter(typeof(ScreamingSnake<LearningOutcome>))]
public enum LearningOutcome
{
    /// <summary>A certificate follows (PP-2).</summary>
    Passed,

    Failed,

    NoShow,
}
