using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Orders;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Quotes.Commands;

/// <summary>A quote for renewing keys, each for some years (OM-2 … OM-6). Asked dry it gives the same answer and keeps nothing.</summary>
internal static class CreateQuote
{
    /// <param name="Email">Where it will be sent; null: the customer's address.</param>
    /// <param name="Language">Of what is sent; null: the buyer's.</param>
    internal sealed record Request(
        Payer Payer, IReadOnlyList<BasketLine> Lines, string? PoNumber = null, string? Note = null, string? Email = null, string? Language = null, bool DryRun = false);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/quotes/create", HandleAsync)
        .Operation(nameof(CreateQuote)).WithName("createQuote").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<QuoteView>().ProducesProblem(422);

    private static async Task<IResult> HandleAsync(HttpContext context, QuoteDesk desk, TenantDb db, TenantRules rules, CancellationToken ct)
    {
        var (request, idempotency, problem) = await QuoteDesk.ReadAsync<Request>(context, ct);
        if (problem is not null) return problem.Result();
        var caller = context.Caller();
        if (await KeptAnswers.ReplayAsync(db, caller, idempotency!, ct) is { } kept) return kept;
        if (Basket.Unreadable(request!.Lines, caller.Language) is { } unreadable) return unreadable.Result();
        if (LetterWish.Problem(PlainText.Kept(request.Email), request.Language, null) is { } bad) return bad.Result();

        var keys = await Basket.LoadAsync(db, caller.TenantId, request.Lines, caller.PartnerId, ct);
        if (Basket.Unknown(request.Lines, keys) is { } unknown) return unknown.Result();
        var now = desk.Clock.GetUtcNow();
        var today = caller.Tenant.DayOf(now);
        var (_, book) = await rules.OfAsync(caller.TenantId, ct);
        var wish = new BasketWish(request.Lines, request.Payer, PlainText.Kept(request.PoNumber), PlainText.Kept(request.Note));
        var basket = Basket.Price(wish, keys, book, today);
        if (Refusals(basket, request.DryRun) is { Count: > 0 } refusals) return QuoteDesk.Refused(refusals, caller.Language).Result();

        var document = basket.DocumentOrDraft(wish, book, today);
        var email = PlainText.Kept(request.Email) ?? (request.Payer == Payer.Customer ? basket.Customer?.Email : null);
        LoadedQuote Quote(Guid id, string number) => QuoteMaking.New(basket, document, id, number, email, Addressee.Language(request.Language, request.Payer, basket, caller.Tenant), now, caller.Membership.Name);
        if (request.DryRun) return QuoteDesk.Answer(QuoteDetails.Preview(Quote(Guid.Empty, ""), basket, wish, caller, today));
        return await desk.BeginAsync(context, idempotency!, Quote(Guid.CreateVersion7(now), await QuoteSql.NumberAsync(db, caller.TenantId, ct)), ct);
    }

    /// <summary>What stands against the whole (who buys before where), then against each line at its place; a dry run shows refused lines instead.</summary>
    public static List<Refusal> Refusals(PricedBasket basket, bool dryRun)
    {
        List<Refusal> refusals = [.. basket.Result.Refusals.OrderBy(r => r.Code == RefusalCodes.BuyerCountryMissing)];
        if (dryRun) return refusals;
        foreach (var (i, line) in basket.Result.Lines.Index())
            if (line is LineResult.Refused { Refusal: var refusal }) refusals.Add(refusal with { Field = $"lines[{CsvWriter.Number(i)}].{refusal.Field ?? "keyId"}" });
        return refusals;
    }
}

/// <summary>In which language a quote is sent.</summary>
internal static class Addressee
{
    /// <summary>As wished; else the buyer's, else the programme's first.</summary>
    public static string Language(string? wished, Payer payer, PricedBasket basket, Tenant tenant) =>
        wished ?? Known(payer == Payer.Customer ? basket.Customer?.Language : basket.Partner?.Language) ?? Known(tenant.Languages.FirstOrDefault()) ?? "en";

    private static string? Known(string? language) => language is not null && Texts.Languages.Contains(language) ? language : null;
}
