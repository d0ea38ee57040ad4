using Npgsql;
using Tessera.Domain.Orders;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Payments.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Quotes.Pay;

namespace Tessera.Server.Modules.Quotes.Commands;

/// <summary>A partner accepts its own quote and goes to pay it at partner price. Pressed twice it opens the same session (F11).</summary>
internal static class PayQuote
{
    /// <param name="ReturnTo">A page of ours to come back to; null: the quote's.</param>
    internal sealed record Request(string? ReturnTo = null);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/quotes/{id:guid}/pay", HandleAsync)
        .Operation(nameof(PayQuote)).WithName("payQuote").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<CheckoutView>().ProducesProblem(422);

    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, PurchaseDesk desk, CancellationToken ct)
    {
        var (request, idempotency, problem) = await QuoteDesk.ReadAsync<Request>(context, ct);
        return problem is not null ? problem.Result() : await desk.PayAsync(id, request!, context, idempotency!, ct);
    }
}

/// <summary>Accepts in the name of whoever is signed in, who is written to about the payment if nobody else is, then opens the session.</summary>
internal sealed class PurchaseDesk(QuoteStore store, Checkout checkout, TenantRules rules, Settings settings, TimeProvider clock)
{
    private const int Attempts = 3;

    public async Task<IResult> PayAsync(Guid id, PayQuote.Request request, HttpContext context, Platform.Idempotency.IdempotencyKey idempotency, CancellationToken ct)
    {
        var caller = context.Caller();
        var returnTo = request.ReturnTo ?? $"{settings.PublicUrl}/quotes/quote_{id}";
        if (!IsOurs(returnTo)) return Problem.Invalid(new FieldProblem("returnTo", "MALFORMED", "An address of this service.")).Result();
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await store.FindAsync(caller.TenantId, id, caller.PartnerId, ct) is not { } quote) return Problem.NotFound.Result();
            var now = clock.GetUtcNow();
            var today = caller.Tenant.DayOf(now);
            var (_, book) = await rules.OfAsync(caller.TenantId, ct);
            if (quote.Row.Payer != Payer.Partner) return QuoteDesk.Refused(Domain.Kernel.Refusal.Of(Domain.Kernel.RefusalCodes.InvalidInput, "OM-6", null, ("field", "payer")), caller.Language).Result();
            var decision = QuoteDecider.Decide(new QuoteCommand.Accept(caller.Membership.Name, quote.Row.Version), quote.Facts(book, today), today);
            if (decision is QuoteDecision.Refused no) return QuoteDesk.Refused(no.Refusal, caller.Language).Result();
            if (quote.Hindrance(book, today) is { } moot) return QuoteDesk.Refused(moot, caller.Language).Result();
            if (decision is QuoteDecision.Moved moved && !await AcceptedAsync(quote, moved, context, idempotency, now, ct)) continue;
            return await PayModule.OpenAsync(
                context, checkout, new CheckoutRequest(caller.TenantId, id, quote.Row.Version, returnTo, caller.Language, Letters.ReplyTo(caller)), caller.Language, (o, url) => new CheckoutView(url, o.OrderId!.Value, o.PaymentId!.Value));
        }

        return new Problem(409, "VERSION_CONFLICT", "The quote is being changed right now. Ask again.").Result();
    }

    /// <summary>The answer is the provider's address, which ends: it is asked for anew rather than kept.</summary>
    private async Task<bool> AcceptedAsync(LoadedQuote quote, QuoteDecision.Moved moved, HttpContext context, Platform.Idempotency.IdempotencyKey idempotency, DateTimeOffset now, CancellationToken ct)
    {
        var caller = context.Caller();
        var name = caller.Membership.Name;
        var row = quote.Row with { State = moved.To, AcceptedName = name, AcceptedAt = now, Email = quote.Row.Email ?? Letters.ReplyTo(caller) };
        var after = quote.Then(quote, row, QuoteHappened.Of(now, name, moved.EventName, ("name", name), ("version", CsvWriter.Number(quote.Row.Version))));
        NpgsqlBatchCommand[] beside =
        [
            AuditTrail.Add(caller.TenantId, AuditActor.Of(context), now, new AuditRow(nameof(PayQuote), "quote", quote.Row.Id, quote.Row.Number, QuoteDesk.Changed(quote.Row, row))),
            KeptAnswers.Keep(caller, idempotency, "{}", now),
        ];
        try
        {
            return await store.KeepAsync(caller.TenantId, quote, after, beside, ct);
        }
        catch (PostgresException raced) when (KeptAnswers.Raced(raced))
        {
            return false;
        }
    }

    private bool IsOurs(string url) => url.StartsWith(settings.PublicUrl + "/", StringComparison.Ordinal) && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && url.Length <= 500;
}
