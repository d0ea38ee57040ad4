using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Audit.Contracts;

/// <summary>Who did it, as the audit keeps it.</summary>
/// <param name="Id">The membership; null for devices and the system itself.</param>
/// <param name="Request">The reference people can quote.</param>
internal sealed record AuditActor(string Name, Guid? Id, Role? Role, string Request, string? Address)
{
    public static AuditActor Of(HttpContext context)
    {
        var membership = context.Caller().Membership;
        return new AuditActor(membership.Name, membership.Id, membership.Role, Problems.Reference(context), context.Connection.RemoteIpAddress?.ToString());
    }
}

/// <summary>One accepted write (PROOFS.md I11).</summary>
/// <param name="Action">The operation's name.</param>
/// <param name="ObjectKind">key, customer, partner, import.</param>
/// <param name="Object">What people call it.</param>
/// <param name="Changes">JSON object: field → {from, to}.</param>
internal sealed record AuditRow(string Action, string ObjectKind, Guid? ObjectId, string Object, string Changes = "{}", string? Reason = null);

/// <summary>An audit row with its moment and id, where many are written together.</summary>
internal sealed record AuditRecord(Guid Id, DateTimeOffset At, AuditActor Who, AuditRow Row);

/// <summary>Adds audit rows to the transaction of the write they tell of. Nothing changes or removes one.</summary>
internal static class AuditTrail
{
    private const string Insert = """
        INSERT INTO audit_entry (tenant_id, audit_id, at, actor, actor_id, actor_role, action, object_kind, object_id, object_label, changes, reason, request_id, address)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """;

    private const string InsertMany = """
        INSERT INTO audit_entry (tenant_id, audit_id, at, actor, actor_id, actor_role, action, object_kind, object_id, object_label, changes, reason, request_id, address)
        SELECT $1, a.* FROM unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::text[], $11::jsonb[], $12::text[], $13::text[], $14::text[]) AS a
        """;

    public static NpgsqlBatchCommand Add(int tenant, AuditActor who, DateTimeOffset at, AuditRow row) => Sql.Of(
        Insert, tenant, Guid.CreateVersion7(at), at, who.Name, Optional.Id(who.Id), Optional.Text(who.Role is { } role ? Word(role) : null),
        row.Action, row.ObjectKind, Optional.Id(row.ObjectId), row.Object, Sql.Json(row.Changes), Optional.Text(row.Reason), who.Request, Optional.Text(who.Address));

    /// <summary>Many at once, in one statement.</summary>
    public static NpgsqlBatchCommand AddMany(int tenant, IReadOnlyList<AuditRecord> records)
    {
        return Sql.Of(
            InsertMany, tenant,
            records.Select(r => r.Id).ToArray(),
            new NpgsqlParameter { Value = records.Select(r => r.At.UtcDateTime).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
            records.Select(r => r.Who.Name).ToArray(),
            new NpgsqlParameter { Value = records.Select(r => r.Who.Id).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            Texts(r => r.Who.Role is { } role ? Word(role) : null),
            Texts(r => r.Row.Action), Texts(r => r.Row.ObjectKind),
            new NpgsqlParameter { Value = records.Select(r => r.Row.ObjectId).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            Texts(r => r.Row.Object), Sql.JsonArray([.. records.Select(r => r.Row.Changes)]), Texts(r => r.Row.Reason), Texts(r => r.Who.Request), Texts(r => r.Who.Address));

        NpgsqlParameter Texts(Func<AuditRecord, string?> of) => new() { Value = records.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
    }

    /// <summary>The changed fields as the audit shows them; fields with equal values are left out.</summary>
    public static string Changes(params ReadOnlySpan<(string Field, object? From, object? To)> fields)
    {
        var changes = new Dictionary<string, Change>();
        foreach (var (field, from, to) in fields)
            if (!Equals(from, to)) changes[field] = new Change(from, to);
        return JsonSerializer.Serialize(changes, JsonSerializerOptions.Web);
    }

    public static string Word(Role role) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(role.ToString());

    private sealed record Change(object? From, object? To);
}
