using Npgsql;
using Tessera.Domain.Kernel;
using Tessera.Domain.Orders;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.Server.Modules.Payments.Books;
using Tessera.Server.Modules.Payments.Orders;
using Tessera.Server.Modules.Payments.Processing;
using Tessera.Server.Modules.Payments.Sessions;

namespace Tessera.Server.Modules.Payments.Tasks;

/// <summary>An operator settles money that was applied to nothing (OM-8): it is sent back, or its line is applied although the key has changed since.</summary>
internal static class SettleCredit
{
    internal sealed record Request(Settlement How, string Reason, bool DryRun = false);

    internal sealed record Services(OnceOnly Once, TenantDb Db, OrderDesk Orders, RefundDesk Refunds);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/credits/{id:guid}/settle", HandleAsync).Operation(nameof(SettleCredit)).WithName("settleCredit").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<CreditView>().ProducesProblem(422);

    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, OnceOnly once, TenantDb db, OrderDesk orders, RefundDesk refunds) =>
        await once.RunAsync<Request>(context, (request, write) => request.How == Settlement.Retry
            ? RetryAsync(id, request, write, new Services(once, db, orders, refunds)) : RefundAsync(id, request, write, new Services(once, db, orders, refunds)));

    /// <summary>The credit is REFUNDING in the transaction of the refund's row; the provider is told after it.</summary>
    private static async Task<Outcome> RefundAsync(Guid id, Request request, Write write, Services services)
    {
        var tenant = write.Caller.TenantId;
        if (await FindAsync(id, write, services) is not { } seen) return Problem.NotFound;
        await OrderCase.LockAsync(write.Transaction, tenant, seen.OrderId, write.Ct);
        await write.Transaction.QueryAsync(OpenCredits.Hold(tenant, id), r => r.GetInt32(0), write.Ct);
        var credit = (await write.Transaction.QueryAsync(CreditRow.Of(tenant, id), CreditRow.Read, write.Ct))[0];
        if (Credits.Settle(request.How, credit.State, credit.Cause, request.Reason) is { } refusal) return OrderProblems.Of(refusal, write.Caller.Language);
        var reason = request.Reason.Trim();
        var answer = (credit with { State = CreditState.Refunding, SettledBy = write.Who.Name, Reason = reason }).View(write.Caller.Language);
        if (request.DryRun) return Outcome.Done(answer);
        var refund = Guid.CreateVersion7(write.Now);
        await write.Transaction.WriteAsync(
            [
                OpenCredits.Settle(tenant, id, CreditState.Refunding, null, write.Who.Name, reason),
                RefundRequests.Ask(tenant, refund, credit.PaymentId, id, (credit.AmountMinor, credit.Currency), (write.Who.Name, write.Now), reason), Audit(write, credit, request, reason),
            ],
            write.Ct);
        write.AfterCommit(() => services.Refunds.Soon(write.Caller.Tenant, refund));
        return Outcome.Done(answer);
    }

    /// <summary>The key's own transaction settles the credit; where somebody else was faster, nothing of it is kept.</summary>
    private static async Task<Outcome> RetryAsync(Guid id, Request request, Write write, Services services)
    {
        var caller = write.Caller;
        if (await FindAsync(id, write, services) is not { } credit) return Problem.NotFound;
        if (Credits.Settle(request.How, credit.State, credit.Cause, request.Reason) is { } refusal) return OrderProblems.Of(refusal, caller.Language);
        var of = (await OrderCase.ReadAsync(services.Db, caller.TenantId, credit.OrderId, write.Ct))!;
        var line = of.Lines.Single(l => l.Line == credit.Line);
        var reason = request.Reason.Trim();
        var outcome = await services.Orders.RetryAsync(
            caller.Tenant, of, line, now => [.. OpenCredits.Applying(caller.TenantId, id, of.OrderId, line.Line, write.Who.Name, reason, now), Audit(write, credit, request, reason)], request.DryRun, write.Ct);
        return outcome switch
        {
            null => OrderProblems.Of(Refusal.Of(RefusalCodes.CreditNotOpen, "OM-8"), caller.Language),
            KeyOutcome.Refused refused => OrderProblems.Of(refused.Refusal, caller.Language),
            KeyOutcome.Unknown => OrderProblems.Of(Refusal.Of(RefusalCodes.KeyUnknown, "OM-8"), caller.Language),
            KeyOutcome.Conflict => new Problem(409, "VERSION_CONFLICT", "The key is being changed right now. Try again."),
            _ when request.DryRun => Outcome.Done((credit with { State = CreditState.Applied, SettledBy = write.Who.Name, Reason = reason, SettledAt = write.Now }).View(caller.Language)),
            _ => Outcome.Done((await FindAsync(id, write, services))!.View(caller.Language)),
        };
    }

    private static Task<CreditRow?> FindAsync(Guid id, Write write, Services services) => services.Db.FirstAsync(write.Caller.TenantId, CreditRow.Of(write.Caller.TenantId, id), CreditRow.Read, write.Ct);

    private static NpgsqlBatchCommand Audit(Write write, CreditRow credit, Request request, string reason) => AuditTrail.Add(
        write.Caller.TenantId, write.Who, write.Now,
        new AuditRow(nameof(SettleCredit), "order", credit.OrderId, credit.OrderNumber, AuditTrail.Changes(("credit", "OPEN", PaymentWords.Of(request.How)), ("amount", null, $"{credit.AmountMinor} {credit.Currency}")), reason));
}
