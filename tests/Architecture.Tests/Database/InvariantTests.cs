using Architecture.Tests.Kit;

namespace Architecture.Tests.Database;

/// <summary>tests/invariants.sql over a database in which keys have lived, and over the same one spoilt on purpose.</summary>
public sealed class InvariantTests(RunningCore running)
{
    private static readonly (string Name, string Sql)[] Statements = [.. Split(Sources.Read("tests/invariants.sql"))];

    [Fact]
    public async Task Everything_holds()
    {
        await using var superuser = await Superuser.OfAsync(await running.LivedAsync());
        var events = await superuser.LinesAsync("SELECT DISTINCT name FROM key_event");
        Rule.Holds(Math.Min(Statements.Length, events.Count), await Broken(superuser));
    }

    public static TheoryData<string, string> Damage => new()
    {
        { "DELETE FROM key_event WHERE version = 2", "I3: the versions of a key are exactly 1…n" },
        { "UPDATE licence_key SET version = version + 1 WHERE version = 1", "I3: row, state and stream of a key stand at one version" },
        { "DELETE FROM key_event e WHERE version = (SELECT max(version) FROM key_event n WHERE n.key_id = e.key_id)", "I3: row, state and stream of a key stand at one version" },
        { "UPDATE licence_key SET fingerprint = 'another' WHERE fingerprint IS NOT NULL", "I3: what the row repeats of the state is the same" },
        { "UPDATE licence_key SET customer_name = 'Someone else'", "I3: a customer is called the same on its own row, on its keys and in every partner's list" },
        { "UPDATE key_counter SET keys = keys + 1", "I3: keys counted per day (decision 0006) are the keys there are" },
        { "ALTER TABLE licence_key DISABLE TRIGGER key_moved; UPDATE licence_key SET last_day = last_day + 1 WHERE last_day < 'infinity'", "I3: keys counted per day (decision 0006) are the keys there are" },
        { "UPDATE scope_total SET customers = customers - 1", "I3: totals per partner and tenant are those of the rows" },
        { "ALTER TABLE licence_key DISABLE TRIGGER key_moved; UPDATE licence_key SET partner_id = NULL", "I3: a partner sees its own customers and those of whose keys it looks after some" },
        { "DELETE FROM key_event WHERE name = 'key.released.v1'", "I4: a key is bound to one installation at a time, at every version" },
        { "UPDATE activation SET fingerprint = 'another'", "I4: the binding devices are checked against is the stream's last one" },
        { "UPDATE licence_key k SET number = r.number FROM retired_number r WHERE r.key_id = k.key_id", "I4: a number that was withdrawn opens nothing" },
        { "UPDATE key_event SET body = jsonb_set(body::jsonb, '{partner}', to_jsonb((SELECT partner_id FROM partner WHERE tenant_id = 2 LIMIT 1)))::json WHERE tenant_id = 1 AND name = 'key.issued.v1'", "I6: whoever an event names is of the key's own tenant" },
        { "UPDATE audit_entry SET actor_id = (SELECT membership_id FROM membership WHERE tenant_id = 2 LIMIT 1) WHERE tenant_id = 1", "I6: whoever a row names without a foreign key is of its own tenant" },
        { "DELETE FROM audit_entry WHERE action = 'RenewKey'", "I11: what a person did to a key stands in the audit, at the same moment (a device's count and an import's rows stand in the stream and in the run)" },
        { "UPDATE audit_entry SET request_id = ''", "I11: an audit row says who, and by which request" },
        { "DELETE FROM idempotency WHERE at > (SELECT min(at) FROM idempotency)", "I11: an audited write of a person was made under an idempotency key (as far back as those are kept)" },
        { "UPDATE key_event SET at = at - interval '1 day' WHERE version = 2", "I12: no event happened before the one it follows" },
    };

    [Theory, MemberData(nameof(Damage))]
    public async Task Planted_damage_is_found(string damage, string invariant)
    {
        await using var superuser = await Superuser.OfAsync(await running.LivedAsync());
        var broken = await superuser.PlantedAsync(damage, () => Broken(superuser));
        Assert.Contains(broken, b => b.StartsWith(invariant, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_statement_is_broken_by_some_damage() =>
        Rule.Holds(Statements.Length, Statements.Select(s => s.Name).Except(Damage.Select(d => d.Data.Item2)));

    internal static async Task<List<string>> Broken(Superuser superuser)
    {
        var broken = new List<string>();
        foreach (var (name, sql) in Statements)
            if (await superuser.LinesAsync(sql) is { Count: > 0 } rows) broken.Add($"{name}: {rows.Count} rows, first {rows[0]}");
        return broken;
    }

    /// <summary>Each statement with the comment line above it.</summary>
    private static IEnumerable<(string Name, string Sql)> Split(string script)
    {
        foreach (var part in script.Split("\n\n"))
        {
            var name = part.Split('\n').LastOrDefault(l => l.StartsWith("-- I", StringComparison.Ordinal))?[3..];
            if (name is not null && part.TrimEnd().EndsWith(';')) yield return (name, part);
        }
    }
}
