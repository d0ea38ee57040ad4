using Npgsql;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Home;

/// <summary>How many open keys have their last day on a day, and what renewing them would bring, per currency.</summary>
internal sealed record ExpiryDay(DateOnly Day, long Keys, IReadOnlyList<MoneyView> AtStake);

/// <summary>Days come from key_counter, which the writers of keys keep: as many rows as days, however many keys there are.</summary>
internal static class ExpiryDays
{
    /// <summary>Scope of a whole tenant in the counters.</summary>
    public static readonly Guid WholeTenant = Guid.Empty;

    private const string Days = """
        SELECT last_day, currency, sum(keys)::bigint, sum(at_stake)::bigint FROM key_counter
        WHERE tenant_id = $1 AND scope_id = $2 AND last_day >= $3 AND last_day <= $4 AND NOT closed
        GROUP BY last_day, currency ORDER BY last_day, currency
        """;

    public static NpgsqlBatchCommand Between(int tenant, Guid scope, DateOnly from, DateOnly to) => Sql.Of(Days, tenant, scope, from, to);

    /// <summary>Days without a key are left out.</summary>
    public static async Task<List<ExpiryDay>> ReadAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var rows = await TenantDb.RowsAsync(reader, r => (Day: r.GetFieldValue<DateOnly>(0), Currency: r.GetString(1), Keys: r.GetInt64(2), Minor: r.GetInt64(3)), ct);
        return [.. rows.GroupBy(r => r.Day).Select(g => new ExpiryDay(g.Key, g.Sum(r => r.Keys), [.. g.Where(r => r.Minor > 0).Select(r => new MoneyView(r.Minor, r.Currency))])).Where(d => d.Keys > 0)];
    }
}
