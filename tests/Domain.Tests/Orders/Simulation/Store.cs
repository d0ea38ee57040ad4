using Tessera.Domain.Keys;
using Tessera.Domain.Orders;

namespace Domain.Tests.Orders.Simulation;

/// <summary>The process died here; whatever it had not committed is gone.</summary>
internal sealed class Crash : Exception;

internal sealed class Table<TKey, TRow>
    where TKey : notnull
    where TRow : Row
{
    private readonly Dictionary<TKey, TRow> rows = [];

    public IEnumerable<TRow> Rows => rows.Values;

    public TRow? Find(TKey key) => rows.GetValueOrDefault(key);

    public TRow this[TKey key] => rows[key];

    public void Write(TKey key, TRow row) => rows[key] = row;
}

/// <summary>What PostgreSQL keeps: tables in memory, changed only by a whole <see cref="Unit"/> at once.</summary>
internal sealed class Store
{
    public Table<Tessera.Domain.Kernel.KeyId, KeyRow> Keys { get; } = new();

    public Table<Guid, QuoteRow> Quotes { get; } = new();

    public Table<Guid, OrderRow> Orders { get; } = new();

    public Table<Guid, PaymentRow> Payments { get; } = new();

    public Table<Guid, CreditRow> Credits { get; } = new();

    /// <summary>By reference: posted once.</summary>
    public Table<string, PostedRow> Ledger { get; } = new();

    /// <summary>By the provider's event id.</summary>
    public Table<string, InboxRow> Inbox { get; } = new();

    /// <summary>By dedupe.</summary>
    public Table<string, OutboxRow> Outbox { get; } = new();

    public IEnumerable<LedgerPosting> Postings => Ledger.Rows.SelectMany(row => row.Transaction.Postings);

    public Key KeyOf(Tessera.Domain.Kernel.KeyId id) => Keys[id].State;
}

/// <summary>One transaction: writes that hold together, each on the version that was read (0: the row must not exist).</summary>
internal sealed class Unit(Store store, Defect defect)
{
    private readonly List<Func<bool>> checks = [];
    private readonly List<Action> writes = [];

    public bool IsEmpty => writes.Count == 0;

    public Unit Put<TKey, TRow>(Table<TKey, TRow> table, TKey key, TRow row)
        where TKey : notnull
        where TRow : Row
    {
        var unchecked_ = defect == Defect.NoExpectedVersion && row is KeyRow || defect == Defect.NoUniqueReference && row is PostedRow or PaymentRow or OrderRow;
        checks.Add(() => unchecked_ || (table.Find(key)?.Version ?? 0) == row.Version);
        writes.Add(() => table.Write(Free(table, key), (TRow)Appended(table.Find(key), row) with { Version = row.Version + 1 }));
        return this;
    }

    /// <summary>Events are rows of their own: a writer who overwrites another's state does not take the other's events back.</summary>
    private static Row Appended(Row? current, Row row) => row is KeyRow key && current is KeyRow { Version: var there } known && there > key.Version
        ? key with { Events = known.Events.AddRange(key.Events.Skip(key.Version)) }
        : row;

    /// <summary>ON CONFLICT DO NOTHING.</summary>
    public Unit Once<TKey, TRow>(Table<TKey, TRow> table, TKey key, TRow row)
        where TKey : notnull
        where TRow : Row
    {
        writes.Add(() =>
        {
            if (table.Find(key) is null)
            {
                table.Write(key, row with { Version = 1 });
            }
        });
        return this;
    }

    public Unit Require(Func<Store, bool> holds)
    {
        checks.Add(() => holds(store));
        return this;
    }

    /// <returns>False: another writer was first and nothing is written.</returns>
    public bool Commit()
    {
        if (!checks.All(check => check()))
        {
            return false;
        }

        writes.ForEach(write => write());
        return true;
    }

    /// <summary>Without its unique reference a posting is simply written again.</summary>
    private TKey Free<TKey, TRow>(Table<TKey, TRow> table, TKey key)
        where TKey : notnull
        where TRow : Row
    {
        if (defect != Defect.NoUniqueReference || key is not string reference || typeof(TRow) != typeof(PostedRow))
        {
            return key;
        }

        while (table.Find((TKey)(object)reference) is not null)
        {
            reference += "'";
        }

        return (TKey)(object)reference;
    }
}
