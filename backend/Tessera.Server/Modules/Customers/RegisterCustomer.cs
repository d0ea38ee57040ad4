using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Customers.Contracts;
using Tessera.Server.Modules.Partners.Contracts;

namespace Tessera.Server.Modules.Customers;

/// <summary>A new customer. A partner registers its own; an operator anyone's, or nobody's.</summary>
internal static class RegisterCustomer
{
    internal sealed record Body(
        string? Name = null, string? Email = null, string? VatId = null, string? Country = null, string? City = null, string? Language = null, Guid? PartnerId = null, bool? Education = null)
    {
        public CustomerFields Fields => new CustomerFields(Name, Email, VatId, Country, City, Language, Education ?? false).Kept();
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/customers/register", (HttpContext context, OnceOnly once) => once.RunAsync<Body>(context, HandleAsync))
        .Operation(nameof(RegisterCustomer)).WithName("registerCustomer").Accepts<Body>("application/json").TakesIdempotencyKey().Produces<CustomerEntry>();

    private static async Task<Outcome> HandleAsync(Body body, Write write)
    {
        var caller = write.Caller;
        var fields = body.Fields;
        var problems = fields.Problems();
        if (fields.Country is null && problems.All(p => p.Field != "country")) problems.Add(new FieldProblem("country", "REQUIRED", "This must be filled in."));
        var (partner, known) = await PartnerAsync(body.PartnerId, write);
        if (!known) problems.Add(new FieldProblem("partnerId", "UNKNOWN", "There is no such partner here."));
        if (problems.Count > 0) return Problem.Invalid(problems);

        var id = Guid.CreateVersion7(write.Now);
        var changes = AuditTrail.Changes(
            ("name", null, fields.Name), ("email", null, fields.Email), ("vatId", null, fields.VatId), ("country", null, fields.Country), ("city", null, fields.City),
            ("language", null, fields.Language), ("education", null, fields.Education), ("partner", null, partner?.Name));
        await write.Transaction.WriteAsync(
            [
                CustomerWrites.Insert(caller.TenantId, id, partner?.Id, null, fields, write.Now),
                AuditTrail.Add(caller.TenantId, write.Who, write.Now, new AuditRow(nameof(RegisterCustomer), "customer", id, fields.Name!, changes)),
            ],
            write.Ct);
        return Outcome.Done(new CustomerEntry(id, fields.Name!, fields.Email, fields.VatId, fields.Country, fields.City, fields.Language, fields.Education, partner, write.Now));
    }

    private static async Task<(PartnerEntry? Partner, bool Known)> PartnerAsync(Guid? asked, Write write)
    {
        var caller = write.Caller;
        if (caller.PartnerId is { } own && asked is { } other && own != other) return (null, false);
        if ((caller.PartnerId ?? asked) is not { } id) return (null, true);
        var found = await write.Transaction.QueryAsync(
            Sql.Of($"SELECT {PartnerEntry.Columns} FROM partner WHERE tenant_id = $1 AND partner_id = $2", caller.TenantId, id), PartnerEntry.Read, write.Ct);
        return found is [var partner] ? (partner, true) : (null, false);
    }
}
