using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Access;

/// <summary>When somebody last signed in, on each of their memberships: a new session of the edge is a sign-in, a renewed one is not.</summary>
internal sealed class SignIns(TenantDb db, Memberships memberships)
{
    private const string Note = "UPDATE membership SET signed_in_at = $3 WHERE tenant_id = $1 AND membership_id = $2";

    /// <param name="identity">As the edge writes it: <c>{directory}.{object}</c>.</param>
    public async Task NoteAsync(string identity, DateTimeOffset now, CancellationToken ct)
    {
        if (identity.Split('.') is not [var directory, var id] || !Guid.TryParseExact(directory, "D", out var tid) || !Guid.TryParseExact(id, "D", out var oid)) return;
        foreach (var one in await memberships.OfAsync(new PersonId(tid, oid), ct)) await db.WriteAsync(one.TenantId, [Sql.Of(Note, one.TenantId, one.Id, now)], ct);
    }
}
