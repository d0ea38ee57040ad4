using Tessera.Server.Modules.Programme.Contracts;
using Tessera.Server.Modules.Programme.Reviews;

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
    }
}
