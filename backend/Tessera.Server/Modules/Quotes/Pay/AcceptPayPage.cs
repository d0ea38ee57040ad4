using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Orders;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Server.Http;
using Tessera.Server.Modules.Payments.Contracts;

namespace Tessera.Server.Modules.Quotes.Pay;

/// <summary>
/// The customer accepts and goes to pay. What is over its maximum is acknowledged first, by name, on the key (XP-3); then the quote is
/// accepted; then the one open session of this version is opened or found again (F11). A repetition after any of these steps ends in the same place.
/// </summary>
internal static class AcceptPayPage
{
    /// <param name="Name">Who accepts, as typed.</param>
    /// <param name="Acknowledge">Keys whose warning was read.</param>
    /// <param name="Version">Of the document that was read.</param>
    /// <param name="ReturnTo">The page's own address, with the language chosen on it.</param>
    internal sealed record Request(string? Name = null, IReadOnlyList<Guid>? Acknowledge = null, int? Version = null, string? ReturnTo = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/{tenant}/pay/accept", HandleAsync).Open(PayModule.Because).WithName("acceptPayPage").Accepts<Request>("application/json").Produces<PayUrlView>().ProducesProblem(422);

    private static async Task HandleAsync(HttpContext context, PayGate gate, PayDesk desk, PayLinks links, Checkout checkout)
    {
        if (await gate.AdmitAsync(context) is not { } call || await PayGate.ReadAsync<Request>(context) is not { } request) return;
        var page = links.UrlOf(call.Tenant, context.Request.Headers[PayGate.TokenHeader].ToString());
        var name = PlainText.Kept(request.Name) ?? "";
        if (Bad(request, page) is { } bad)
        {
            await Problems.WriteAsync(context, bad);
            return;
        }

        // Kept with the payment, so without the token: it is filled in where the provider is asked.
        var turn = await desk.KeepAsync(call, nameof(AcceptPayPage), name, c => AcceptAsync(c, desk, request, name));
        var result = turn.Problem?.Result()
            ?? await PayModule.OpenAsync(context, checkout, new CheckoutRequest(call.Tenant.Id, call.Quote.Row.Id, turn.Quote.Row.Version, links.UnfilledUrlOf(call.Tenant, call.Link) + request.ReturnTo?[page.Length..], turn.Quote.Row.Language, turn.Quote.Row.Email), call.Language, (_, url) => new PayUrlView(url));
        await result.ExecuteAsync(context);
    }

    private static async Task<PayTurn> AcceptAsync(PayCall call, PayDesk desk, Request request, string name)
    {
        if (call.LinkEnded) return No(call, Refusal.Of(RefusalCodes.QuoteExpired, "OM-5", null, ("validUntil", CsvWriter.Day(call.Quote.Row.ValidUntil))));
        var facts = call.Quote.Facts(call.Rules, call.Today);
        KeyId[] acknowledged = [.. (request.Acknowledge ?? []).Select(id => new KeyId(id))];
        var decision = QuoteDecider.Decide(new QuoteCommand.Accept(name, request.Version ?? 0, [.. acknowledged]), facts, call.Today);
        if (decision is QuoteDecision.Refused no) return No(call, no.Refusal);
        if (call.Quote.Hindrance(call.Rules, call.Today) is { } moot) return No(call, moot with { Field = null });
        foreach (var key in facts.NeedsAcknowledgement)
            if (await desk.AcknowledgeAsync(call, key, name) is { } refusal) return No(call, refusal);
        if (decision is not QuoteDecision.Moved moved) return new PayTurn(call.Quote);
        var row = call.Quote.Row with { State = moved.To, AcceptedName = name, AcceptedAt = call.Now, ViewedAt = call.Quote.Row.ViewedAt ?? call.Now };
        return new PayTurn(call.Quote.Then(call.Quote, row, PayDesk.Happened(call, name, moved.EventName, ("name", name))));
    }

    private static PayTurn No(PayCall call, Refusal refusal) => new(call.Quote, QuoteDesk.Refused(refusal, call.Language));

    private static Problem? Bad(Request request, string page)
    {
        List<FieldProblem> problems = [];
        if (PlainText.Check("name", request.Name, 200, required: true) is { } name) problems.Add(name);
        if (request.Version is null) problems.Add(new FieldProblem("version", "REQUIRED", "The version that was read."));
        if (request.Acknowledge is { Count: > 200 }) problems.Add(new FieldProblem("acknowledge", "TOO_LONG", "Up to 200 keys."));
        if (request.ReturnTo is { } to && to != page && !Texts.Languages.Any(l => to == page + "?lang=" + l)) problems.Add(new FieldProblem("returnTo", "MALFORMED", "The address of this page."));
        return problems.Count > 0 ? Problem.Invalid(problems) : null;
    }
}
