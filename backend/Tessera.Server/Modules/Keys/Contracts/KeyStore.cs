using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Platform.Events;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Keys.Contracts;

/// <summary>What a write on a key came to.</summary>
internal abstract record KeyOutcome
{
    /// <param name="Changed">False: everything asked for already held and nothing was written.</param>
    internal sealed record Accepted(LoadedKey Key, bool Changed) : KeyOutcome;

    internal sealed record Refused(Refusal Refusal) : KeyOutcome;

    internal sealed record Unknown : KeyOutcome;

    /// <param name="Current">The key as it is, for whoever expected another version.</param>
    internal sealed record Conflict(LoadedKey Current) : KeyOutcome;
}

/// <summary>One write: which key, as seen by whom, decided how and at which moment, with what else in the same transaction.</summary>
internal sealed record KeyWrite(int Tenant, Func<NpgsqlBatchCommand> Load, Func<LoadedKey, RuleBook, DateTimeOffset, Decision> Decide)
{
    public int? ExpectedVersion { get; init; }

    /// <summary>Decide and answer, keep nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Rows that belong to the write: audit, kept answer. Asked also where nothing changed: an answer is kept then too.</summary>
    public Func<LoadedKey, LoadedKey, IReadOnlyList<KeyEvent>, DateTimeOffset, ValueTask<NpgsqlBatchCommand[]>> Beside { get; init; } = (_, _, _, _) => new([]);
}

/// <summary>
/// The single writer of a key: load the fold, decide, append at the expected version with row, timeline and search words in one
/// batch. PostgreSQL serialises writers of one key; the loser decides again, once.
/// </summary>
internal sealed class KeyStore(TenantDb db, TenantRules rules, ChangeFeed feed, TimeProvider clock)
{
    private const int Attempts = 2;

    public async Task<KeyOutcome> TransactAsync(KeyWrite write, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var loaded = await db.FirstAsync(write.Tenant, write.Load(), LoadedKey.Map, ct);
            if (loaded is null) return new KeyOutcome.Unknown();
            if (write.ExpectedVersion is { } expected && expected != loaded.Facts.Version) return new KeyOutcome.Conflict(loaded);

            var (revision, book) = await rules.OfAsync(write.Tenant, ct);
            // Read after the key was: whoever wrote before, wrote at an earlier moment, also where this is decided again (I12).
            var now = clock.GetUtcNow();
            var decision = write.Decide(loaded, book, now);
            if (decision is Decision.Refused refused) return new KeyOutcome.Refused(refused.Refusal);
            var accepted = (Decision.Accepted)decision;
            var after = loaded with { Facts = Apply(new Key.OpenKey(loaded.Facts), accepted.Events) };
            if (after.Facts.Partner?.Value != loaded.Partner?.Id) after = after with { Partner = await PartnerAsync(write.Tenant, after.Facts.Partner, ct) };
            if (write.DryRun) return new KeyOutcome.Accepted(after, accepted.Events.Length > 0);
            NpgsqlBatchCommand[] statements = [.. Statements(write.Tenant, loaded, after, accepted.Events, book, revision), .. await write.Beside(loaded, after, accepted.Events, now)];
            try
            {
                if (statements.Length > 0) await db.WriteAsync(write.Tenant, statements, ct);
            }
            catch (PostgresException conflict) when (Raced(conflict) && attempt < Attempts)
            {
                continue;
            }
            catch (PostgresException conflict) when (Raced(conflict))
            {
                return new KeyOutcome.Conflict(loaded);
            }

            if (accepted.Events.Length > 0) feed.Publish(Told(write.Tenant, loaded.Facts, after.Facts));
            return new KeyOutcome.Accepted(after, accepted.Events.Length > 0);
        }
    }

    /// <summary>Another writer of the same key came first: the event's version was taken, or two writers waited for each other.</summary>
    public static bool Raced(PostgresException e) =>
        e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "key_event_pkey" } || e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    public static KeyFacts Apply(Key key, IReadOnlyList<KeyEvent> events)
    {
        foreach (var happened in events) key = key.Evolve(happened);
        return key.Known ?? throw new InvalidOperationException("events of a key leave a key");
    }

    /// <summary>Screens of the partner before, after and waiting see the change.</summary>
    public static Change Told(int tenant, KeyFacts? before, KeyFacts after)
    {
        var partners = new HashSet<Guid>();
        foreach (var partner in (ReadOnlySpan<PartnerId?>)[before?.Partner, before?.Transfer?.ToPartner, after.Partner, after.Transfer?.ToPartner])
            if (partner is { } p) partners.Add(p.Value);
        return new Change(tenant, "key", after.Id.Value, after.Version, [.. partners]);
    }

    private static IEnumerable<NpgsqlBatchCommand> Statements(int tenant, LoadedKey before, LoadedKey after, IReadOnlyList<KeyEvent> events, RuleBook book, int revision)
    {
        if (events.Count == 0) yield break;
        var row = KeyRow.Of(after.Facts, book, revision, after.Customer.Name);
        var key = after.Facts.Id.Value;
        yield return KeySql.Moved(tenant, row, before.Facts.Version);
        yield return KeySql.Events(tenant, key, before.Facts.Version + 1, events);
        if (before.Facts.Activation != after.Facts.Activation) yield return KeySql.Bound(tenant, after.Facts);
        if (before.Facts.Number != after.Facts.Number) yield return KeySql.Retired(tenant, key, before.Facts.Number.Value, events[^1].At);
        if (before.Facts.Number != after.Facts.Number || before.Facts.Fqdn != after.Facts.Fqdn || before.Partner?.Id != after.Partner?.Id)
            yield return KeySql.Found(tenant, key, row.Search(tenant, after.Customer.Name, after.Partner?.Name));
    }

    private async Task<PartnerLink?> PartnerAsync(int tenant, PartnerId? partner, CancellationToken ct) => partner is { } id
        ? await db.FirstAsync(tenant, Sql.Of($"SELECT {LoadedKey.PartnerColumns} FROM partner WHERE tenant_id = $1 AND partner_id = $2", tenant, id.Value), LoadedKey.MapPartner, ct)
        : null;
}
