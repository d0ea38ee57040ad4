using Tessera.Domain.Explain;
using Tessera.Domain.Policy;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Catalogue;

/// <summary>EX-4: the smallest size whose maximum holds a count of users and extensions. "None fits" is an answer, with its code.</summary>
internal static class AdviseSize
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/adviser", HandleAsync).Operation(nameof(AdviseSize)).WithName("adviser")
        .Takes(QueryParameter.Int("count", "Users and extensions.", 1, SizeAdviser.LargestCount, required: true)).Produces<SizeAdviceView>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantRules rules, TimeProvider clock, CancellationToken ct)
    {
        var caller = context.Caller();
        var input = new QueryInput(context);
        var count = input.Required("count", input.Int("count", 1, SizeAdviser.LargestCount));
        if (input.Problem is { } problem) return problem.Result();
        var (_, book) = await rules.OfAsync(caller.TenantId, ct);
        var advice = SizeAdviser.Advise(book, count, caller.Tenant.DayOf(clock.GetUtcNow()));
        return TypedResults.Ok(new SizeAdviceView(advice.Count, advice.Size, advice.FreeAlso, advice.MaxExtensions, advice.RecommendedFrom, advice.Refusal?.Code, Text(advice, Texts.Of(caller.Language))));
    }

    private static string Text(SizeAdvice advice, Texts texts) => advice.Refusal is { } refusal
        ? texts.Refusal(refusal) + " " + texts.Remedy(refusal)
        : texts.Get(advice.FreeAlso ? "adviser.fits-free" : "adviser.fits", ("size", Number(advice.Size)), ("count", Number(advice.Count)), ("max", Number(advice.MaxExtensions)));

    private static string Number(int? number) => CsvWriter.Number(number);
}
