using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Keys.Commands;

/// <summary>A new key for a customer: bought, free, trial or not for resale (KL-1, KL-14, ED-1).</summary>
internal static class IssueKey
{
    internal sealed record Request(
        Guid CustomerId, KeyKind Kind, Edition Edition, int Size, Guid? PartnerId = null, bool Free = false, bool Trial = false, bool NotForResale = false,
        bool Education = false, DateOnly? StartsOn = null, int Years = 1, string? MajorVersion = null, string? Number = null, bool DryRun = false);

    private const string Taken = """
        SELECT EXISTS (SELECT FROM licence_key k JOIN customer c ON c.tenant_id = k.tenant_id AND c.customer_id = k.customer_id
                       WHERE k.tenant_id = $1 AND k.free AND k.closes_on IS NULL AND k.customer_id IN
                         (SELECT customer_id FROM customer WHERE tenant_id = $1 AND (customer_id = $2 OR lower(email) = lower($3)))),
               (SELECT count(*) FROM licence_key WHERE tenant_id = $1 AND partner_id = $4 AND not_for_resale AND closes_on IS NULL)::int
        """;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/keys/issue", (HttpContext context, KeyOffice office, CancellationToken ct) => office.RunAsync<Request>(context, nameof(IssueKey), (r, c) => PrepareAsync(r, c, ct), ct))
            .Operation(nameof(IssueKey)).WithName("issueKey").Accepts<Request>("application/json").Produces<Contracts.KeyDetailView>().ProducesProblem(422);

    private static async Task<KeyIssue> PrepareAsync(Request request, KeyOfficeCall call, CancellationToken ct)
    {
        if (await call.Parties.CustomerAsync(request.CustomerId, ct) is not { } customer) return KeyIssue.Refused(Problem.Invalid(new FieldProblem("customerId", "UNKNOWN_CUSTOMER", "There is no such customer in this programme.")));
        PartnerLink? partner = null;
        if (request.PartnerId is { } wanted && (partner = await call.Parties.PartnerAsync(wanted, ct)) is null) return KeyIssue.Refused(KeyParties.UnknownPartner("partnerId"));
        var number = ReissueKey.FreshNumber();
        if (request.Number is { } given && !LicenceNumber.TryParse(given, out number)) return KeyIssue.Refused(Problem.Invalid(new FieldProblem("number", "MALFORMED", "A key has 16 letters and digits in four groups.")));
        var (free, resale) = await TakenAsync(call, customer, partner, ct);
        var command = new KeyCommand.IssueKey(
            default, number, new CustomerId(customer.Id), partner is null ? null : new PartnerId(partner.Id), request.Kind, request.Edition, request.Size,
            request.Free, request.Trial, request.NotForResale, request.Education || customer.Education, request.StartsOn, request.Years, request.MajorVersion, free);
        return new KeyIssue(customer, partner, (book, at) =>
        {
            var asked = command with { Id = new KeyId(Guid.CreateVersion7(at.Now)), NotForResaleTaken = resale >= Allowed(book, partner, at.Today) };
            return new IssueDecision(KeyDecider.Decide(asked, Key.None, book, at.Today, at.Now, KeyDetails.ActorOf(call.Caller)), null, null);
        }, request.DryRun);
    }

    /// <summary>KL-14: as many as the partner’s level says.</summary>
    private static int Allowed(RuleBook book, PartnerLink? partner, DateOnly today) => book.Levels.InForce(today)?.Value.Row(partner?.Level)?.NfrKeys ?? 1;

    private static async Task<(bool Free, int NotForResale)> TakenAsync(KeyOfficeCall call, CustomerLink customer, PartnerLink? partner, CancellationToken ct) =>
        await call.Parties.Db.FirstAsync(
            call.Caller.TenantId,
            Sql.Of(Taken, call.Caller.TenantId, customer.Id, Contracts.KeyRow.Parameter(NpgsqlTypes.NpgsqlDbType.Text, customer.Email), Contracts.KeyRow.Parameter(NpgsqlTypes.NpgsqlDbType.Uuid, partner?.Id)),
            (NpgsqlDataReader r) => (r.GetBoolean(0), r.GetInt32(1)), ct);
}
