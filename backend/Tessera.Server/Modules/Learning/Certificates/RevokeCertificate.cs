using Npgsql;
using Tessera.Domain.Learning;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Learning.Certificates;

/// <param name="Until">Last day on which it holds or held.</param>
internal sealed record RevokedCertificateView(Guid Id, Guid PersonId, string Person, string Path, DateOnly From, DateOnly? Until, DateOnly RevokedOn, string Reason);

/// <summary>
/// An operator takes a certificate back, with a reason: it counts no longer from today on. A level that stood on it is lost at a review only (PP-5);
/// what past reviews counted stays as it was.
/// </summary>
internal static class RevokeCertificate
{
    private const string Held = """
        SELECT c.membership_id, m.name, m.partner_id, c.path, c.from_day, c.until_day, c.revoked_on FROM certificate c JOIN membership m ON m.tenant_id = c.tenant_id AND m.membership_id = c.membership_id
        WHERE c.tenant_id = $1 AND c.certificate_id = $2 FOR NO KEY UPDATE OF c
        """;

    private const string Revoke = "UPDATE certificate SET until_day = $3, revoked_on = $4, revoked_by = $5, revocation_reason = $6 WHERE tenant_id = $1 AND certificate_id = $2";

    internal sealed record Request(string? Reason = null);

    private sealed record Row(Guid PersonId, string Person, Guid? Partner, string Path, DateOnly From, DateOnly? Until, bool Revoked)
    {
        public static Row Read(NpgsqlDataReader r) => new(r.GetGuid(0), r.GetString(1), r.GuidOrNull(2), r.GetString(3), r.GetFieldValue<DateOnly>(4), r.DayOrNull(5), !r.IsDBNull(6));
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/certificates/{id}/revoke", (string id, HttpContext context, OnceOnly once, ChangeFeed feed) => once.RunAsync<Request>(context, (request, write) => HandleAsync(id, request, write, feed)))
        .Operation(nameof(RevokeCertificate)).WithName("revokeCertificate").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<RevokedCertificateView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Request request, Write write, ChangeFeed feed)
    {
        var (tenant, reason) = (write.Caller.Tenant, PlainText.Kept(request.Reason));
        if (!Guid.TryParseExact(id, "D", out var certificate) || (await write.Transaction.QueryAsync(Sql.Of(Held, tenant.Id, certificate), Row.Read, write.Ct)) is not [var row]) return Problem.NotFound;
        if (Certifying.CheckRevocation(row.Revoked, reason) is { } refusal) return LearningProblems.Refused(refusal, write.Caller.Language);
        if (PlainText.Check("reason", reason, Domain.Keys.Bounds.LongestReason) is { } unfit) return Problem.Invalid(unfit);

        var today = tenant.DayOf(write.Now);
        var until = Certifying.LastDay(row.Until, today);
        var audit = new AuditRow(nameof(RevokeCertificate), "person", row.PersonId, row.Person, AuditTrail.Changes(("path", row.Path, null), ("until", row.Until, until), ("revokedOn", null, today)), reason);
        await write.Transaction.WriteAsync([Sql.Of(Revoke, tenant.Id, certificate, until, today, write.Who.Name, reason), AuditTrail.Add(tenant.Id, write.Who, write.Now, audit)], write.Ct);
        if (row.Partner is { } partner) write.AfterCommit(() => feed.Publish(new Change(tenant.Id, PointBook.ChangeKind, partner, 0, [partner])));
        return Outcome.Done(new RevokedCertificateView(certificate, row.PersonId, row.Person, row.Path, row.From, until, today, reason!));
    }
}
