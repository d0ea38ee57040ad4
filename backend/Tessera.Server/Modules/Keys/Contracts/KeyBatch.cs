using System.Text;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Server.Modules.Keys.Contracts;

/// <summary>What became of one key of a batch.</summary>
/// <param name="Before">Null: the key is new.</param>
/// <param name="PartnerName">Of the partner after it, for the words the key is found by.</param>
internal sealed record KeyStep(KeyFacts? Before, KeyFacts After, IReadOnlyList<KeyEvent> Events, string CustomerName, string? PartnerName);

/// <summary>
/// Many keys written at once, with the same rows as a single command writes: one statement per table whatever their number.
/// Where another writer of one of the keys was first, its event's version is taken and the whole batch is undone. A batch is
/// sorted by key, so that two of them wait for each other in one order.
/// </summary>
internal static class KeyBatch
{
    private static readonly string Names = string.Join(", ", KeyRow.Columns.Select(c => c.Name));
    private static readonly string Arrays = string.Join(", ", KeyRow.Columns.Select((c, i) => $"${i + 2}::{TypeOf(c.Type)}[]"));
    private static readonly string InsertRows = $"INSERT INTO licence_key (tenant_id, {Names}) SELECT $1, v.* FROM unnest({Arrays}) AS v ({Names})";

    private static readonly string UpdateRows = $"""
        UPDATE licence_key k SET {string.Join(", ", KeyRow.Columns.Skip(1).Select(c => $"{c.Name} = v.{c.Name}"))}
        FROM unnest({Arrays}, ${KeyRow.Columns.Length + 2}::int[]) AS v ({Names}, from_version)
        WHERE k.tenant_id = $1 AND k.key_id = v.key_id AND k.version = v.from_version
        """;

    private const string InsertEvents = """
        INSERT INTO key_event (tenant_id, key_id, version, at, actor, name, body)
        SELECT $1, e.* FROM unnest($2::uuid[], $3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::json[]) AS e
        """;

    private const string UpsertWords = """
        INSERT INTO key_search (tenant_id, key_id, search)
        SELECT $1, w.id, array_to_tsvector(string_to_array(w.words, ' ')) FROM unnest($2::uuid[], $3::text[]) AS w (id, words)
        ON CONFLICT (tenant_id, key_id) DO UPDATE SET search = excluded.search
        """;

    public static IReadOnlyList<NpgsqlBatchCommand> Statements(int tenant, RuleBook book, int revision, IReadOnlyList<KeyStep> steps)
    {
        var sorted = steps.Where(s => s.Events.Count > 0).OrderBy(s => s.After.Id.Value).ToList();
        var rows = sorted.ConvertAll(s => KeyRow.Of(s.After, book, revision, s.CustomerName));
        var added = Enumerable.Range(0, rows.Count).Where(i => sorted[i].Before is null).ToList();
        var moved = Enumerable.Range(0, rows.Count).Where(i => sorted[i].Before is not null).ToList();
        var statements = new List<NpgsqlBatchCommand>();
        if (added.Count > 0) statements.Add(Rows(InsertRows, tenant, added.ConvertAll(i => rows[i])));
        if (moved.Count > 0)
        {
            var update = Rows(UpdateRows, tenant, moved.ConvertAll(i => rows[i]));
            update.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. moved.Select(i => sorted[i].Before!.Version)] });
            statements.Add(update);
        }

        if (sorted.Count > 0) statements.Add(Events(tenant, sorted));
        var found = Enumerable.Range(0, rows.Count).Where(i => IsFoundOtherwise(sorted[i])).ToList();
        if (found.Count > 0)
        {
            var words = found.Select(i => SearchWords.Joined(rows[i].Search(tenant, sorted[i].CustomerName, sorted[i].PartnerName))).ToArray();
            statements.Add(Sql.Of(UpsertWords, tenant, found.Select(i => sorted[i].After.Id.Value).ToArray(), words));
        }

        foreach (var step in sorted) statements.AddRange(Rarely(tenant, step));
        return statements;
    }

    /// <summary>What a batch seldom brings: bindings to installations, numbers taken out of use.</summary>
    private static IEnumerable<NpgsqlBatchCommand> Rarely(int tenant, KeyStep step)
    {
        if (step.Before?.Activation != step.After.Activation) yield return KeySql.Bound(tenant, step.After);
        foreach (var leaked in step.After.LeakedNumbers)
            if (step.Before is null || !step.Before.LeakedNumbers.Contains(leaked)) yield return KeySql.Retired(tenant, step.After.Id.Value, leaked.Value, step.Events[^1].At);
    }

    private static bool IsFoundOtherwise(KeyStep step) =>
        step.Before is not { } before || before.Number != step.After.Number || before.Fqdn != step.After.Fqdn || before.Partner != step.After.Partner || before.Customer != step.After.Customer;

    private static NpgsqlBatchCommand Events(int tenant, List<KeyStep> steps)
    {
        var all = steps.SelectMany(s => s.Events.Select((e, i) => (Key: s.After.Id.Value, Version: (s.Before?.Version ?? 0) + i + 1, Event: e))).ToList();
        return Sql.Of(
            InsertEvents,
            tenant,
            all.Select(e => e.Key).ToArray(),
            all.Select(e => e.Version).ToArray(),
            new NpgsqlParameter { Value = all.Select(e => e.Event.At.UtcDateTime).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
            all.Select(e => e.Event.By).ToArray(),
            all.Select(e => KeyEventNames.Of(e.Event)).ToArray(),
            new NpgsqlParameter { Value = all.Select(e => Encoding.UTF8.GetString(KeyJson.WriteEvent(e.Event))).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json });
    }

    private static NpgsqlBatchCommand Rows(string text, int tenant, List<KeyRow> rows)
    {
        var command = new NpgsqlBatchCommand(text);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = tenant });
        for (var i = 0; i < KeyRow.Columns.Length; i++)
            command.Parameters.Add(new NpgsqlParameter { Value = Column(KeyRow.Columns[i].Type, i, rows), NpgsqlDbType = NpgsqlDbType.Array | KeyRow.Columns[i].Type });
        return command;
    }

    private static Array Column(NpgsqlDbType type, int at, List<KeyRow> rows) => type switch
    {
        NpgsqlDbType.Uuid => Of<Guid?>(at, rows),
        NpgsqlDbType.Integer => Of<int?>(at, rows),
        NpgsqlDbType.Bigint => Of<long?>(at, rows),
        NpgsqlDbType.Boolean => Of<bool?>(at, rows),
        NpgsqlDbType.Date => Of<DateOnly?>(at, rows),
        NpgsqlDbType.Real => Of<float?>(at, rows),
        NpgsqlDbType.TimestampTz => Of<DateTime?>(at, rows),
        _ => Of<string?>(at, rows),
    };

    private static T[] Of<T>(int at, List<KeyRow> rows)
    {
        var column = new T[rows.Count];
        for (var i = 0; i < column.Length; i++) column[i] = (T)rows[i].Values[at]!;
        return column;
    }

    private static string TypeOf(NpgsqlDbType type) => type switch
    {
        NpgsqlDbType.Uuid => "uuid",
        NpgsqlDbType.Integer => "int",
        NpgsqlDbType.Bigint => "bigint",
        NpgsqlDbType.Boolean => "boolean",
        NpgsqlDbType.Date => "date",
        NpgsqlDbType.Real => "real",
        NpgsqlDbType.TimestampTz => "timestamptz",
        NpgsqlDbType.Json => "json",
        _ => "text",
    };
}
