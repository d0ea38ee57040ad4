using Npgsql;
using Tessera.Domain.Joining;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Joining.Contracts;

namespace Tessera.Server.Modules.Demo.Newcomers;

/// <summary>A reseller that applied.</summary>
/// <param name="Declined">Why; null: it waits.</param>
internal sealed record DemoApplicant(int Tenant, string Company, string VatId, string Country, string City, string Contact, string Email, string Language, int DaysAgo, string? Declined = null);

/// <summary>Resellers at the door: some wait for an operator, one was sent away with a reason, one is a partner already and does not know it.</summary>
internal sealed class Applicants(DemoTenant tenant, DateTimeOffset now)
{
    private static readonly DemoApplicant[] All =
    [
        new(DemoIds.Allnet, "Reti del Garda Srl", VatIds.Italian(6120447), "IT", "Desenzano", "Chiara Benini", "chiara@retidelgarda.example", "it", 1),
        new(DemoIds.Allnet, "Telecom Roussillon SARL", VatIds.French(44120783), "FR", "Perpignan", "Julien Vidal", "julien@roussillon.example", "fr", 3),
        new(DemoIds.Allnet, "Studio Colli", VatIds.Italian(4550918), "IT", "Bologna", "Pietro Colli", "pietro@colli.example", "it", 6),
        new(DemoIds.Allnet, "Centralini Express", VatIds.Italian(7004113), "IT", "Napoli", "Ivo Russo", "ivo@express.example", "it", 24, "Vendete solo usato, e il programma riguarda licenze nuove."),
        new(DemoIds.Vcom, "Sørlandet Tele AS", VatIds.Norwegian(91230417), "NO", "Kristiansand", "Silje Moen", "silje@sorlandettele.example", "nb", 2),
        new(DemoIds.Vcom, "Mjøsa Kontordata AS", VatIds.Norwegian(93340518), "NO", "Hamar", "Tore Bakke", "tore@mjosakontor.example", "nb", 17, "Vi tar ikke inn flere partnere i Innlandet i år."),
    ];

    /// <summary>Once: a programme that somebody has applied to is left alone.</summary>
    public async Task PlantAsync(TenantTransaction transaction, CancellationToken ct)
    {
        if (await transaction.QueryAsync(Sql.Of("SELECT EXISTS (SELECT FROM partner_application WHERE tenant_id = $1)", tenant.Id), r => r.GetBoolean(0), ct) is [true]) return;
        await transaction.WriteAsync([.. All.Where(one => one.Tenant == tenant.Id).SelectMany(Rows)], ct);
    }

    private IEnumerable<NpgsqlBatchCommand> Rows(DemoApplicant one)
    {
        var (at, decided) = (now.AddDays(-one.DaysAgo), now.AddDays(1 - one.DaysAgo));
        var id = DemoIds.At(at, "application:" + one.Email);
        var row = new ApplicationRow(id, ApplicationState.Received, one.Company, one.VatId, one.Country, one.City, one.Contact, one.Email, one.Language, at, null, null, null, null);
        yield return row.Insert(tenant.Id, id);
        yield return AuditTrail.Add(tenant.Id, new AuditActor(one.Contact, null, null, "demo-application", null), at, new AuditRow("ApplyToJoin", "application", id, one.Company, AuditTrail.Changes(("vatId", null, one.VatId), ("email", null, one.Email))));
        if (one.Declined is not { } reason) yield break;
        var by = Cast.OwnerOf(null, tenant.Id);
        yield return row.Decided(ApplicationState.Declined, decided, by.Name, reason, null).Update(tenant.Id);
        yield return AuditTrail.Add(
            tenant.Id, new AuditActor(by.Name, by.MembershipId, by.Role, "demo-application", null), decided, new AuditRow("DeclineApplication", "application", id, one.Company, AuditTrail.Changes(("state", "RECEIVED", "DECLINED")), reason));
    }
}
