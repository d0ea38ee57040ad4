using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Platform.Identity;
using Tessera.Platform.Errors;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Keys.Commands;

/// <summary>A lapsed perpetual key becomes a new annual one (KL-7): the old is closed, both point at each other, in one transaction.</summary>
internal static class TradeInKey
{
    internal sealed record Price(long Minor, string Currency);

    internal sealed record Request(Edition Edition, int Size, int Years = 1, Price? Price = null, int? ExpectedVersion = null, bool DryRun = false);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/keys/{id:guid}/trade-in", (Guid id, HttpContext context, KeyOffice office, CancellationToken ct) => office.RunAsync<Request>(context, nameof(TradeInKey), (r, c) => PrepareAsync(id, r, c, ct), ct))
            .Operation(nameof(TradeInKey)).WithName("tradeInKey").Accepts<Request>("application/json").Produces<Contracts.KeyDetailView>().ProducesProblem(422);

    private static async Task<KeyIssue> PrepareAsync(Guid id, Request request, KeyOfficeCall call, CancellationToken ct)
    {
        var old = await call.Parties.Db.FirstAsync(call.Caller.TenantId, LoadedKey.ById(call.Caller.TenantId, id, call.Caller.PartnerId), LoadedKey.Map, ct);
        if (old is null) return KeyIssue.Refused(Problem.NotFound);
        if (request.ExpectedVersion is { } expected && expected != old.Facts.Version) return KeyIssue.Refused(new Problem(409, "VERSION_CONFLICT", "The key has moved on since you looked."));
        if (request.Price is { } p && (p.Minor < 0 || p.Minor > 100_000_000_00 || p.Currency != call.Caller.Tenant.Currency))
            return KeyIssue.Refused(Problem.Invalid(new FieldProblem("price", "OUT_OF_RANGE", $"An amount from 0, in {call.Caller.Tenant.Currency}.")));
        var (number, price) = (ReissueKey.FreshNumber(), request.Price is { } asked ? new Money(asked.Minor, asked.Currency) : (Money?)null);
        return new KeyIssue(old.Customer, old.Partner, (book, at) =>
        {
            var command = new KeyCommand.TradeInKey(new KeyId(Guid.CreateVersion7(at.Now)), number, request.Edition, request.Size, request.Years, price);
            var decided = TradeIns.Decide(command, new Key.OpenKey(old.Facts).AsOf(at.Today), book, at.Today, at.Now, KeyDetails.ActorOf(call.Caller));
            return new IssueDecision(decided.New, old, decided.Old);
        }, request.DryRun);
    }
}
