using Npgsql;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Messages.Contracts;

/// <summary>A partner's wishes about reminders.</summary>
/// <param name="Email">Null: the owners' addresses.</param>
internal sealed record ReminderSetting(bool Digest, bool RemindCustomers, string? Email)
{
    public static ReminderSetting Unsaid { get; } = new(true, false, null);

    public static NpgsqlBatchCommand Of(int tenant, Guid partner) =>
        Sql.Of("SELECT digest, remind_customers, email FROM reminder_setting WHERE tenant_id = $1 AND partner_id = $2", tenant, partner);

    public static ReminderSetting Read(NpgsqlDataReader row) => new(row.GetBoolean(0), row.GetBoolean(1), row.TextOrNull(2));
}

/// <summary>Who reads a reminder, and in which language.</summary>
internal sealed record Recipient(string Address, string Language);

/// <summary>A partner as reminders know it.</summary>
internal sealed record Addressee(Guid Id, string Name, ReminderSetting Setting, IReadOnlyList<Recipient> Recipients)
{
    private const string OfPartner = "SELECT name, language FROM partner WHERE tenant_id = $1 AND partner_id = $2";

    private const string OfOwners = """
        SELECT login, language FROM membership
        WHERE tenant_id = $1 AND partner_id = $2 AND role = 'OWNER' AND NOT application AND disabled_at IS NULL ORDER BY membership_id
        """;

    /// <summary>Null where there is no such partner.</summary>
    public static async Task<Addressee?> FindAsync(TenantDb db, Tenant tenant, Guid partner, CancellationToken ct)
    {
        var found = await db.ReadAsync(
            tenant.Id, [Sql.Of(OfPartner, tenant.Id, partner), ReminderSetting.Of(tenant.Id, partner), Sql.Of(OfOwners, tenant.Id, partner)],
            async (reader, token) =>
            {
                if (!await reader.ReadAsync(token)) return null;
                var (name, language) = (reader.GetString(0), reader.TextOrNull(1) ?? tenant.Languages[0]);
                await reader.NextResultAsync(token);
                var setting = await reader.ReadAsync(token) ? ReminderSetting.Read(reader) : ReminderSetting.Unsaid;
                await reader.NextResultAsync(token);
                var owners = await TenantDb.RowsAsync(reader, row => new Recipient(row.GetString(0), row.TextOrNull(1) ?? language), token);
                return new Addressee(partner, name, setting, Chosen(setting, owners, language));
            },
            ct);
        if (found is null || found.Recipients.Count == 0) return found;
        var willing = await Unsubscribed.OthersAsync(db, tenant.Id, [.. found.Recipients.Select(r => r.Address)], ct);
        return found with { Recipients = [.. found.Recipients.Where(r => willing.Contains(r.Address))] };
    }

    private static Recipient[] Chosen(ReminderSetting setting, List<Recipient> owners, string language) => setting.Email is { } email
        ? [owners.FirstOrDefault(o => MailAddresses.Folded(o.Address) == MailAddresses.Folded(email)) ?? new Recipient(email, language)]
        : [.. owners.Where(o => MailAddresses.IsAddress(o.Address)).DistinctBy(o => MailAddresses.Folded(o.Address))];
}
