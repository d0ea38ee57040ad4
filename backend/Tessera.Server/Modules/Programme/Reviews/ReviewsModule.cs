using Npgsql;
using Tessera.Platform.Events;
using Tessera.Platform.Outbox;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Programme.Reviews.Commands;
using Tessera.Server.Modules.Programme.Reviews.Corrections;
using Tessera.Server.Modules.Programme.Reviews.Queries;
using Tessera.Server.Modules.Programme.Reviews.Runs;

namespace Tessera.Server.Modules.Programme.Reviews;

/// <summary>The half-yearly review: weighed in the background, decided by people, published once.</summary>
internal static class ReviewsModule
{
    /// <summary>Its own few connections, with time for set-based statements over a whole programme (PROOFS.md F24).</summary>
    public const string Pool = "reviews";
    private const int PoolSize = 4;
    private const int StatementSeconds = 600;

    public static void AddReviews(this IServiceCollection services, Settings settings)
    {
        services.AddKeyedSingleton(Pool, (_, _) => NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(Wiring.Pool(settings.Database, "tessera-reviews", PoolSize)) { CommandTimeout = StatementSeconds, Timeout = 15 }.ConnectionString));
        services.AddKeyedSingleton(Pool, (s, _) => new TenantDb(s.GetRequiredKeyedService<NpgsqlDataSource>(Pool)));
        services.AddSingleton(s => new ReviewRunner(
            s.GetRequiredKeyedService<TenantDb>(Pool), s.GetRequiredService<Tenants>(), s.GetRequiredService<ReviewWorld>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ReviewRunner>>()));
        services.AddSingleton(s => new ReviewWorld(settings.PublicUrl, s.GetRequiredService<TenantRules>(), s.GetRequiredService<ChangeFeed>(), s.GetRequiredService<OutboxBell>()));
        services.AddSingleton<ReviewOpening>().AddSingleton<ReviewWorker>();
        if (settings.RunsJobs) services.AddHostedService(s => s.GetRequiredService<ReviewWorker>());
    }

    public static void MapReviews(this IEndpointRouteBuilder routes)
    {
        StartReview.Map(routes);
        StopReview.Map(routes);
        ResumeReview.Map(routes);
        ApproveReview.Map(routes);
        PublishReview.Map(routes);
        CancelReview.Map(routes);
        ExemptPartner.Map(routes);
        CorrectReview.Map(routes);
        ListReviews.Map(routes);
        ReadReview.Map(routes);
        ListReviewResults.Map(routes);
        ReadReviewResult.Map(routes);
        ListReviewLines.Map(routes);
        ListKeyReviews.Map(routes);
        ExportReview.Map(routes);
        CheckReview.Map(routes);
    }
}
