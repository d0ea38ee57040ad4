using System.Text.Json.Serialization;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Customers.Contracts;
using Tessera.Server.Modules.Partners.Contracts;

namespace Tessera.Server.Modules.Customers;

/// <summary>
/// Changes what is known of a customer: a field that is left out stays, null clears it. A partner edits its own customers; those
/// it only looks after a key of belong to another, whose data they are.
/// </summary>
internal static class EditCustomer
{
    private static readonly Problem NotYours = new(
        StatusCodes.Status403Forbidden, "FORBIDDEN", "This customer belongs to another partner or to the distributor, who keep its data.", Facts: new Dictionary<string, string> { ["operation"] = nameof(EditCustomer) });

    /// <summary>Setting a field, even to null, is what tells "clear it" from "leave it".</summary>
    internal sealed record Body
    {
        private readonly HashSet<string> _given = [];

        public string? Name { get; init => field = Given(nameof(Name), value); }

        public string? Email { get; init => field = Given(nameof(Email), value); }

        public string? VatId { get; init => field = Given(nameof(VatId), value); }

        public string? Country { get; init => field = Given(nameof(Country), value); }

        public string? City { get; init => field = Given(nameof(City), value); }

        public string? Language { get; init => field = Given(nameof(Language), value); }

        public bool? Education { get; init; }

        [JsonIgnore]
        public bool IsEmpty => _given.Count == 0 && Education is null;

        public CustomerFields Over(CustomerFields before) => new CustomerFields(
            Of(nameof(Name), Name, before.Name), Of(nameof(Email), Email, before.Email), Of(nameof(VatId), VatId, before.VatId), Of(nameof(Country), Country, before.Country),
            Of(nameof(City), City, before.City), Of(nameof(Language), Language, before.Language), Education ?? before.Education).Kept();

        private string? Of(string field, string? wanted, string? before) => _given.Contains(field) ? wanted : before;

        private string? Given(string field, string? value)
        {
            _given.Add(field);
            return value;
        }
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/customers/{id}/edit", (string id, HttpContext context, OnceOnly once) => once.RunAsync<Body>(context, (body, write) => HandleAsync(id, body, write)))
            .Operation(nameof(EditCustomer)).WithName("editCustomer").Accepts<Body>("application/json").TakesIdempotencyKey().Produces<CustomerEntry>();

    private static async Task<Outcome> HandleAsync(string id, Body body, Write write)
    {
        var caller = write.Caller;
        if (!Guid.TryParseExact(id, "D", out var customer) || await FindAsync(customer, write) is not { } before) return Problem.NotFound;
        if (!caller.IsOperator && before.PartnerId != caller.PartnerId) return NotYours;
        if (body.IsEmpty) return Problem.Invalid(new FieldProblem("body", "REQUIRED", "Name at least one field to change."));

        var after = body.Over(before.Fields);
        var problems = after.Problems();
        if (after.Country is null && before.Country is not null) problems.Add(new FieldProblem("country", "REQUIRED", "This must be filled in."));
        if (problems.Count > 0) return Problem.Invalid(problems);

        await KeepAsync(before, after, write);
        return Outcome.Done((before with { Name = after.Name!, Email = after.Email, VatId = after.VatId, Country = after.Country, City = after.City, Language = after.Language, Education = after.Education })
            .Entry(await PartnerAsync(before.PartnerId, write)));
    }

    private static async Task<CustomerRow?> FindAsync(Guid customer, Write write)
    {
        var command = CustomerAccess.Find(write.Caller, customer);
        command.CommandText += " FOR UPDATE OF customer";
        return (await write.Transaction.QueryAsync(command, CustomerRow.Read, write.Ct)).FirstOrDefault();
    }

    private static async Task KeepAsync(CustomerRow before, CustomerFields after, Write write)
    {
        if (after == before.Fields) return;
        var tenant = write.Caller.TenantId;
        var changes = AuditTrail.Changes(
            ("name", before.Name, after.Name), ("email", before.Email, after.Email), ("vatId", before.VatId, after.VatId), ("country", before.Country, after.Country),
            ("city", before.City, after.City), ("language", before.Language, after.Language), ("education", before.Education, after.Education));
        await write.Transaction.WriteAsync(
            [
                CustomerWrites.Update(tenant, before.Id, before.Reference, after),
                AuditTrail.Add(tenant, write.Who, write.Now, new AuditRow(nameof(EditCustomer), "customer", before.Id, after.Name!, changes)),
            ],
            write.Ct);
        if (after.Name != before.Name) await CustomerWrites.RenameKeysAsync(write.Transaction, tenant, before.Id, after.Name!, write.Ct);
    }

    private static async Task<PartnerEntry?> PartnerAsync(Guid? partner, Write write) => partner is not { } id ? null : (await write.Transaction.QueryAsync(
        Sql.Of($"SELECT {PartnerEntry.Columns} FROM partner WHERE tenant_id = $1 AND partner_id = $2", write.Caller.TenantId, id), PartnerEntry.Read, write.Ct)).FirstOrDefault();
}
