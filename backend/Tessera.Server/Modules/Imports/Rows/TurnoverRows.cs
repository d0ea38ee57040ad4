using Tessera.Domain.Programme;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Imports.Rows;

/// <summary>
/// PP-3: turnover from before the ledger of points. A row becomes a line of the ledger on its own day, and what it reaches today is taken on
/// with it (PP-4). A reference that is there already with the same amount, day and partner changes nothing.
/// </summary>
internal sealed class TurnoverRows : RowJudge
{
    private const int LongestReference = 100;
    private const int LongestNote = 200;
    private const int ToldAtMost = 50;

    private sealed record Draft(RowReader Reader, string Partner, Turnover Turnover);

    public override async Task<Judgement> JudgeAsync(Chunk chunk, CancellationToken ct)
    {
        var judgement = new Judgement();
        var drafts = new List<Draft>(chunk.Rows.Count);
        foreach (var row in chunk.Rows)
        {
            var reader = new RowReader(ImportColumns.Turnover, row);
            if (Read(reader, chunk) is { } draft) drafts.Add(draft);
            else judgement.Refuse(reader.Problems);
        }

        var partners = await Parties.PartnersNamedAsync(chunk, drafts.Select(d => d.Partner), ct);
        var booked = await PointBook.BookedAsync(chunk.Transaction, chunk.Tenant.Id, drafts.ConvertAll(d => d.Turnover.Line.Reference), ct);
        var good = new List<Turnover>();
        foreach (var draft in drafts) Judge(draft, partners[draft.Partner].ToArray(), booked, good, judgement);
        judgement.WriteAsync = token => WriteAsync(chunk, good, judgement, token);
        return judgement;
    }

    private static void Judge(Draft draft, Guid[] partners, Dictionary<string, (Guid Partner, PointLine Line)> booked, List<Turnover> good, Judgement judgement)
    {
        if (partners is not [var partner])
        {
            draft.Reader.Wrong<Guid>("partner", partners.Length == 0 ? "PARTNER_UNKNOWN" : "PARTNER_AMBIGUOUS");
            judgement.Refuse(draft.Reader.Problems);
            return;
        }

        var turnover = draft.Turnover with { Partner = partner };
        if (!booked.TryGetValue(turnover.Line.Reference, out var there))
        {
            good.Add(turnover);
            judgement.Created++;
        }
        else if (turnover.Differs(there.Line, there.Partner) is { } refusal) judgement.Refuse(draft.Reader.Refused(refusal));
        else judgement.Unchanged++;
    }

    private static async Task WriteAsync(Chunk chunk, List<Turnover> good, Judgement judgement, CancellationToken ct)
    {
        if (good.Count == 0) return;
        var by = new AuditActor(chunk.Actor, chunk.ActorId, Role.Operator, "import-" + chunk.Import.Id, null);
        PointBooking[] bookings = [.. good.GroupBy(t => t.Partner).Select(of => new PointBooking(chunk.Tenant.Id, of.Key, chunk.Today, chunk.Now, by, [.. of.Select(t => t.Line)]))];
        var raised = await PointBook.BookManyAsync(chunk.Transaction, chunk.Rules.Book.Levels, bookings, ct);
        judgement.Told.AddRange(raised.Select(one => one.Partner).Union(bookings.Select(b => b.Partner).Take(ToldAtMost)).Select(partner => new Change(chunk.Tenant.Id, PointBook.ChangeKind, partner, 0, [partner])));
    }

    private static Draft? Read(RowReader r, Chunk chunk)
    {
        var reference = r.Text("reference", LongestReference, required: true);
        var partner = r.Text("partner", LongestNote, required: true);
        var day = r.Day("day");
        if (r.Raw("day") is null) r.Wrong<DateOnly?>("day", "REQUIRED");
        var net = r.Amount("net", Turnover.LeastMinor, Turnover.MostMinor);
        var currency = r.Text("currency", LongestReference);
        if (currency is not null && !currency.Equals(chunk.Tenant.Currency, StringComparison.OrdinalIgnoreCase)) r.Wrong<string>("currency", "OTHER_CURRENCY", ("currency", chunk.Tenant.Currency));
        var note = r.Text("note", LongestNote);
        if (r.Problems.Count > 0) return null;
        var turnover = new Turnover(reference!, default, day!.Value, net!.Value, chunk.Tenant.Currency, note ?? reference!);
        if (turnover.Check(chunk.Today) is not { } refusal) return new Draft(r, partner!, turnover);
        r.Problems.Add(r.Refused(refusal));
        return null;
    }
}
