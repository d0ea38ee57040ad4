using System.Collections.Immutable;

namespace Tessera.Domain.Catalogue;

/// <summary>KL-9: the PBX's major versions and the last day of each.</summary>
public sealed record MajorVersionTable(ImmutableArray<MajorVersion> Rows)
{
    /// <summary>The major version a PBX version belongs to: <c>15.5.15502</c> → <c>15.5</c>, <c>18 Update 8</c> → <c>18</c>, <c>13r2</c> → <c>13</c>.</summary>
    public MajorVersion? Of(string? pbxVersion)
    {
        if (string.IsNullOrEmpty(pbxVersion))
        {
            return null;
        }

        MajorVersion? best = null;
        foreach (var row in Rows)
        {
            if (pbxVersion.StartsWith(row.Code, StringComparison.Ordinal)
                && (pbxVersion.Length == row.Code.Length || !char.IsAsciiDigit(pbxVersion[row.Code.Length]))
                && (best is null || row.Code.Length > best.Code.Length))
            {
                best = row;
            }
        }

        return best;
    }
}

/// <param name="Code">As people write it: 15.5, 16, 20.</param>
/// <param name="Released">Year.</param>
/// <param name="EndOfLife">The last day it is supported; null while no end is announced.</param>
/// <param name="Rule">KL-9, or SA-8 for innovaphone.</param>
public sealed record MajorVersion(string Code, int? Released, DateOnly? EndOfLife, string Rule);
