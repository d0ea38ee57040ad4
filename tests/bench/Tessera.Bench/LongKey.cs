using System.Globalization;
using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Keys;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Bench;

/// <summary>Two keys of tenant 1: one with ten events, one with ten thousand (a PBX that reports every day, for long). Asking either must cost the same.</summary>
internal static class LongKey
{
    public static async Task<int> MakeAsync(string app, string folder)
    {
        await using var source = NpgsqlDataSource.Create(app);
        var db = new TenantDb(source);
        var book = RuleBooks.Load("allnet");
        var lines = new List<string>();
        foreach (var (n, wanted) in new[] { (0, 10), (1, 10_000) })
        {
            var loaded = await db.FirstAsync(1, LoadedKey.ById(1, World.Id(3, 1, n), null), LoadedKey.Map, default) ?? throw new InvalidOperationException("no such key");
            Key key = new Key.OpenKey(loaded.Facts);
            var from = loaded.Facts.Version;
            var events = new List<KeyEvent>();
            var day = DateOnly.FromDateTime(DateTime.UtcNow);
            for (var i = 0; from + events.Count < wanted; i++)
            {
                if (KeyDecider.Decide(new KeyCommand.ReportUsage(10 + i % 50), key, book, day, DateTimeOffset.UtcNow, new Actor("PBX")) is not Decision.Accepted { Events: [var happened] }) continue;
                key = key.Evolve(happened);
                events.Add(happened);
            }

            await db.WriteAsync(1, [KeySql.Moved(1, KeyRow.Of(key.Known!, book, 1, loaded.Customer.Name), from), KeySql.Events(1, loaded.Facts.Id.Value, from + 1, events)], default);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"t1 {loaded.Facts.Number.Value} {wanted}"));
        }

        await File.WriteAllLinesAsync(Path.Combine(folder, "long-keys.txt"), lines);
        return 0;
    }
}
