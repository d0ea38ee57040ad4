using Npgsql;
using Tessera.Domain.Catalogue;

namespace Tessera.TestKit;

/// <summary>Both tenants with their rules, their people, five partners and one customer each: the ground on which a test puts its own keys.</summary>
public static class SmallWorld
{
    public static readonly Guid Brenta = Guid.Parse("0b000000-0000-7000-8000-000000000001");
    public static readonly Guid Lagune = Guid.Parse("0b000000-0000-7000-8000-000000000002");
    public static readonly Guid Colli = Guid.Parse("0b000000-0000-7000-8000-000000000003");
    public static readonly Guid Fjord = Guid.Parse("0b000000-0000-7000-8000-000000000004");
    public static readonly Guid Nordlys = Guid.Parse("0b000000-0000-7000-8000-000000000005");

    /// <summary>A customer of allnet, looked after by Brenta.</summary>
    public static readonly Guid Rossi = Guid.Parse("0c000000-0000-7000-8000-000000000001");

    /// <summary>A customer of vcom, looked after by Fjord Telekom.</summary>
    public static readonly Guid Havn = Guid.Parse("0c000000-0000-7000-8000-000000000002");

    public const string BrentaVatId = "IT00743110157";
    public const string LaguneVatId = "FR83404833048";

    private static readonly (Person Person, string Role, Guid? Partner)[] Members =
    [
        (Person.Giulia, "OPERATOR", null), (Person.Marco, "OPERATOR", null), (Person.AllnetErp, "OPERATOR", null), (Person.Elena, "OWNER", Brenta), (Person.Davide, "SALES", Brenta),
        (Person.Sara, "SUPPORT", Brenta), (Person.Paolo, "PURCHASE", Brenta), (Person.Camille, "OWNER", Lagune), (Person.Hugo, "SALES", Lagune), (Person.Anna, "OWNER", Colli),
        (Person.Ingrid, "OPERATOR", null), (Person.VcomErp, "OPERATOR", null), (Person.Ola, "OWNER", Fjord), (Person.Kari, "SUPPORT", Fjord), (Person.Nils, "OWNER", Nordlys),
    ];

    /// <summary>A migrated database with this world in it.</summary>
    public static async Task<TestDatabase> CreateAsync()
    {
        var database = await PostgresServer.CopyAsync();
        await using var source = NpgsqlDataSource.Create(database.Superuser);
        await ExecuteAsync(source, """
            INSERT INTO tenant (id, slug, name, currency, time_zone, languages) VALUES
              (1, 'allnet', 'Allnet.Italia', 'EUR', 'Europe/Rome', '{it,en,fr}'), (2, 'vcom', 'Vcom AS', 'NOK', 'Europe/Oslo', '{nb,en}')
            """);
        foreach (var (id, slug) in new[] { (1, "allnet"), (2, "vcom") })
            await ExecuteAsync(source, "INSERT INTO rule_book (tenant_id, revision, body, published_at, published_by) VALUES ($1, 1, $2::jsonb, now(), 'test')", id, RuleBooks.Write(RuleBooks.Load(slug)));
        await PartnerAsync(source, 1, Brenta, "Brenta Telefonia Srl", BrentaVatId, "IT");
        await PartnerAsync(source, 1, Lagune, "Lagune Voix SARL", LaguneVatId, "FR");
        await PartnerAsync(source, 1, Colli, "Studio Colli", "IT01234567897", "IT");
        await PartnerAsync(source, 2, Fjord, "Fjord Telekom AS", "NO923609016MVA", "NO");
        await PartnerAsync(source, 2, Nordlys, "Nordlys IKT AS", "NO974760673MVA", "NO");
        await CustomerAsync(source, 1, Rossi, Brenta, "Officine Rossi Srl", "info@rossi.example", "IT");
        await CustomerAsync(source, 2, Havn, Fjord, "Havn Transport AS", "post@havn.example", "NO");
        foreach (var (person, role, partner) in Members)
            await ExecuteAsync(source, """
                INSERT INTO membership (tenant_id, membership_id, directory_id, object_id, application, name, login, role, partner_id, language, created_at)
                VALUES ($1, $2, $3, $2, $4, $5, $5, $6, $7, 'en', now())
                """, person.Tenant == "allnet" ? 1 : 2, person.Id, person.Directory, person.Name.EndsWith("ERP", StringComparison.Ordinal), person.Name, role, (object?)partner ?? DBNull.Value);
        return database;
    }

    public static async Task CustomerAsync(NpgsqlDataSource source, int tenant, Guid id, Guid? partner, string name, string email, string country) => await ExecuteAsync(
        source,
        "INSERT INTO customer (tenant_id, customer_id, partner_id, name, email, country, language, created_at, search) VALUES ($1, $2, $3, $4, $5, $6, 'en', now(), array_to_tsvector($7))",
        tenant, id, (object?)partner ?? DBNull.Value, name, email, country, Server.Modules.Search.Contracts.SearchWords.OfCustomer(tenant, name, email, null, null, null));

    private static async Task PartnerAsync(NpgsqlDataSource source, int tenant, Guid id, string name, string vatId, string country) => await ExecuteAsync(
        source,
        "INSERT INTO partner (tenant_id, partner_id, name, vat_id, country, city, language, level, created_at, search) VALUES ($1, $2, $3, $4, $5, 'Città', 'en', 'Bronze', now(), array_to_tsvector($6))",
        tenant, id, name, vatId, country, Server.Modules.Search.Contracts.SearchWords.OfPartner(tenant, name, vatId, null));

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync();
    }
}
