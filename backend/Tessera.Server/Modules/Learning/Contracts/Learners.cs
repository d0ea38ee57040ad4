using Npgsql;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Learning.Contracts;

/// <summary>Somebody of a partner, as learning knows them.</summary>
/// <param name="Login">Where mails go, if it is an address.</param>
/// <param name="Language">Theirs, else their partner's.</param>
internal sealed record Learner(Guid Id, string Name, string Login, string Language, Guid PartnerId, string PartnerName, bool Disabled);

internal static class Learners
{
    private const string Columns = """
        SELECT m.membership_id, m.name, m.login, coalesce(m.language, p.language, $3), m.partner_id, p.name, m.disabled_at IS NOT NULL
        FROM membership m JOIN partner p ON p.tenant_id = m.tenant_id AND p.partner_id = m.partner_id
        """;

    private const string ById = Columns + " WHERE m.tenant_id = $1 AND m.membership_id = ANY($2) AND NOT m.application ORDER BY m.membership_id";

    /// <summary>Those who may come in before those who may not: an address that somebody left behind means whoever has it now.</summary>
    private const string ByLogin = Columns + " WHERE m.tenant_id = $1 AND lower(m.login) = ANY($2) AND NOT m.application ORDER BY m.disabled_at IS NOT NULL, m.created_at DESC, m.membership_id";

    public static NpgsqlBatchCommand Named(Tenant tenant, params Guid[] people) => Sql.Of(ById, tenant.Id, people, tenant.Languages[0]);

    /// <param name="logins">In lower case.</param>
    public static NpgsqlBatchCommand Called(Tenant tenant, string[] logins) => Sql.Of(ByLogin, tenant.Id, logins, tenant.Languages[0]);

    public static Learner Read(NpgsqlDataReader r) => new(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetGuid(4), r.GetString(5), r.GetBoolean(6));

    /// <returns>Null: nobody of a partner has that id.</returns>
    public static async Task<Learner?> FindAsync(TenantTransaction transaction, Tenant tenant, Guid person, CancellationToken ct) =>
        (await transaction.QueryAsync(Named(tenant, person), Read, ct)).FirstOrDefault();
}
