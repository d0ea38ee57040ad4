using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Programme;

namespace Domain.Tests.Programme;

/// <summary>Partners of the programme, by what they sold and whom they certified.</summary>
internal static class ProgrammeKit
{
    public static readonly ImmutableArray<RuleVersion<LevelTable>> Levels = Kit.Allnet.Levels;

    public static readonly DateOnly Today = Kit.Day("2026-11-22");

    public static Guid Person(int number) => new(number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 9]);

    public static HeldCertificate Certified(string path, int person = 1, string from = "2025-01-01", string? until = null) =>
        new(Person(person), $"Person {person}", path, Kit.Day(from), until is null ? null : Kit.Day(until));

    public static CountedPoints Sold(string on, long points, string? reference = null) => new(Kit.Day(on), points, reference ?? $"payment:{on}");

    public static ProgrammeFacts Partner(string? level, params object[] had) =>
        new(level, [.. had.OfType<CountedPoints>()], [.. had.OfType<HeldCertificate>()]);

    public static ReviewInputs Inputs(ProgrammeFacts facts, string on, Notice? notice = null) =>
        new(Kit.Brenta, Kit.Day(on), facts.Level, notice, facts.Points, facts.Certificates);

    public static ReviewRecord Reviewed(this ProgrammeFacts facts, string on, Notice? notice = null) => Review.Decide(Inputs(facts, on, notice), Levels)!;
}
