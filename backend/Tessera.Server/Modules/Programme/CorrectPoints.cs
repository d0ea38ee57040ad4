using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme;

/// <summary>
/// An operator adds points to a partner or takes some away, with a reason: a line of its own, never a change of another. A level it reaches
/// is taken on at once; one it falls below stays until a review (PP-5).
/// </summary>
internal static class CorrectPoints
{
    /// <param name="Points">The difference, signed.</param>
    /// <param name="CountsOn">Today where it is not given; never ahead.</param>
    internal sealed record Request(long Points, string? Reason = null, DateOnly? CountsOn = null, bool DryRun = false);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/partners/{id}/points/correct",
            (string id, HttpContext context, OnceOnly once, PointBook book, TenantRules rules, ChangeFeed feed) => once.RunAsync<Request>(context, (request, write) => HandleAsync(id, request, write, (book, rules, feed))))
        .Operation(nameof(CorrectPoints)).WithName("correctPoints").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<LevelView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Request request, Write write, (PointBook Book, TenantRules Rules, ChangeFeed Feed) services)
    {
        var (caller, reason) = (write.Caller, PlainText.Kept(request.Reason));
        var today = caller.Tenant.DayOf(write.Now);
        var on = request.CountsOn ?? today;
        if (!Guid.TryParseExact(id, "D", out var partner) || await LevelDetails.ReadAsync(write.Transaction, caller.TenantId, partner, today, write.Ct) is not { } before) return Problem.NotFound;
        if (Points.CheckCorrection(request.Points, on, today, reason) is { } refusal) return Refused(refusal, caller.Language);

        var book = (await services.Rules.OfAsync(caller.TenantId, write.Ct)).Book;
        if (request.DryRun)
        {
            var facts = before.Facts with { Points = before.Facts.Points.Add(new CountedPoints(on, request.Points)) };
            var level = Promotion.Of(facts, book.Levels, today)?.Name ?? facts.Level;
            return Outcome.Done((before with { Facts = facts with { Level = level } }).View(caller.Tenant, book, today, caller.Language));
        }

        var line = Points.Correction(Guid.CreateVersion7(write.Now), request.Points, on, write.Who.Name, reason!);
        var booked = await services.Book.BookAsync(write.Transaction, new PointBooking(caller.TenantId, partner, today, write.Now, write.Who, [line]), write.Ct);
        var (was, now) = (before.Facts.In(PointWindow.Through(today)), booked!.Facts.In(PointWindow.Through(today)));
        var audit = new AuditRow(nameof(CorrectPoints), "partner", partner, before.Name, AuditTrail.Changes(("points", was, now), ("correction", 0, request.Points)), reason);
        await write.Transaction.WriteAsync([AuditTrail.Add(caller.TenantId, write.Who, write.Now, audit)], write.Ct);
        write.AfterCommit(() => services.Feed.Publish(new Change(caller.TenantId, PointBook.ChangeKind, partner, 0, [partner])));
        return Outcome.Done((await LevelDetails.ReadAsync(write.Transaction, caller.TenantId, partner, today, write.Ct))!.View(caller.Tenant, book, today, caller.Language));
    }

    private static Problem Refused(Refusal refusal, string language)
    {
        var texts = Texts.Of(language);
        var fields = refusal.Field is { } field ? new[] { new FieldProblem(field, refusal.Code, texts.Refusal(refusal)) } : null;
        return new Problem(422, refusal.Code, texts.Refusal(refusal), texts.Remedy(refusal), refusal.Rule, refusal.Facts, fields);
    }
}
