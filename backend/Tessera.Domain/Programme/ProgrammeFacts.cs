using System.Collections.Immutable;

namespace Tessera.Domain.Programme;

/// <summary>Points that count from a day: a line of the ledger, or the sum of a day's lines.</summary>
/// <param name="Reference">Of a line; null for a day's sum.</param>
public sealed record CountedPoints(DateOnly On, long Points, string? Reference = null);

/// <summary>PP-2: one person's certificate, while the person works for the partner.</summary>
/// <param name="Until">Last day, included; null: no end.</param>
public sealed record HeldCertificate(Guid Person, string Name, string Path, DateOnly From, DateOnly? Until)
{
    public bool IsValid(DateOnly day) => From <= day && !(Until < day);
}

/// <summary>All that weighing a partner needs to know of it.</summary>
/// <param name="Level">Held now, by code or name.</param>
/// <param name="Points">Of whatever days; the window picks.</param>
public sealed record ProgrammeFacts(string? Level, ImmutableArray<CountedPoints> Points, ImmutableArray<HeldCertificate> Certificates)
{
    /// <summary>The sum over a window.</summary>
    public long In(PointWindow window) => Points.Where(one => window.Holds(one.On)).Sum(one => one.Points);

    /// <summary>People who hold a certificate of a path on a day, each once.</summary>
    public int Certified(string path, DateOnly day) =>
        Certificates.Where(one => one.Path == path && one.IsValid(day)).Select(one => one.Person).Distinct().Count();
}
