using Npgsql;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Partners.Contracts;

namespace Tessera.Server.Modules.Customers.Contracts;

/// <summary>A customer as /v1 shows it.</summary>
/// <param name="Partner">Whose customer it is; a partner is told only of itself.</param>
internal sealed record CustomerEntry(
    Guid Id, string Name, string? Email, string? VatId, string? Country, string? City, string? Language, bool Education, PartnerEntry? Partner, DateTimeOffset CreatedAt);

/// <summary>A customer's row.</summary>
internal sealed record CustomerRow(Guid Id, string Name, string? Email, string? VatId, string? Country, string? City, string? Language, bool Education, DateTimeOffset CreatedAt, Guid? PartnerId, string? Reference)
{
    public const string Columns = "customer_id, name, email, vat_id, country, city, language, education, created_at, partner_id, reference";

    public static CustomerRow Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetString(1), r.TextOrNull(2), r.TextOrNull(3), r.TextOrNull(4), r.TextOrNull(5), r.TextOrNull(6), r.GetBoolean(7), r.Moment(8), r.GuidOrNull(9), r.TextOrNull(10));

    public CustomerFields Fields => new(Name, Email, VatId, Country, City, Language, Education);

    /// <summary>The partner this reader may be told of.</summary>
    public Guid? PartnerShownTo(Caller caller) => caller.IsOperator || PartnerId == caller.PartnerId ? PartnerId : null;

    public CustomerEntry Entry(PartnerEntry? partner) => new(Id, Name, Email, VatId, Country, City, Language, Education, partner, CreatedAt);
}
