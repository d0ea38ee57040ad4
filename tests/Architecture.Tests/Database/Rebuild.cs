using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;
using Tessera.Server.Modules.Keys.Contracts;

namespace Architecture.Tests.Database;

/// <summary>Makes every key again from its events, with the code of the product, and compares it with what is stored (PROOFS.md I3, I4).</summary>
internal static class Rebuild
{
    private sealed record Happened(int Tenant, Guid Key, KeyEvent Event);

    private sealed record Stored(int Tenant, Guid Key, int Revision, string CustomerName, string State, object?[] Row);

    /// <summary>How many keys were made again, and a line for every difference.</summary>
    public static async Task<(int Keys, List<string> Differences)> CompareAsync(Superuser superuser)
    {
        var books = (await superuser.RowsAsync("SELECT tenant_id, revision, body::text FROM rule_book", r => (Key: (r.GetInt32(0), r.GetInt32(1)), Book: RuleBooks.Read(r.GetString(2))))).ToDictionary(b => b.Key, b => b.Book);
        var streams = (await superuser.RowsAsync(
            "SELECT tenant_id, key_id, name, body::text FROM key_event ORDER BY tenant_id, key_id, version",
            r => new Happened(r.GetInt32(0), r.GetGuid(1), KeyJson.ReadEvent(r.GetString(2), Encoding.UTF8.GetBytes(r.GetString(3)))))).ToLookup(h => (h.Tenant, h.Key), h => h.Event);
        var columns = string.Join(", ", KeyRow.Columns.Select(c => c.Name));
        var rows = await superuser.RowsAsync($"SELECT tenant_id, key_id, rule_revision, customer_name, state::text, {columns} FROM licence_key", Read);
        var differences = new List<string>();
        foreach (var stored in rows)
        {
            var book = books[(stored.Tenant, stored.Revision)];
            var key = Key.None;
            foreach (var happened in streams[(stored.Tenant, stored.Key)])
            {
                key = key.Evolve(happened);
                if (TooOftenBound(key.Known!, book)) differences.Add($"{stored.Key} was bound more often than allowed, at version {key.Known!.Version}");
            }

            if (key.Known is not { } facts)
            {
                differences.Add($"{stored.Key} has a row and no events");
                continue;
            }

            if (Encoding.UTF8.GetString(KeyJson.WriteFacts(facts)) != stored.State) differences.Add($"{stored.Key} has another state than its events");
            var made = KeyRow.Of(facts, book, stored.Revision, stored.CustomerName).Values;
            for (var i = 0; i < made.Length; i++)
                if (!Same(made[i], stored.Row[i])) differences.Add($"{stored.Key}.{KeyRow.Columns[i].Name} is {stored.Row[i] ?? "null"} and would be made {made[i] ?? "null"}");
        }

        return (rows.Count, differences);
    }

    private static Stored Read(NpgsqlDataReader r)
    {
        var row = new object?[KeyRow.Columns.Length];
        for (var i = 0; i < row.Length; i++)
            row[i] = r.IsDBNull(i + 5) ? null : KeyRow.Columns[i].Type == NpgsqlDbType.Date ? r.GetFieldValue<DateOnly>(i + 5) : r.GetValue(i + 5);
        return new Stored(r.GetInt32(0), r.GetGuid(1), r.GetInt32(2), r.GetString(3), r.GetString(4), row);
    }

    /// <summary>KL-13 over the binding days the state remembers.</summary>
    private static bool TooOftenBound(KeyFacts facts, RuleBook book) =>
        facts.BoundOn is [.., var newest] && facts.BoundOn.Count(day => newest.DayNumber - day.DayNumber < 365) > book.Profile(newest).Value.ActivationsPerYear;

    /// <summary>PostgreSQL keeps microseconds.</summary>
    private static bool Same(object? made, object? kept) => (made, kept) switch
    {
        (DateTime a, DateTime b) => Math.Abs((a - b).Ticks) < TimeSpan.TicksPerMicrosecond,
        (float a, float b) => a.ToString("R", CultureInfo.InvariantCulture) == b.ToString("R", CultureInfo.InvariantCulture),
        _ => Equals(made, kept),
    };
}
