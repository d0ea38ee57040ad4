using Npgsql;
using Tessera.Domain.Joining;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Joining.Contracts;

internal sealed record ApplicationPartnerView(Guid Id, string Name);

/// <summary>An application as /v1 shows it.</summary>
/// <param name="Partner">What it became; where it waits, the partner that has its VAT id already.</param>
/// <param name="Reason">Why it was declined.</param>
internal sealed record ApplicationView(
    Guid Id, ApplicationState State, string Company, string VatId, string Country, string? City, string Contact, string Email, string Language, DateTimeOffset ReceivedAt, DateTimeOffset? DecidedAt, string? DecidedBy,
    string? Reason, ApplicationPartnerView? Partner);

/// <summary>An application's row.</summary>
internal sealed record ApplicationRow(
    Guid Id, ApplicationState State, string Company, string VatId, string Country, string? City, string Contact, string Email, string Language, DateTimeOffset ReceivedAt, DateTimeOffset? DecidedAt, string? DecidedBy,
    string? Reason, Guid? PartnerId)
{
    public const string Columns = "application_id, state, company, vat_id, country, city, contact, email, language, received_at, decided_at, decided_by, reason, partner_id";

    private const string InsertOne = """
        INSERT INTO partner_application (tenant_id, application_id, form_id, state, company, vat_id, country, city, contact, email, language, received_at)
        VALUES ($1, $2, $3, 'RECEIVED', $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING
        """;

    /// <summary>With every other one of that company: two operators who approve two of them come one after the other.</summary>
    private const string Lock = $"""
        SELECT {Columns} FROM partner_application
        WHERE tenant_id = $1 AND vat_id = (SELECT vat_id FROM partner_application WHERE tenant_id = $1 AND application_id = $2) ORDER BY application_id FOR UPDATE
        """;

    private const string Decide = "UPDATE partner_application SET state = $3, decided_at = $4, decided_by = $5, reason = $6, partner_id = $7 WHERE tenant_id = $1 AND application_id = $2";
    private const string WithVatId = "SELECT partner_id, name, vat_id FROM partner WHERE tenant_id = $1 AND vat_id = ANY($2) ORDER BY partner_id";
    private const string Named = "SELECT partner_id, name FROM partner WHERE tenant_id = $1 AND partner_id = ANY($2)";

    public static ApplicationRow Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), Enum.Parse<ApplicationState>(r.GetString(1), ignoreCase: true), r.GetString(2), r.GetString(3), r.GetString(4), r.TextOrNull(5), r.GetString(6), r.GetString(7), r.GetString(8), r.Moment(9),
        r.MomentOrNull(10), r.TextOrNull(11), r.TextOrNull(12), r.GuidOrNull(13));

    /// <summary>Null: there is no such application.</summary>
    public static async Task<ApplicationRow?> LockAsync(TenantTransaction transaction, int tenant, Guid id, CancellationToken ct) =>
        (await transaction.QueryAsync(Sql.Of(Lock, tenant, id), Read, ct)).FirstOrDefault(row => row.Id == id);

    /// <summary>The partners a page of applications speaks of: what they became, or who has their VAT id.</summary>
    public static async Task<Func<ApplicationRow, ApplicationView>> ViewsAsync(TenantDb db, int tenant, IReadOnlyList<ApplicationRow> rows, CancellationToken ct) => await db.ReadAsync<Func<ApplicationRow, ApplicationView>>(
        tenant, [Sql.Of(Named, tenant, rows.Select(r => r.PartnerId).OfType<Guid>().Distinct().ToArray()), Sql.Of(WithVatId, tenant, rows.Select(r => r.VatId).Distinct().ToArray())],
        async (reader, token) =>
        {
            var became = (await TenantDb.RowsAsync(reader, r => new ApplicationPartnerView(r.GetGuid(0), r.GetString(1)), token)).ToDictionary(p => p.Id);
            await reader.NextResultAsync(token);
            var known = (await TenantDb.RowsAsync(reader, r => (VatId: r.GetString(2), Partner: new ApplicationPartnerView(r.GetGuid(0), r.GetString(1))), token)).ToLookup(p => p.VatId, p => p.Partner);
            return (ApplicationRow row) => row.View(row.State switch
            {
                ApplicationState.Approved => became.GetValueOrDefault(row.PartnerId!.Value),
                ApplicationState.Received => known[row.VatId].FirstOrDefault(),
                _ => null,
            });
        },
        ct);

    public static async Task<ApplicationPartnerView?> KnownAsync(TenantTransaction transaction, int tenant, string vatId, CancellationToken ct) =>
        (await transaction.QueryAsync(Sql.Of(WithVatId, tenant, new[] { vatId }), r => new ApplicationPartnerView(r.GetGuid(0), r.GetString(1)), ct)).FirstOrDefault();

    public ApplicationView View(ApplicationPartnerView? partner) => new(Id, State, Company, VatId, Country, City, Contact, Email, Language, ReceivedAt, DecidedAt, DecidedBy, Reason, partner);

    public NpgsqlBatchCommand Insert(int tenant, Guid form) => Sql.Of(InsertOne, tenant, Id, form, Company, VatId, Country, City, Contact, Email, Language, ReceivedAt);

    public ApplicationRow Decided(ApplicationState state, DateTimeOffset now, string by, string? reason, Guid? partner) =>
        this with { State = state, DecidedAt = now, DecidedBy = by, Reason = reason, PartnerId = partner };

    public NpgsqlBatchCommand Update(int tenant) => Sql.Of(Decide, tenant, Id, State.ToString().ToUpperInvariant(), DecidedAt, DecidedBy, Reason, PartnerId);
}
