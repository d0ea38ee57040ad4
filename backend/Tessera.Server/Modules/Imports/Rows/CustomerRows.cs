using Npgsql;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Customers.Contracts;

namespace Tessera.Server.Modules.Imports.Rows;

/// <summary>Customers by their reference in the distributor's own books. An empty cell says nothing and changes nothing.</summary>
internal sealed class CustomerRows : RowJudge
{
    private const int LongestReference = 100;

    private sealed record Draft(RowReader Reader, string Reference, CustomerFields Given, bool? Education, string? Partner);

    private sealed record Known(CustomerRow? Before, CustomerFields Fields, Guid? Partner);

    public override async Task<Judgement> JudgeAsync(Chunk chunk, CancellationToken ct)
    {
        var judgement = new Judgement();
        var drafts = new List<Draft>(chunk.Rows.Count);
        foreach (var row in chunk.Rows)
        {
            var reader = new RowReader(ImportColumns.Customers, row);
            if (Read(reader) is { } draft) drafts.Add(draft);
            else judgement.Refuse(reader.Problems);
        }

        var partners = await Parties.PartnersAsync(chunk, drafts.Where(d => d.Partner is not null).Select(d => d.Partner!), ct);
        var known = await KnownAsync(chunk, drafts, ct);
        var written = new Dictionary<string, Known>();
        foreach (var draft in drafts) Judge(draft, partners, known, written, judgement);
        judgement.WriteAsync = token => WriteAsync(chunk, written, token);
        return judgement;
    }

    private static void Judge(Draft draft, Dictionary<string, Guid> partners, Dictionary<string, CustomerRow> known, Dictionary<string, Known> written, Judgement judgement)
    {
        Guid? partner = null;
        if (draft.Partner is { } vatId && (partner = partners.TryGetValue(vatId, out var id) ? id : null) is null)
        {
            draft.Reader.Wrong<Guid>("partner_vat_id", "PARTNER_UNKNOWN");
            judgement.Refuse(draft.Reader.Problems);
            return;
        }

        if (!known.TryGetValue(draft.Reference, out var before))
        {
            written[draft.Reference] = new Known(null, draft.Given with { Education = draft.Education ?? false }, partner);
            judgement.Created++;
            return;
        }

        var after = Merge(before.Fields, draft);
        var owner = partner ?? before.PartnerId;
        if (after == before.Fields && owner == before.PartnerId)
        {
            judgement.Unchanged++;
            return;
        }

        written[draft.Reference] = new Known(before, after, owner);
        judgement.Changed++;
    }

    private static CustomerFields Merge(CustomerFields known, Draft draft) => new(
        draft.Given.Name ?? known.Name, draft.Given.Email ?? known.Email, draft.Given.VatId ?? known.VatId, draft.Given.Country ?? known.Country,
        draft.Given.City ?? known.City, draft.Given.Language ?? known.Language, draft.Education ?? known.Education);

    private static async Task<Dictionary<string, CustomerRow>> KnownAsync(Chunk chunk, List<Draft> drafts, CancellationToken ct)
    {
        var sql = $"SELECT {CustomerRow.Columns} FROM customer WHERE tenant_id = $1 AND reference = ANY($2) ORDER BY customer_id{(chunk.Lock ? " FOR UPDATE" : "")}";
        var rows = await chunk.Transaction.QueryAsync(Sql.Of(sql, chunk.Tenant.Id, drafts.Select(d => d.Reference).ToArray()), CustomerRow.Read, ct);
        return rows.ToDictionary(r => r.Reference!);
    }

    private static async Task WriteAsync(Chunk chunk, Dictionary<string, Known> written, CancellationToken ct)
    {
        var tenant = chunk.Tenant.Id;
        var steps = written.Select(w => (w.Value, Step: new CustomerStep(w.Value.Before?.Id ?? Guid.CreateVersion7(chunk.Now), w.Value.Partner, w.Key, w.Value.Fields))).ToList();
        if (steps.Count == 0) return;
        var added = steps.Where(s => s.Value.Before is null).Select(s => s.Step).ToList();
        var moved = steps.Where(s => s.Value.Before is not null).Select(s => s.Step).ToList();
        var statements = new List<NpgsqlBatchCommand>();
        if (added.Count > 0) statements.Add(CustomerBatch.Insert(tenant, added, chunk.Now));
        if (moved.Count > 0) statements.Add(CustomerBatch.Update(tenant, moved));
        statements.Add(AuditTrail.AddMany(tenant, steps.ConvertAll(s => Audit(chunk, s.Value, s.Step))));
        await chunk.Transaction.WriteAsync(statements, ct);
        await CustomerBatch.RenameKeysAsync(
            chunk.Transaction, tenant, steps.Where(s => s.Value.Before is { } before && before.Name != s.Step.Fields.Name).ToDictionary(s => s.Step.Id, s => s.Step.Fields.Name!), ct);
    }

    /// <summary>Customers have no events: the audit keeps what the import changed of each.</summary>
    private static AuditRecord Audit(Chunk chunk, Known known, CustomerStep step)
    {
        var (before, after) = (known.Before, step.Fields);
        var changes = AuditTrail.Changes(
            ("name", before?.Name, after.Name), ("email", before?.Email, after.Email), ("vatId", before?.VatId, after.VatId), ("country", before?.Country, after.Country), ("city", before?.City, after.City),
            ("language", before?.Language, after.Language), ("education", before?.Education, after.Education), ("partner", before?.PartnerId, step.Partner));
        return new AuditRecord(
            Guid.CreateVersion7(chunk.Now), chunk.Now, new AuditActor(chunk.Actor, chunk.ActorId, Role.Operator, "import-" + chunk.Import.Id, null),
            new AuditRow(nameof(CommitImport), "customer", step.Id, after.Name!, changes));
    }

    private static Draft? Read(RowReader r)
    {
        var reference = r.Text("reference", LongestReference, required: true);
        var given = new CustomerFields(r.Raw("name"), r.Raw("email"), r.Raw("vat_id"), r.Raw("country"), r.Raw("city"), r.Raw("language"), false).Kept();
        foreach (var problem in given.Problems()) Wrong(r, problem);
        var education = r.Flag("education");
        var partner = Parties.VatId(r.Text("partner_vat_id", 40));
        return r.Problems.Count == 0 ? new Draft(r, reference!, given, education, partner) : null;
    }

    private static void Wrong(RowReader r, FieldProblem problem)
    {
        var column = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(problem.Field);
        var longest = column == "city" ? CustomerFields.LongestCity : CustomerFields.LongestName;
        var code = (column, problem.Code) switch
        {
            (_, "REQUIRED") => "REQUIRED",
            (_, "TOO_LONG") => "TOO_LONG",
            ("email", _) => "INVALID_EMAIL",
            ("vat_id", _) => "INVALID_VAT_ID",
            ("country", _) => "INVALID_COUNTRY",
            ("language", _) => "INVALID_LANGUAGE",
            _ => "CONTROL_CHARACTER",
        };
        r.Wrong<string>(column, code, ("most", longest.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
