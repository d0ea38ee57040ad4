using Npgsql;
using Tessera.Domain.Explain;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews.Corrections;

/// <summary>A line of points that came in after a review's snapshot, with why it is there.</summary>
/// <param name="N">Of the correction that counted it; 0: none has.</param>
internal sealed record LateLine(int N, DateOnly CountsOn, string Reference, long Points, PointCause Cause, IReadOnlyDictionary<string, string> Facts, Guid? Order)
{
    public static LateLine Read(NpgsqlDataReader r) => new(
        r.GetInt32(0), r.GetFieldValue<DateOnly>(1), r.GetString(2), r.GetInt64(3), ProgrammeWords.Read<PointCause>(r.GetString(4)), ProgrammeJson.ReadFacts(r.GetFieldValue<byte[]>(5)), r.GuidOrNull(6));

    public CountedPoints Counted => new(CountsOn, Points, Reference);

    public ReviewLineView View(Texts texts) => new(
        CountsOn, Points, Cause, ProgrammeTexts.Cause(Cause, texts), ProgrammeTexts.Line(Cause, Facts, texts), Order is { } order ? new PointOrderView(order, Facts.GetValueOrDefault("order", "")) : null);
}

/// <inheritdoc cref="LateLine"/>
internal sealed record LateCertificate(int N, Guid Id, HeldCertificate Held)
{
    public static LateCertificate Read(NpgsqlDataReader r) =>
        new(r.GetInt32(0), r.GetGuid(1), new HeldCertificate(r.GetGuid(2), r.GetString(3), r.GetString(4), r.GetFieldValue<DateOnly>(5), r.DayOrNull(6)));
}

/// <summary>A correction as it is kept.</summary>
/// <param name="Stored">The record without its lines.</param>
internal sealed record KeptCorrection(int N, DateOnly On, CorrectionEffect Effect, string Reason, string Actor, DateTimeOffset At, byte[] Stored, byte[] Hash)
{
    public static KeptCorrection Read(NpgsqlDataReader r) => new(
        r.GetInt32(0), r.GetFieldValue<DateOnly>(1), ProgrammeWords.Read<CorrectionEffect>(r.GetString(2)), r.GetString(3), r.GetString(4), r.Moment(5), r.GetFieldValue<byte[]>(6), r.GetFieldValue<byte[]>(7));
}
