using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Imports.Files;

/// <summary>An uploaded file as it lies in the database, read piece by piece: one piece in memory, no connection held between two.</summary>
internal sealed class StoredFile(TenantDb db, int tenant, Guid import) : Stream
{
    public const int PieceSize = 512 * 1024;

    private byte[] _piece = [];
    private int _at;
    private int _next;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("A stored file is only read forwards.");

    public override long Position
    {
        get => throw new NotSupportedException("A stored file is only read forwards.");
        set => throw new NotSupportedException("A stored file is only read forwards.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at == _piece.Length && !_ended) await NextAsync(cancellationToken);
        var count = Math.Min(buffer.Length, _piece.Length - _at);
        _piece.AsMemory(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The file comes over the network: read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A stored file is only read forwards.");

    public override void SetLength(long value) => throw new NotSupportedException("A stored file is only read forwards.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A stored file is only read forwards.");

    private async Task NextAsync(CancellationToken ct)
    {
        var piece = await db.FirstAsync(tenant, Sql.Of("SELECT body FROM import_chunk WHERE tenant_id = $1 AND import_id = $2 AND n = $3", tenant, import, _next++), r => r.GetFieldValue<byte[]>(0), ct);
        _ended = piece is null;
        (_piece, _at) = (piece ?? [], 0);
    }
}
