using Npgsql;
using Tessera.Domain.Learning;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Learning.Courses;

/// <summary>A course, as its row has it.</summary>
internal sealed record CourseRow(
    Guid Id, CourseKind Kind, string Path, string Title, string Language, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateOnly OpenUntil, int Seats, int Taken, string? Link, DateTimeOffset? CancelledAt,
    string? CancelReason, int Version)
{
    public const string Columns = "course_id, kind, path, title, language, starts_at, ends_at, open_until, seats, taken, link, cancelled_at, cancel_reason, version";

    private const string One = $"SELECT {Columns} FROM course WHERE tenant_id = $1 AND course_id = $2";
    private const string Held = One + " FOR NO KEY UPDATE";

    private const string InsertOne = """
        INSERT INTO course (tenant_id, course_id, kind, path, title, language, starts_at, ends_at, open_until, seats, link, created_at, created_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    private const string UpdateOne = """
        UPDATE course SET kind = $3, path = $4, title = $5, language = $6, starts_at = $7, ends_at = $8, open_until = $9, seats = $10, link = $11, cancelled_at = $12, cancel_reason = $13, version = $14
        WHERE tenant_id = $1 AND course_id = $2
        """;

    public Course Course => new(StartsAt, EndsAt, OpenUntil, Seats, Taken, CancelledAt is not null);

    public static NpgsqlBatchCommand ById(int tenant, Guid id) => Sql.Of(One, tenant, id);

    /// <summary>Everything that changes a course or its seats holds its row first.</summary>
    /// <returns>Null: there is no such course.</returns>
    public static async Task<CourseRow?> HoldAsync(Write write, string id) =>
        Guid.TryParseExact(id, "D", out var course) ? (await write.Transaction.QueryAsync(Sql.Of(Held, write.Caller.TenantId, course), Read, write.Ct)).FirstOrDefault() : null;

    public static CourseRow Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), ProgrammeWords.Read<CourseKind>(r.GetString(1)), r.GetString(2), r.GetString(3), r.GetString(4), r.Moment(5), r.Moment(6), r.GetFieldValue<DateOnly>(7), r.GetInt32(8), r.GetInt32(9), r.TextOrNull(10),
        r.MomentOrNull(11), r.TextOrNull(12), r.GetInt32(13));

    public NpgsqlBatchCommand Insert(int tenant, DateTimeOffset now, string by) => Sql.Of(
        InsertOne, tenant, Id, ProgrammeWords.Of(Kind), Path, Title, Language, StartsAt, EndsAt, OpenUntil, Seats, Optional.Text(Link), now, by);

    public NpgsqlBatchCommand Update(int tenant) => Sql.Of(
        UpdateOne, tenant, Id, ProgrammeWords.Of(Kind), Path, Title, Language, StartsAt, EndsAt, OpenUntil, Seats, Optional.Text(Link),
        new NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz, Value = (object?)CancelledAt?.UtcDateTime ?? DBNull.Value }, Optional.Text(CancelReason), Version);
}
