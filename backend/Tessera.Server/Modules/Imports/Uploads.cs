using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Imports.Files;

namespace Tessera.Server.Modules.Imports;

/// <summary>
/// Receives files piece by piece: one piece in memory, each kept at once, so that a slow sender holds no connection. Until the last
/// piece is there the run is nobody's to see; one that never ends is forgotten.
/// </summary>
internal sealed class Uploads([FromKeyedServices(ImportsModule.Pool)] TenantDb db)
{
    public const long Largest = 64L * 1024 * 1024;

    private const string Begin = """
        INSERT INTO import_run (tenant_id, import_id, kind, state, file_name, file_hash, started_at, phase_started_at, started_by, actor_id)
        VALUES ($1, $2, $3, 'CHECKING', $4, ''::bytea, $5, $5, $6, $7)
        """;

    /// <summary>What the file is found to be; null where it is too large, and nothing of it is kept.</summary>
    public async Task<FileProbe?> ReceiveAsync(int tenant, Guid id, string kind, string fileName, DateTimeOffset now, string by, Guid actor, Stream body, CancellationToken ct)
    {
        var probe = new FileProbe();
        await db.WriteAsync(tenant, [Sql.Of(Begin, tenant, id, kind, fileName, now, by, actor)], ct);
        try
        {
            var piece = new byte[StoredFile.PieceSize];
            for (var n = 0; ; n++)
            {
                var filled = await body.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, ct);
                if (filled == 0) return probe;
                if (probe.Length + filled > Largest)
                {
                    await ForgetAsync(tenant, id);
                    probe.Dispose();
                    return null;
                }

                probe.Pass(piece.AsSpan(0, filled));
                await db.WriteAsync(tenant, [Sql.Of("INSERT INTO import_chunk (tenant_id, import_id, n, body) VALUES ($1, $2, $3, $4)", tenant, id, n, piece[..filled])], ct);
            }
        }
        catch
        {
            probe.Dispose();
            await ForgetAsync(tenant, id);
            throw;
        }
    }

    public Task ForgetAsync(int tenant, Guid id) => db.WriteAsync(
        tenant,
        [
            Sql.Of("DELETE FROM import_chunk WHERE tenant_id = $1 AND import_id = $2", tenant, id),
            Sql.Of("DELETE FROM import_run WHERE tenant_id = $1 AND import_id = $2 AND NOT uploaded", tenant, id),
        ],
        CancellationToken.None);

    /// <summary>Uploads whose sender and receiver both went away.</summary>
    public async Task SweepAsync(int tenant, CancellationToken ct)
    {
        var left = await db.QueryAsync(
            tenant, Sql.Of("SELECT import_id FROM import_run WHERE tenant_id = $1 AND NOT uploaded AND started_at < now() - interval '1 day'", tenant), r => r.GetGuid(0), ct);
        foreach (var id in left) await ForgetAsync(tenant, id);
    }
}
