using System.Text.Json;
using Npgsql;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Audit;

/// <summary>One accepted write, as /v1 shows it.</summary>
/// <param name="ObjectId">Nil where the write was about no single thing.</param>
/// <param name="Changes">Field → {from, to}.</param>
internal sealed record AuditView(
    Guid Id, DateTimeOffset At, string Actor, Role? ActorRole, string Action, string ObjectKind, Guid ObjectId, string Object, JsonElement Changes, string? Reason, string RequestId, string? Address)
{
    public const string Columns = "audit_id, at, actor, actor_role, action, object_kind, object_id, object_label, changes::text, reason, request_id, address";

    public static AuditView Read(NpgsqlDataReader r)
    {
        using var changes = JsonDocument.Parse(r.GetString(8));
        Role? role = r.TextOrNull(3) is { } word ? Enum.Parse<Role>(word, ignoreCase: true) : null;
        return new AuditView(
            r.GetGuid(0), r.Moment(1), r.GetString(2), role, r.GetString(4), r.GetString(5), r.GuidOrNull(6) ?? Guid.Empty, r.GetString(7), changes.RootElement.Clone(), r.TextOrNull(9), r.GetString(10), r.TextOrNull(11));
    }
}
