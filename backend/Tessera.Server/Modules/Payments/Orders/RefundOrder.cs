using Tessera.Domain.Orders;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Payments.Books;
using Tessera.Server.Modules.Payments.Processing;
using Tessera.Server.Modules.Payments.Sessions;

namespace Tessera.Server.Modules.Payments.Orders;

/// <summary>Sends back money that had renewed something; the key keeps its term. The row is written here, the provider is told after it.</summary>
internal static class RefundOrder
{
    internal sealed record Request(long AmountMinor, string Reason, bool DryRun = false);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/orders/{id:guid}/refund", HandleAsync).Operation(nameof(RefundOrder)).WithName("refundOrder").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<OrderView>().ProducesProblem(422);

    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, OnceOnly once, TenantDb db, RefundDesk refunds) => await once.RunAsync<Request>(context, async (request, write) =>
    {
        var caller = write.Caller;
        if (await OrderDetails.OfAsync(db, caller, id, write.Ct) is not { } view) return Problem.NotFound;
        var of = (await OrderCase.LockAsync(write.Transaction, caller.TenantId, id, write.Ct))!;
        var held = (await write.Transaction.QueryAsync(Postings.Held(caller.TenantId, id, LedgerAccount.Applied), r => r.GetInt64(0), write.Ct))[0];
        var underWay = (await write.Transaction.QueryAsync(RefundRequests.UnderWay(caller.TenantId, id), r => r.GetInt64(0), write.Ct))[0];
        if (Refunds.Check(request.AmountMinor, held, underWay, of.PaymentId is not null, request.Reason) is { } refusal) return OrderProblems.Of(refusal, caller.Language);

        var refund = Guid.CreateVersion7(write.Now);
        var answer = view with { Refunds = [.. view.Refunds, new RefundView(refund, RefundState.Requested, new(request.AmountMinor, of.Currency), request.Reason.Trim(), write.Now)] };
        if (request.DryRun) return Outcome.Done(answer);
        var audit = new AuditRow(nameof(RefundOrder), "order", id, of.Number, AuditTrail.Changes(("refunded", 0, $"{request.AmountMinor} {of.Currency}")), request.Reason.Trim());
        await write.Transaction.WriteAsync(
            [RefundRequests.Ask(caller.TenantId, refund, of.PaymentId!.Value, null, (request.AmountMinor, of.Currency), (write.Who.Name, write.Now), request.Reason.Trim()), AuditTrail.Add(caller.TenantId, write.Who, write.Now, audit)], write.Ct);
        write.AfterCommit(() => refunds.Soon(caller.Tenant, refund));
        return Outcome.Done(answer);
    });
}
