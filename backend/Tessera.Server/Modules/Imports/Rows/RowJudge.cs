using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Imports.Files;

namespace Tessera.Server.Modules.Imports.Rows;

/// <summary>Some rows of a file, judged and written together.</summary>
/// <param name="Import">The run, for the audit.</param>
/// <param name="Lock">Rows that are read are held until the transaction ends, because they will be written.</param>
internal sealed record Chunk(TenantTransaction Transaction, Tenant Tenant, PublishedRules Rules, DateTimeOffset Now, ImportRow Import, Guid ActorId, bool Lock, IReadOnlyList<FileRow> Rows)
{
    public DateOnly Today => Tenant.DayOf(Now);

    public string Actor => Import.CommittedBy ?? Import.StartedBy;
}

/// <summary>What became of a chunk's rows.</summary>
internal sealed class Judgement
{
    private readonly HashSet<int> _badLines = [];

    public List<RowProblem> Problems { get; } = [];

    public int Bad => _badLines.Count;

    public int Unchanged { get; set; }

    public int Created { get; set; }

    public int Changed { get; set; }

    public int Good => Unchanged + Created + Changed;

    /// <summary>Writes what the good rows bring, in the chunk's transaction; never called in a dry run.</summary>
    public Func<CancellationToken, Task> WriteAsync { get; set; } = _ => Task.CompletedTask;

    /// <summary>Keys that were there before and are different now; told to whoever looks at them.</summary>
    public List<Platform.Events.Change> Moved { get; } = [];

    /// <summary>What else is told once it is written, each.</summary>
    public List<Platform.Events.Change> Told { get; } = [];

    public void Refuse(params IEnumerable<RowProblem> problems)
    {
        foreach (var problem in problems)
        {
            _badLines.Add(problem.Line);
            Problems.Add(problem);
        }
    }
}

/// <summary>Judges the rows of one kind of file: the same for the dry run and for the real one.</summary>
internal abstract class RowJudge
{
    public abstract Task<Judgement> JudgeAsync(Chunk chunk, CancellationToken ct);

    public static RowJudge Of(ImportKind kind) => kind switch
    {
        ImportKind.Customers => new CustomerRows(),
        ImportKind.Usage => new UsageRows(),
        ImportKind.Turnover => new TurnoverRows(),
        ImportKind.Certificates => new CertificateRows(),
        _ => new KeyRows(),
    };
}
