using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Platform.Events;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Imports.Rows;

/// <summary>A key a chunk works on: as it was, and what the chunk's rows have made of it so far.</summary>
internal sealed class WorkedKey(KeyFacts? before, string customerName)
{
    public KeyFacts? Before => before;

    public Key Key { get; private set; } = before is null ? Key.None : new Key.OpenKey(before);

    public List<KeyEvent> Events { get; } = [];

    public string CustomerName { get; set; } = customerName;

    public KeyFacts Facts => Key.Known ?? throw new InvalidOperationException("a key is decided before it is asked for");

    /// <summary>Null: taken, and whether it changed anything.</summary>
    public (Refusal? Refusal, bool Changed) Decide(KeyCommand command, Chunk chunk)
    {
        var decision = KeyDecider.Decide(command, Key.AsOf(chunk.Today), chunk.Rules.Book, chunk.Today, chunk.Now, new Actor(chunk.Actor));
        if (decision is Decision.Refused refused) return (refused.Refusal, false);
        var accepted = (Decision.Accepted)decision;
        foreach (var happened in accepted.Events)
        {
            Events.Add(happened);
            Key = Key.Evolve(happened);
        }

        return (null, accepted.Events.Length > 0);
    }
}

/// <summary>The keys a chunk's rows name, by any number they have or had.</summary>
internal sealed class WorkedKeys
{
    private const string Load = """
        SELECT k.number, k.key_id, k.state, k.customer_name FROM licence_key k WHERE k.tenant_id = $1 AND k.number = ANY($2)
        UNION ALL
        SELECT r.number, k.key_id, k.state, k.customer_name FROM retired_number r JOIN licence_key k ON k.tenant_id = r.tenant_id AND k.key_id = r.key_id
        WHERE r.tenant_id = $1 AND r.number = ANY($2)
        """;

    private readonly Dictionary<string, WorkedKey> _byNumber = [];
    private readonly Dictionary<Guid, WorkedKey> _byId = [];

    public static async Task<WorkedKeys> LoadAsync(Chunk chunk, IEnumerable<LicenceNumber> numbers, CancellationToken ct)
    {
        var keys = new WorkedKeys();
        var asked = numbers.Select(n => n.Value).Distinct().ToArray();
        if (asked.Length == 0) return keys;
        var found = await chunk.Transaction.QueryAsync(
            Sql.Of(Load, chunk.Tenant.Id, asked), r => (Number: r.GetString(0), Id: r.GetGuid(1), State: r.GetFieldValue<byte[]>(2), Customer: r.GetString(3)), ct);
        foreach (var (number, id, state, customer) in found)
        {
            if (!keys._byId.TryGetValue(id, out var key)) keys._byId[id] = key = new WorkedKey(KeyJson.ReadFacts(state), customer);
            keys._byNumber[number] = key;
        }

        return keys;
    }

    public WorkedKey? Find(LicenceNumber number) => _byNumber.GetValueOrDefault(number.Value);

    public WorkedKey FindOrNew(LicenceNumber number, string customerName)
    {
        if (!_byNumber.TryGetValue(number.Value, out var key)) _byNumber[number.Value] = key = new WorkedKey(null, customerName);
        return key;
    }

    /// <summary>What the chunk changed, as one statement per table; and who is told of it.</summary>
    public void Finish(Chunk chunk, Judgement judgement)
    {
        var moved = _byNumber.Values.Distinct().Where(k => k.Events.Count > 0).ToList();
        foreach (var key in moved.Where(k => k.Before is not null)) judgement.Moved.Add(Told(chunk.Tenant.Id, key.Before!, key.Facts));
        judgement.WriteAsync = async ct =>
        {
            if (moved.Count == 0) return;
            var names = await Parties.PartnerNamesAsync(chunk, moved.Where(k => k.Facts.Partner is not null).Select(k => k.Facts.Partner!.Value.Value), ct);
            var steps = moved.ConvertAll(k => new KeyStep(k.Before, k.Facts, k.Events, k.CustomerName, k.Facts.Partner is { } p ? names.GetValueOrDefault(p.Value) : null));
            await chunk.Transaction.WriteAsync(KeyBatch.Statements(chunk.Tenant.Id, chunk.Rules.Book, chunk.Rules.Revision, steps), ct);
        };
    }

    private static Change Told(int tenant, KeyFacts before, KeyFacts after) => new(
        tenant, "key", after.Id.Value, after.Version,
        [.. new[] { before.Partner, before.Transfer?.ToPartner, after.Partner, after.Transfer?.ToPartner }.Where(p => p is not null).Select(p => p!.Value.Value).Distinct()]);
}
