using Tessera.Domain.Explain;
using Tessera.Domain.Keys;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Keys.Queries;

/// <summary>What held or will hold on any day, and why: the same function as the timeline and the validation answer.</summary>
internal static class ExplainKey
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/keys/{id:guid}/explanation", HandleAsync).Operation(nameof(ExplainKey)).WithName("explainKey").Produces<ExplanationView>().Takes(QueryParameter.Day("on", "The day, past or future.", required: true));

    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, TenantDb db, TenantRules rules, CancellationToken ct)
    {
        var caller = context.Caller();
        var input = new QueryInput(context);
        var on = input.Day("on") ?? default;
        if (on == default && input.Problem is null) input.Add("on", "REQUIRED", "Say which day, as YYYY-MM-DD.");
        if (input.Problem is { } problem) return problem.Result();
        var loaded = await db.FirstAsync(caller.TenantId, LoadedKey.ById(caller.TenantId, id, caller.PartnerId), LoadedKey.Map, ct);
        if (loaded is null) return Problem.NotFound.Result();
        var (_, book) = await rules.OfAsync(caller.TenantId, ct);
        var explanation = Explanation.Of(new Key.OpenKey(loaded.Facts), book, on, caller.Language)!;
        var phases = new PhaseViews(book, Texts.Of(caller.Language));
        return TypedResults.Ok(new ExplanationView(on, explanation.Sentence, phases.Of(explanation.Phase, false), [.. explanation.Statements.Select(View)]));
    }

    private static StatementView View(Statement s) => new(
        s.Topic, s.Claim, s.Rule, s.RuleText, s.RuleVersion, s.RuleStatus, s.Source, [.. s.Facts.Select(f => new FactView(f.Name, f.Value))], s.Changes);
}
