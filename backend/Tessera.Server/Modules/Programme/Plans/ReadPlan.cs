using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Programme.Plans;

/// <summary>Ahead of time (PP-9): the partner's keys that end soon with what each would earn, and what the chosen ones would come to. Reads only.</summary>
internal static class ReadPlan
{
    /// <summary>So many days around today at the least, even where the review is near.</summary>
    private const int Days = 90;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners/{id}/plan", HandleAsync).Operation(nameof(ReadPlan)).WithName("plan").Takes(PlanWish.Takes).Produces<PlanView>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, TenantDb db, TenantRules rules, TimeProvider clock, CancellationToken ct)
    {
        var caller = context.Caller();
        var today = caller.Tenant.DayOf(clock.GetUtcNow());
        var (wish, problem) = PlanWish.Read(new QueryInput(context), today);
        if (problem is not null) return problem.Result();
        if (!Guid.TryParseExact(id, "D", out var partner) || !LevelDetails.IsSeen(caller, partner)) return Problem.NotFound.Result();
        if (await LevelDetails.ReadAsync(db, caller.TenantId, partner, today, ct) is not { } details) return Problem.NotFound.Result();
        var (_, book) = await rules.OfAsync(caller.TenantId, ct);
        if (UnknownPath(wish, book, today) is { } unknown) return unknown.Result();
        var review = Review.Next(today).AddDays(-1);
        var span = (From: today.AddDays(-Days), Until: review > today.AddDays(Days) ? review : today.AddDays(Days));
        var (keys, more) = await RenewableKeys.OfAsync(db, (caller.TenantId, partner), span, book, today, ct);
        var plan = new Planned(details, wish, keys, book.Levels, today);
        return TypedResults.Ok(plan.View(caller.Tenant, span, more, Texts.Of(caller.Language)));
    }

    private static Problem? UnknownPath(PlanWish wish, RuleBook book, DateOnly today)
    {
        var known = book.Levels.InForce(today)?.Value.Rows.SelectMany(row => row.Certificates).Select(need => need.Path).ToHashSet() ?? [];
        return wish.Certify.All(known.Contains) ? null : Problem.Invalid(new FieldProblem("certify", "UNKNOWN", "One or more of " + string.Join(", ", known) + "."));
    }

    /// <summary>A wish, worked out.</summary>
    private sealed class Planned(LevelDetails details, PlanWish wish, RenewableKey[] keys, ImmutableArray<RuleVersion<LevelTable>> rules, DateOnly today)
    {
        /// <summary>On the day of the plan, without it.</summary>
        private readonly Standing? _standing = rules.InForce(wish.On) is { } version ? Standing.Weigh(details.Facts, version, wish.On, PointWindow.Through(wish.On)) : null;

        public PlanView View(Tenant tenant, (DateOnly From, DateOnly Until) span, bool more, Texts texts)
        {
            var goal = _standing?.Next;
            var chosen = wish.Suggest ? RenewalChoice.Fewest(keys.Select(key => key.Earning), goal?.Points.Missing ?? 0).Select(key => key.Value).ToHashSet() : wish.Keys;
            string[] certify = wish.Suggest ? [.. goal?.Certificates.SelectMany(need => Enumerable.Repeat(need.Path!, (int)need.Missing)) ?? []] : [.. wish.Certify];
            var earned = keys.Where(key => chosen.Contains(key.Id)).Sum(key => key.Points);
            var plan = new Plan(
                earned > 0 ? [new CountedPoints(wish.On, earned)] : [], [.. certify.Select((path, n) => new HeldCertificate(new Guid(n + 1, 0, 0, new byte[8]), "", path, wish.On, null))]);
            var steps = WhatIf.Steps(details.Facts, plan, rules, today);
            return new PlanView(
                details.PartnerId, today, wish.On, span.From, span.Until, tenant.Currency, _standing?.Held, _standing?.Points ?? 0, earned,
                goal is null ? null : new PlanGoalView(
                    goal.Code, goal.Name, goal.DiscountPercent, goal.Points.Missing, [.. goal.Certificates.Where(need => !need.IsMet).Select(need => new CertificateFlipView(need.Path!, (int)need.Missing))]),
                [.. keys.Select(key => new PlanKeyView(key.Id, key.Number, key.Customer, key.LastDay, new MoneyView(key.NetMinor, tenant.Currency), key.Points, chosen.Contains(key.Id)))], more,
                certify, steps.Length > 0, [.. steps.Select(step => new PlanStepView(step.On, step.Level, step.Name, step.DiscountPercent))], Ahead(plan, texts));
        }

        private NextReviewView? Ahead(Plan plan, Texts texts)
        {
            var inputs = new ReviewInputs(new PartnerId(details.PartnerId), today, details.Facts.Level, details.Notice, details.Facts.Points, details.Facts.Certificates);
            var counting = details.Facts.In(PointWindow.Through(today)) + plan.Points.Sum(one => one.Points);
            return WhatIf.AtNextReview(inputs, plan, rules) is { } review ? NextReviewView.Of(review, counting, texts) : null;
        }
    }
}
