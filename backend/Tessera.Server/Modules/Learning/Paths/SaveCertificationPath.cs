using Tessera.Domain.Learning;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Learning.Contracts;

namespace Tessera.Server.Modules.Learning.Paths;

/// <summary>Says what a certification path is called and how long its certificates hold. Certificates that exist keep their days.</summary>
internal static class SaveCertificationPath
{
    private const string Save = """
        INSERT INTO certification_path (tenant_id, code, name, validity_months, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant_id, code) DO UPDATE SET name = $3, validity_months = $4, updated_at = $5, updated_by = $6
        """;

    /// <param name="ValidityMonths">Null: without end.</param>
    internal sealed record Request(string? Code = null, string? Name = null, int? ValidityMonths = null);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/certification-paths/save", (HttpContext context, OnceOnly once, TenantRules rules) => once.RunAsync<Request>(context, (request, write) => HandleAsync(request, write, rules)))
        .Operation(nameof(SaveCertificationPath)).WithName("saveCertificationPath").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<CertificationPathView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(Request request, Write write, TenantRules rules)
    {
        var (tenant, code, name) = (write.Caller.TenantId, PlainText.Kept(request.Code), PlainText.Kept(request.Name));
        if (CertificationPath.Check(code, name, request.ValidityMonths) is { } refusal) return LearningProblems.Refused(refusal, write.Caller.Language);
        if (PlainText.Check("name", name, CertificationPath.LongestName, required: true) is { } unfit) return Platform.Errors.Problem.Invalid(unfit);
        var book = (await rules.OfAsync(tenant, write.Ct)).Book;
        var known = await PathBook.ReadAsync(write.Transaction, tenant, book, write.Ct);
        var before = known.IsDescribed(code!) ? known.Find(code) : null;
        var audit = new AuditRow(nameof(SaveCertificationPath), "certification-path", null, code!, AuditTrail.Changes(("name", before?.Name, name), ("validityMonths", before?.ValidityMonths, request.ValidityMonths)));
        await write.Transaction.WriteAsync(
            [
                Sql.Of(Save, tenant, code, name, new Npgsql.NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer, Value = (object?)request.ValidityMonths ?? DBNull.Value }, write.Now, write.Who.Name),
                AuditTrail.Add(tenant, write.Who, write.Now, audit),
            ],
            write.Ct);
        return Outcome.Done(new CertificationPathView(code!, name!, request.ValidityMonths, true, PathBook.InRules(book).Contains(code)));
    }
}
