using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Learning.Certificates;

/// <summary>The matrix as a file: a line for each person and certification, also where there is none.</summary>
internal static class ExportCertifications
{
    private static readonly string[] Header = ["person", "email", "role", "disabled", "path", "pathName", "state", "from", "until", "counts"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners/{id}/certifications.csv", HandleAsync).Operation(nameof(ExportCertifications)).WithName("exportCertifications").Produces<string>(200, "text/csv");

    private static async Task HandleAsync(string id, HttpContext context, TenantDb db, TenantRules rules, TimeProvider clock)
    {
        var (caller, ct) = (context.Caller(), context.RequestAborted);
        if (await CertificationMatrix.ReadAsync(db, caller, id, (await rules.OfAsync(caller.TenantId, ct)).Book, clock.GetUtcNow(), ct) is not { } matrix)
        {
            await Problems.WriteAsync(context, Problem.NotFound);
            return;
        }

        await using var csv = await CsvWriter.StartAsync(context, "certifications.csv", Header);
        foreach (var person in matrix.People)
            foreach (var path in matrix.Paths)
                await csv.RowAsync(ct, Cells(person, path, person.Certificates.FirstOrDefault(one => one.Path == path.Code)));
    }

    private static string?[] Cells(CertifiedPersonView person, PathColumnView path, CertificateCellView? one) =>
    [
        person.Name, person.Login, ProgrammeWords.Of(person.Role), person.Disabled ? "true" : "false", path.Code, path.Name, one is null ? "NONE" : ProgrammeWords.Of(one.State), CsvWriter.Day(one?.From), CsvWriter.Day(one?.Until),
        one?.Counts == true ? "true" : "false",
    ];
}
