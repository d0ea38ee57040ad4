using Npgsql;
using Tessera.Domain.Orders;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Quotes.Pay;

namespace Tessera.Server.Modules.Quotes.Commands;

/// <summary>
/// The link that pays a quote, to be handed over by other means than our mail; made if there is none in use. The answer is made
/// anew each time and never kept: no token rests in the database.
/// </summary>
internal static class ReadPayLink
{
    internal sealed record Request;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/quotes/{id:guid}/link", HandleAsync)
        .Operation(nameof(ReadPayLink)).WithName("payLink").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<PayLinkView>().ProducesProblem(422);

    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, LinkDesk desk, CancellationToken ct)
    {
        var (_, idempotency, problem) = await QuoteDesk.ReadAsync<Request>(context, ct);
        return problem is not null ? problem.Result() : await desk.ReadAsync(id, context, idempotency!, ct);
    }
}

/// <summary>Finds or makes the link of a quote.</summary>
internal sealed class LinkDesk(QuoteStore store, PayLinks links, TenantRules rules, TimeProvider clock)
{
    private const int Attempts = 3;

    public async Task<IResult> ReadAsync(Guid id, HttpContext context, Platform.Idempotency.IdempotencyKey idempotency, CancellationToken ct)
    {
        var caller = context.Caller();
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await store.FindAsync(caller.TenantId, id, caller.PartnerId, ct) is not { } quote) return Problem.NotFound.Result();
            var now = clock.GetUtcNow();
            var today = caller.Tenant.DayOf(now);
            var (_, book) = await rules.OfAsync(caller.TenantId, ct);
            var sending = QuoteDecider.Actions(quote.Facts(book, today), today).Single(a => a.Operation == "SendQuote");
            if (sending.Refusal is { } refusal) return QuoteDesk.Refused(refusal, caller.Language).Result();
            if (links.IsInUse(caller.TenantId, quote.Link, now)) return Answer(caller.Tenant, quote.Link!);

            var (link, keep) = links.New(caller.TenantId, id, now);
            var after = quote.Then(quote, quote.Row, QuoteHappened.Of(now, caller.Membership.Name, "quote.link-made.v1"));
            NpgsqlBatchCommand[] beside =
            [
                keep, AuditTrail.Add(caller.TenantId, AuditActor.Of(context), now, new AuditRow(nameof(ReadPayLink), "quote", id, quote.Row.Number)), KeptAnswers.Keep(caller, idempotency, "{}", now),
            ];
            try
            {
                if (await store.KeepAsync(caller.TenantId, quote, after, beside, ct)) return Answer(caller.Tenant, link);
            }
            catch (PostgresException raced) when (KeptAnswers.Raced(raced))
            {
                // The same request twice at once: the other one made the link. Under a name used for something else there is no link to find.
                if (attempt > 1) return Platform.Idempotency.IdempotencyKey.Reused.Result();
            }
        }

        return new Problem(409, "VERSION_CONFLICT", "The quote is being changed right now. Ask again.").Result();
    }

    private IResult Answer(Tenant tenant, PayLink link) => QuoteDesk.Answer(new PayLinkView(links.UrlOf(tenant, link), link.ExpiresAt));
}
