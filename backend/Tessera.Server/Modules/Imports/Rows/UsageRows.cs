using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Imports.Rows;

/// <summary>Usage reports (EX-6): each row is the command ReportUsage on a key that must be there.</summary>
internal sealed class UsageRows : RowJudge
{
    private sealed record Draft(RowReader Reader, LicenceNumber Number, KeyCommand.ReportUsage Command);

    public override async Task<Judgement> JudgeAsync(Chunk chunk, CancellationToken ct)
    {
        var judgement = new Judgement();
        var drafts = new List<Draft>(chunk.Rows.Count);
        foreach (var row in chunk.Rows)
        {
            var reader = new RowReader(ImportColumns.Usage, row);
            if (Read(reader) is { } draft) drafts.Add(draft);
            else judgement.Refuse(reader.Problems);
        }

        var keys = await WorkedKeys.LoadAsync(chunk, drafts.Select(d => d.Number), ct);
        foreach (var draft in drafts)
        {
            if (keys.Find(draft.Number) is not { } key)
            {
                draft.Reader.Wrong<LicenceNumber>("number", "KEY_UNKNOWN");
                judgement.Refuse(draft.Reader.Problems);
                continue;
            }

            var (refusal, changed) = key.Decide(draft.Command, chunk);
            if (refusal is not null) judgement.Refuse(draft.Reader.Refused(refusal));
            else if (changed) judgement.Changed++;
            else judgement.Unchanged++;
        }

        keys.Finish(chunk, judgement);
        return judgement;
    }

    private static Draft? Read(RowReader r)
    {
        var number = r.Number("number");
        var command = new KeyCommand.ReportUsage(
            r.Int("users_and_extensions", required: true) ?? 0, r.Int("system_mailboxes") ?? 0, r.Int("recycled") ?? 0, r.Text("pbx_version", Bounds.LongestVersion), r.Day("reported_on"));
        return r.Problems.Count == 0 ? new Draft(r, number!.Value, command) : null;
    }
}
