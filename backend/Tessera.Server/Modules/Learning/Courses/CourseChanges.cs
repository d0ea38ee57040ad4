using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Learning.Courses;

/// <summary>What is different between two versions of a course, as the audit keeps it.</summary>
internal static class CourseChanges
{
    public static string Between(CourseRow before, CourseRow after)
    {
        var isNew = before.Title.Length == 0;
        return AuditTrail.Changes(
            ("kind", isNew ? null : ProgrammeWords.Of(before.Kind), ProgrammeWords.Of(after.Kind)), ("path", Text(before.Path), after.Path), ("title", Text(before.Title), after.Title), ("language", Text(before.Language), after.Language),
            ("startsAt", isNew ? null : before.StartsAt, after.StartsAt), ("endsAt", isNew ? null : before.EndsAt, after.EndsAt), ("openUntil", isNew ? null : before.OpenUntil, after.OpenUntil),
            ("seats", isNew ? null : before.Seats, after.Seats), ("link", before.Link, after.Link));
    }

    private static string? Text(string text) => text.Length == 0 ? null : text;
}
