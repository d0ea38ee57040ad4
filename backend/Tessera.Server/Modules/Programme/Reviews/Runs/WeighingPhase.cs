using System.Text;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews.Runs;

/// <summary>Weighs the next partners of the snapshot: read in three statements, decided in memory, written in one.</summary>
internal static class WeighingPhase
{
    private const string Insert = """
        INSERT INTO review_result (tenant_id, run_id, partner_id, name, outcome, level_from, level_to, points, margin, marks, record, hash)
        SELECT $1, $2, r.partner, r.name, r.outcome, r.level_from, r.level_to, r.points, r.margin, string_to_array(r.marks, ','), r.record::json, r.hash
        FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::text[], $11::text[], $12::bytea[])
          AS r (partner, name, outcome, level_from, level_to, points, margin, marks, record, hash)
        """;

    public static async Task<ReviewPage> WeighAsync(ReviewWork work, CancellationToken ct)
    {
        var (tenant, run) = (work.Tenant.Id, work.Run);
        var partners = await ReviewInputRows.NextAsync(work.Transaction, tenant, run.Id, work.After, ct);
        if (partners.Length == 0) return ReviewPage.Over;
        var weighed = (await ReviewInputRows.ReadAsync(work.Transaction, tenant, run, partners, ct))
            .Select(one => (one.Name, Record: Review.Decide(one.Inputs, work.Levels) ?? throw new InvalidOperationException($"Review {run.Id} has no rules to weigh by."))).ToList();
        await work.Transaction.WriteAsync([Rows(tenant, run.Id, weighed)], ct);
        return new ReviewPage(partners.Length, partners[^1], []);
    }

    private static NpgsqlBatchCommand Rows(int tenant, Guid run, List<(string Name, ReviewRecord Record)> weighed)
    {
        return Sql.Of(
            Insert, tenant, run, weighed.Select(w => w.Record.Inputs.Partner.Value).ToArray(), weighed.Select(w => w.Name).ToArray(), weighed.Select(w => ProgrammeWords.Of(w.Record.Outcome)).ToArray(),
            Texts(r => r.Standing.Held), Texts(r => r.LevelAfter), Numbers(r => r.Standing.Points), Numbers(ReviewMarks.Margin),
            weighed.Select(w => string.Join(',', ReviewMarks.Of(w.Record).Select(ProgrammeWords.Of))).ToArray(),
            weighed.Select(w => Encoding.UTF8.GetString(StoredRecord.WithoutLines(w.Record))).ToArray(), weighed.Select(w => StoredRecord.Hash(w.Record)).ToArray());

        NpgsqlParameter Texts(Func<ReviewRecord, string?> of) => new() { Value = weighed.Select(w => of(w.Record)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

        NpgsqlParameter Numbers(Func<ReviewRecord, long?> of) => new() { Value = weighed.Select(w => of(w.Record)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };
    }
}
