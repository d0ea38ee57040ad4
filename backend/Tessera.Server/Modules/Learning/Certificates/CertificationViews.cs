using System.Text.Json.Serialization;
using Tessera.Domain.Kernel;
using Tessera.Platform.Identity;

namespace Tessera.Server.Modules.Learning.Certificates;

// Who of a partner is certified in what, as /v1 shows it.

/// <summary>How it stands with a certificate today.</summary>
[JsonConverter(typeof(ScreamingSnake<CertificateState>))]
internal enum CertificateState
{
    Valid,

    /// <summary>Holds, and ends within 60 days.</summary>
    Expiring,

    Expired,

    Revoked,
}

/// <summary>One person’s newest certificate of one path.</summary>
/// <param name="Until">Last day, included; null: no end.</param>
/// <param name="Counts">For the partner’s level, today.</param>
/// <param name="RevocationReason">Of one that is revoked.</param>
internal sealed record CertificateCellView(Guid Id, string Path, DateOnly From, DateOnly? Until, CertificateState State, bool Counts, DateOnly? RevokedOn, string? RevocationReason);

/// <summary>A course somebody is enrolled in that is not over.</summary>
internal sealed record ComingCourseView(Guid Id, string Path, string Title, DateTimeOffset StartsAt);

/// <param name="Disabled">Their certificates count no longer (PP-2).</param>
/// <param name="You">Who asks.</param>
internal sealed record CertifiedPersonView(Guid Id, string Name, string Login, Role Role, bool Disabled, bool You, IReadOnlyList<CertificateCellView> Certificates, IReadOnlyList<ComingCourseView> Coming);

/// <param name="ValidityMonths">Null: without end.</param>
/// <param name="Certified">How many people count today.</param>
internal sealed record PathColumnView(string Code, string Name, int? ValidityMonths, int Certified);

internal sealed record MissingPeopleView(string Path, string PathName, long Required, long Actual, long Missing);

/// <summary>What the next level asks for.</summary>
/// <param name="PointsMissing">0: there are enough.</param>
internal sealed record NextLevelView(string Code, string Name, long PointsMissing, IReadOnlyList<MissingPeopleView> People);

/// <param name="Paths">Those that exist or the level rules ask for, by name.</param>
/// <param name="People">Those who may come in first, by name; who is disabled only with certificates.</param>
/// <param name="Level">Name of the level held.</param>
/// <param name="Next">Null at the top, or where the programme has no levels.</param>
internal sealed record CertificationsView(
    Guid PartnerId, string PartnerName, DateOnly Today, string TimeZone, string? Level, IReadOnlyList<PathColumnView> Paths, IReadOnlyList<CertifiedPersonView> People, NextLevelView? Next);
