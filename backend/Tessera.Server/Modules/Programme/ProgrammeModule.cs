using Tessera.Server.Modules.Programme.BackTests;
using Tessera.Server.Modules.Programme.Contracts;
using Tessera.Server.Modules.Programme.Reviews;
using Tessera.Server.Modules.Programme.Plans;
using Tessera.Server.Modules.Programme.Rules;

namespace Tessera.Server.Modules.Programme;

/// <summary>The partner programme: points, certificates, levels, reviews.</summary>
internal static class ProgrammeModule
{
    public static void AddProgramme(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton<PointBook>();
        services.AddReviews(settings);
    }

    public static void MapProgramme(this IEndpointRouteBuilder routes)
    {
        ReadLevel.Map(routes);
        ListPoints.Map(routes);
        CorrectPoints.Map(routes);
        routes.MapReviews();
        ReadPlan.Map(routes);
        ReadLevelRules.Map(routes);
        SaveLevelRules.Map(routes);
        DiscardLevelRules.Map(routes);
        PublishLevelRules.Map(routes);
        WithdrawLevelRules.Map(routes);
        ReadBackTest.Map(routes);
        ExportBackTest.Map(routes);
    }
}
