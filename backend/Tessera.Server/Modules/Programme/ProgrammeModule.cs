using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme;

/// <summary>The partner programme: points, certificates, levels.</summary>
internal static class ProgrammeModule
{
    public static void AddProgramme(this IServiceCollection services) => services.AddSingleton<PointBook>();

    public static void MapProgramme(this IEndpointRouteBuilder routes)
    {
        ReadLevel.Map(routes);
        ListPoints.Map(routes);
        CorrectPoints.Map(routes);
    }
}
