using System.Buffers.Binary;
using Npgsql;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Server.Modules.Audit;

/// <summary>
/// Which part of the audit. Ids are UUIDv7, so a range of days is a range of ids and every filter stays in the order of an index.
/// </summary>
internal sealed class AuditFilter
{
    public static readonly QueryParameter[] Takes =
    [
        QueryParameter.Text("actor", "Who: a name or part of one."), QueryParameter.Text("action", "The operation's name, e.g. RenewKey."), QueryParameter.Id("object", "What it was done to."),
        QueryParameter.Id("objectId", "The same as object."), QueryParameter.Day("from", "First day."), QueryParameter.Day("to", "Last day."),
    ];

    private const int MostActors = 2_000;

    // Walks from name to name over the index: as many steps as there are names.
    private const string Actors = """
        WITH RECURSIVE names AS (
          (SELECT actor FROM audit_entry WHERE tenant_id = $1 ORDER BY actor LIMIT 1)
          UNION ALL
          SELECT (SELECT e.actor FROM audit_entry e WHERE e.tenant_id = $1 AND e.actor > n.actor ORDER BY e.actor LIMIT 1) FROM names n WHERE n.actor IS NOT NULL)
        SELECT actor FROM names WHERE actor IS NOT NULL LIMIT $2
        """;

    private readonly List<string> _conditions = ["tenant_id = $1"];
    private readonly List<object> _values = [];

    private AuditFilter(int tenant) => _values.Add(tenant);

    /// <summary>True where nobody has the name that was asked for.</summary>
    public bool Nothing { get; private set; }

    /// <summary>The problem tells what could not be read, the page's problems included.</summary>
    public static async Task<(AuditFilter Filter, Problem? Problem)> ReadAsync(QueryInput input, Caller caller, TenantDb db, CancellationToken ct)
    {
        var filter = new AuditFilter(caller.TenantId);
        var actor = input.Text("actor");
        if (input.Text("action") is { } action) filter.Add("action =", action);
        if ((input.Id("object") ?? input.Id("objectId")) is { } about) filter.Add("object_id =", about);
        var (from, to) = (input.Day("from"), input.Day("to"));
        if (from is { } first) filter.Add("audit_id >=", FirstId(caller.Tenant.EndOf(first.AddDays(-1))));
        if (to is { } last) filter.Add("audit_id <", FirstId(caller.Tenant.EndOf(last)));
        if (from > to) input.Add("to", "OUT_OF_RANGE", "The last day is before the first.");
        if (input.Problem is { } problem) return (filter, problem);
        if (actor is not null) await filter.NarrowToAsync(actor, caller.TenantId, db, ct);
        return (filter, null);
    }

    /// <summary>Newest first.</summary>
    public NpgsqlBatchCommand Page(Guid? before, int limit)
    {
        var (conditions, values) = (new List<string>(_conditions), new List<object>(_values));
        if (before is { } id)
        {
            values.Add(id);
            conditions.Add($"audit_id < ${values.Count}");
        }

        values.Add(limit);
        return Sql.Of($"SELECT {AuditView.Columns} FROM audit_entry WHERE {string.Join(" AND ", conditions)} ORDER BY audit_id DESC LIMIT ${values.Count}", [.. values]);
    }

    /// <summary>In the list's own order: without one, a limit lets the planner read the table from its start, through everybody's rows.</summary>
    public NpgsqlBatchCommand Counted() =>
        Sql.Of($"SELECT count(*) FROM (SELECT FROM audit_entry WHERE {string.Join(" AND ", _conditions)} ORDER BY audit_id DESC LIMIT 1001) bounded", [.. _values]);

    /// <summary>The smallest UUIDv7 of a moment.</summary>
    private static Guid FirstId(DateTimeOffset moment)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, moment.ToUnixTimeMilliseconds()) << 16);
        return new Guid(bytes, bigEndian: true);
    }

    private async Task NarrowToAsync(string actor, int tenant, TenantDb db, CancellationToken ct)
    {
        var names = await db.QueryAsync(tenant, Sql.Of(Actors, tenant, MostActors), r => r.GetString(0), ct);
        var wanted = SearchWords.Fold(actor);
        var matching = names.Where(n => SearchWords.Fold(n).Contains(wanted, StringComparison.Ordinal)).ToArray();
        if (matching.Length == 0 && names.Count == MostActors) matching = [actor];
        Nothing = matching.Length == 0;
        if (matching.Length == 1) Add("actor =", matching[0]);
        else Add("actor = ANY", matching, "({0})");
    }

    private void Add(string condition, object value, string form = "{0}")
    {
        _values.Add(value);
        _conditions.Add(condition + " " + form.Replace("{0}", $"${_values.Count}", StringComparison.Ordinal));
    }
}
