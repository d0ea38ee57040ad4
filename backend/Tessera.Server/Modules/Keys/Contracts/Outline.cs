using System.Globalization;
using System.Text;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Keys.Contracts;

/// <summary>What a list shows of a key on one day.</summary>
/// <param name="Until">Last day of this status; null: for ever.</param>
/// <param name="Next">The status after it.</param>
internal readonly record struct OutlineDay(KeyStatus Status, DateOnly? Until, KeyStatus? Next, Entitlement Effective, bool Support);

/// <summary>
/// The timeline in short, made by the one engine and kept in the row: lists read it without parsing phases.
/// Segments "day number,status,edition,size,free,maximum,support" joined by ';', ascending.
/// </summary>
internal static class Outline
{
    public static string Of(Timeline timeline)
    {
        var text = new StringBuilder(128);
        string? last = null;
        foreach (var phase in timeline.Phases)
        {
            var h = phase.Holds;
            var body = string.Create(CultureInfo.InvariantCulture, $",{(int)h.Status},{(int)h.Effective.Edition},{h.Effective.Size},{(h.Effective.Free ? 1 : 0)},{h.Effective.MaxExtensions ?? -1},{(h.Support ? 1 : 0)}");
            if (body == last) continue;
            if (last is not null) text.Append(';');
            text.Append(CultureInfo.InvariantCulture, $"{phase.From.DayNumber}").Append(body);
            last = body;
        }

        return text.ToString();
    }

    /// <summary>What holds on a day; days before the first segment belong to it.</summary>
    public static OutlineDay At(ReadOnlySpan<char> outline, DateOnly day)
    {
        var rest = outline;
        Cut(ref rest, out var current);
        while (!rest.IsEmpty)
        {
            var before = rest;
            Cut(ref rest, out var next);
            if (next.From > day.DayNumber)
            {
                rest = before;
                break;
            }

            current = next;
        }

        while (!rest.IsEmpty)
        {
            Cut(ref rest, out var later);
            if (later.Status != current.Status) return Day(current, DateOnly.FromDayNumber(later.From - 1), later.Status);
        }

        return Day(current, null, null);
    }

    private static OutlineDay Day(in Segment s, DateOnly? until, KeyStatus? next) =>
        new(s.Status, until, next, new Entitlement(s.Edition, s.Size, s.Free, s.Max < 0 ? null : s.Max), s.Support);

    private static void Cut(ref ReadOnlySpan<char> rest, out Segment segment)
    {
        var end = rest.IndexOf(';');
        var part = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        segment = new Segment(Number(ref part), (KeyStatus)Number(ref part), (Edition)Number(ref part), Number(ref part), Number(ref part) == 1, Number(ref part), Number(ref part) == 1);
    }

    private static int Number(ref ReadOnlySpan<char> part)
    {
        var end = part.IndexOf(',');
        var digits = end < 0 ? part : part[..end];
        part = end < 0 ? [] : part[(end + 1)..];
        return int.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    private readonly record struct Segment(int From, KeyStatus Status, Edition Edition, int Size, bool Free, int Max, bool Support);
}
