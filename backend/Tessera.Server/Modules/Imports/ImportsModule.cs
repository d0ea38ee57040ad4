using Npgsql;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Imports.Runs;

namespace Tessera.Server.Modules.Imports;

/// <summary>Customers, keys and usage reports from files: checked first, then committed, in the background.</summary>
internal static class ImportsModule
{
    /// <summary>Its own few connections, with time for set-based statements: a file must not keep people waiting (PROOFS.md F24).</summary>
    public const string Pool = "imports";
    private const int PoolSize = 6;
    private const int StatementSeconds = 60;

    public static void AddImports(this IServiceCollection services, Settings settings)
    {
        services.AddKeyedSingleton(Pool, (_, _) => NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(Wiring.Pool(settings.Database, "tessera-imports", PoolSize)) { CommandTimeout = StatementSeconds, Timeout = 15 }.ConnectionString));
        services.AddKeyedSingleton(Pool, (s, _) => new TenantDb(s.GetRequiredKeyedService<NpgsqlDataSource>(Pool)));
        services.AddSingleton<ImportRunner>().AddSingleton<ImportWorker>().AddSingleton<Uploads>();
        if (settings.RunsJobs) services.AddHostedService(s => s.GetRequiredService<ImportWorker>());
    }

    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        StartImport.Map(routes);
        CommitImport.Map(routes);
        StopImport.Map(routes);
        ResumeImport.Map(routes);
        ListImports.Map(routes);
        ReadImport.Map(routes);
        ReadImportProblems.Map(routes);
        ExportImportProblems.Map(routes);
    }
}
