using System.Text.Json.Serialization;
using Npgsql;
using Tessera.Domain.Kernel;
using Tessera.Platform.Events;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Imports;

[JsonConverter(typeof(ScreamingSnake<ImportKind>))]
internal enum ImportKind
{
    Keys,
    Customers,
    Usage,

    /// <summary>From before the ledger of points.</summary>
    Turnover,
    Certificates,
}

[JsonConverter(typeof(ScreamingSnake<ImportState>))]
internal enum ImportState
{
    /// <summary>The dry run: every row is judged, none is written.</summary>
    Checking,
    Checked,
    Committing,
    Done,
    Stopped,

    /// <summary>The file cannot be read as a whole; its first problems say why.</summary>
    Failed,
}

/// <summary>An import run as /v1 shows it.</summary>
/// <param name="Rows">Rows of the file; estimated from its lines until the dry run has counted them.</param>
/// <param name="Done">Rows the current phase has dealt with. The counts that follow are the current phase's, too.</param>
/// <param name="Committed">Rows written.</param>
/// <param name="Encoding">What the file was read as: utf-8, utf-16 or windows-1252.</param>
internal sealed record ImportView(
    Guid Id, ImportKind Kind, ImportState State, string FileName, int Rows, int Done, int Good, int Bad, int Unchanged, int Created, int Changed, int Committed,
    DateTimeOffset StartedAt, string StartedBy, DateTimeOffset? FinishedAt, int? EtaSeconds, string? Encoding, string? Separator);

/// <summary>An import run's row.</summary>
internal sealed record ImportRow(
    Guid Id, ImportKind Kind, ImportState State, bool Committing, bool OnlyIfClean, string FileName, int Rows, int Done, int Good, int Bad, int Unchanged, int Created, int Changed, int Committed,
    string? Failure, DateTimeOffset StartedAt, DateTimeOffset PhaseStartedAt, DateTimeOffset? FinishedAt, string StartedBy, string? CommittedBy, string? Encoding, string? Separator)
{
    public const string Columns = """
        import_id, kind, state, committing, only_if_clean, file_name, rows, done, good, bad, unchanged, created, changed, committed,
        failure, started_at, phase_started_at, finished_at, started_by, committed_by, encoding, separator
        """;

    public static ImportRow Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), Enum.Parse<ImportKind>(r.GetString(1), ignoreCase: true), Enum.Parse<ImportState>(r.GetString(2), ignoreCase: true), r.GetBoolean(3), r.GetBoolean(4), r.GetString(5),
        r.GetInt32(6), r.GetInt32(7), r.GetInt32(8), r.GetInt32(9), r.GetInt32(10), r.GetInt32(11), r.GetInt32(12), r.GetInt32(13),
        r.TextOrNull(14), r.Moment(15), r.Moment(16), r.MomentOrNull(17), r.GetString(18), r.TextOrNull(19), r.TextOrNull(20), r.TextOrNull(21));

    public static NpgsqlBatchCommand ById(int tenant, Guid id, bool lockRow = false) =>
        Sql.Of($"SELECT {Columns} FROM import_run WHERE tenant_id = $1 AND import_id = $2 AND uploaded{(lockRow ? " FOR UPDATE" : "")}", tenant, id);

    public ImportView View(DateTimeOffset now) => new(
        Id, Kind, State, FileName, Rows, Done, Good, Bad, Unchanged, Created, Changed, Committed, StartedAt, StartedBy, FinishedAt, Eta(now), Encoding, Separator);

    public Change Told(int tenant) => new(tenant, "import", Id, Done, [], WordOf(State), Rows);

    public static string WordOf(ImportState state) => System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(state.ToString());

    /// <summary>From the pace of this phase so far.</summary>
    private int? Eta(DateTimeOffset now) => State is ImportState.Checking or ImportState.Committing && Done > 0 && Rows >= Done
        ? (int)Math.Ceiling(Math.Max(0, (now - PhaseStartedAt).TotalSeconds) * (Rows - Done) / Done)
        : null;
}
