using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Tessera.Domain.Kernel;
using Tessera.Server.Modules.Imports.Files;
using Tessera.Server.Modules.Imports.Rows;

namespace Tessera.Server.Modules.Imports.Runs;

/// <summary>What a file's rows were about so far, as 64-bit fingerprints: a file says a thing once, or its order would decide.</summary>
internal sealed class SeenRows(ImportColumns columns)
{
    private readonly Dictionary<ulong, int> _lines = [];

    /// <summary>The row's problem where an earlier one is about the same; remembers it otherwise.</summary>
    public RowProblem? Meet(FileRow row)
    {
        if (row.Broken is not null || row.Cells[0] is not { } text) return null;
        var name = columns.Names[0] == "number" && LicenceNumber.TryParse(text, out var number) ? number.Value
            : columns.Naming == 1 ? text
            : string.Join('\n', row.Cells.Take(columns.Naming)).ToUpperInvariant();
        ref var line = ref CollectionsMarshal.GetValueRefOrAddDefault(_lines, Fingerprint(name), out var known);
        if (known) return RowProblem.Of(row.Line, columns.Names[0], text, "DUPLICATE_ROW", ("line", line.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        line = row.Line;
        return null;
    }

    private static ulong Fingerprint(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(name.AsSpan()), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
