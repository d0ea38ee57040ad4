using Npgsql;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Partners.Notes;

/// <summary>An operator's note as /v1 shows it; the partner never sees it.</summary>
internal sealed record PartnerNote(Guid Id, string Text, DateTimeOffset At, string Actor)
{
    public NpgsqlBatchCommand Added(int tenant, Guid partner) =>
        Sql.Of("INSERT INTO partner_note (tenant_id, note_id, partner_id, body, at, actor) VALUES ($1, $2, $3, $4, $5, $6)", tenant, Id, partner, Text, At, Actor);

    public static PartnerNote Read(NpgsqlDataReader r) => new(r.GetGuid(0), r.GetString(1), r.Moment(2), r.GetString(3));
}
