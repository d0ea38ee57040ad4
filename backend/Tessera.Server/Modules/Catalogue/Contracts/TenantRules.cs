using System.Collections.Concurrent;
using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Platform.Events;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Catalogue.Contracts;

/// <summary>A tenant's rule book and the number it was published under.</summary>
internal sealed record PublishedRules(int Revision, RuleBook Book);

/// <summary>
/// Each tenant's newest rule book, in memory. Asked for again after <see cref="Freshness"/>, and at once after a change or when
/// changes may have been missed.
/// </summary>
internal sealed class TenantRules : IDisposable
{
    /// <summary>Kind of the change that publishing a rule book announces.</summary>
    public const string ChangeKind = "rules";

    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<int, Kept> _kept = new();
    private readonly TenantDb _db;
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;

    public TenantRules(TenantDb db, TimeProvider clock, ChangeFeed changes)
    {
        (_db, _clock) = (db, clock);
        _subscription = changes.Subscribe(change =>
        {
            if (change.Kind == ChangeKind) Forget(change.Tenant);
        });
        changes.OnLoss(() =>
        {
            foreach (var tenant in _kept.Keys) Forget(tenant);
        });
    }

    /// <exception cref="InvalidOperationException">The tenant has no rule book: it was never set up.</exception>
    public ValueTask<PublishedRules> OfAsync(int tenant, CancellationToken ct) =>
        _kept.TryGetValue(tenant, out var kept) && _clock.GetElapsedTime(kept.CheckedAt) < Freshness ? new(kept.Rules) : new(RefreshAsync(tenant, kept, ct));

    public void Forget(int tenant)
    {
        if (_kept.TryGetValue(tenant, out var kept)) _kept.TryUpdate(tenant, kept with { CheckedAt = long.MinValue / 2 }, kept);
    }

    public void Dispose() => _subscription.Dispose();

    /// <summary>The body travels only when there is a newer one.</summary>
    private async Task<PublishedRules> RefreshAsync(int tenant, Kept? kept, CancellationToken ct)
    {
        var checkedAt = _clock.GetTimestamp();
        var newer = await _db.FirstAsync(
            tenant, Sql.Of("SELECT revision, body::text FROM rule_book WHERE revision > $1 ORDER BY revision DESC LIMIT 1", kept?.Rules.Revision ?? -1), Read, ct);
        var rules = newer ?? kept?.Rules ?? throw new InvalidOperationException($"Tenant {tenant} has no rule book.");
        _kept[tenant] = new Kept(rules, checkedAt);
        return rules;
    }

    private static PublishedRules Read(NpgsqlDataReader row) => new(row.GetInt32(0), RuleBooks.Read(row.GetString(1)));

    private sealed record Kept(PublishedRules Rules, long CheckedAt);
}
