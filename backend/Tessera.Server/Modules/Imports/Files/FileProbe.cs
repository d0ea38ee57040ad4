using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Tessera.Server.Modules.Imports.Files;

/// <summary>
/// Finds out what an uploaded file is while it passes: its hash, its encoding, about how many lines it has. UTF-16 by its byte
/// order mark, UTF-8 where every byte fits, otherwise Windows-1252, which is what older spreadsheets write. NUL bytes mean it is no
/// text at all.
/// </summary>
internal sealed class FileProbe : IDisposable
{
    public const string Utf8Name = "utf-8";
    public const string Utf16 = "utf-16";
    public const string Windows1252 = "windows-1252";
    public const string Binary = "binary";

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _start = new byte[2];
    private byte[] _unfinished = [];
    private bool _isUtf8 = true;
    private bool _hasNul;
    private long _length;
    private int _lineEnds;
    private byte _last = (byte)'\n';

    public long Length => _length;

    public void Pass(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        for (var i = 0; i < bytes.Length && _length + i < 2; i++) _start[_length + i] = bytes[i];
        _length += bytes.Length;
        _hasNul |= bytes.Contains((byte)0);
        _lineEnds += bytes.Count((byte)'\n');
        if (bytes.Length > 0) _last = bytes[^1];
        if (_isUtf8) CheckUtf8(bytes);
    }

    /// <summary>Rows below the header, taking every line for one.</summary>
    public int Lines => Math.Max(0, _lineEnds + (_last == (byte)'\n' || Encoding() == Utf16 ? 0 : 1) - 1);

    public byte[] Hash() => _hash.GetCurrentHash();

    public string Encoding() =>
        _length >= 2 && _start is [0xFF, 0xFE] or [0xFE, 0xFF] ? Utf16
        : _hasNul ? Binary
        : _isUtf8 && _unfinished.Length == 0 ? Utf8Name
        : Windows1252;

    /// <summary>For the reader of the file; null: it sees for itself.</summary>
    public static Encoding? Of(string? name) => name == Windows1252 ? CodePagesEncodingProvider.Instance.GetEncoding(1252) : null;

    public void Dispose() => _hash.Dispose();

    /// <summary>A character may be cut by the end of a piece: its first bytes wait for the next one.</summary>
    private void CheckUtf8(ReadOnlySpan<byte> bytes)
    {
        byte[] joined = [.. _unfinished, .. bytes];
        var keep = Unfinished(joined);
        _isUtf8 = Utf8.IsValid(joined.AsSpan(0, joined.Length - keep));
        _unfinished = joined[^keep..];
    }

    private static int Unfinished(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            var b = bytes[^back];
            if ((b & 0xC0) == 0x80) continue;
            var needs = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC0 ? 2 : 1;
            return needs > back ? back : 0;
        }

        return 0;
    }
}
