using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Npgsql;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Outbox;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Http;

/// <summary>The plumbing every module stands on, and the order in which a request passes through it.</summary>
internal static class Wiring
{
    public static void AddTessera(this WebApplicationBuilder builder, Settings settings)
    {
        builder.Logging.ClearProviders().AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat) = (true, "HH:mm:ss.fff "));
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        if (builder.Configuration["URLS"] is { } urls) builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = 1024 * 1024;
            o.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            o.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        });
        var services = builder.Services;
        services.AddSingleton(settings).AddSingleton(settings.Tokens).AddSingleton(new EdgeProof(settings.EdgeSecret)).AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => NpgsqlDataSource.Create(Pool(settings.Database, "tessera", 40)));
        services.AddSingleton<TenantDb>().AddSingleton<Tenants>().AddSingleton<Memberships>().AddSingleton<Viewings>();
        services.AddSingleton<ChangeFeed>().AddHostedService(s => s.GetRequiredService<ChangeFeed>());
        services.AddOutbox(sends: settings.RunsJobs);
        services.AddTokens(settings.Tokens, requireHttps: builder.Environment.IsProduction());
        services.AddAuthorization();
        services.AddOpenApi(o =>
        {
            o.AddDeclaredParameters();
            o.CreateSchemaReferenceId = SchemaName;
        });
        services.AddSingleton<OnceOnly>();
        services.AddSingleton<CallerLimits>();
        services.ConfigureHttpJsonOptions(o => Configure(o.SerializerOptions));
    }

    public static void UseTessera(this WebApplication app)
    {
        app.Use(SecurityHeaders.ApplyAsync);
        app.UseStatusCodePages(async context =>
        {
            var status = context.HttpContext.Response.StatusCode;
            var problem = status switch
            {
                404 => Problem.NotFound,
                405 => new Problem(405, "METHOD_NOT_ALLOWED", "This address does not take that method."),
                413 => new Problem(413, "TOO_LARGE", "The request is larger than this operation takes."),
                415 => new Problem(415, "UNSUPPORTED_MEDIA", "Send application/json."),
                _ => new Problem(status, "INVALID_INPUT", "The request cannot be read."),
            };
            await Problems.WriteAsync(context.HttpContext, problem);
        });
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(next => context => Operations.AdmitAsync(context, next));
        app.Use(next => context => context.RequestServices.GetRequiredService<CallerLimits>().ApplyAsync(context, next));
    }

    /// <summary>Shapes are nested in their use case and called alike in each: the contract names them by both, or one would stand for all.</summary>
    private static string? SchemaName(JsonTypeInfo shape) => shape is { Kind: JsonTypeInfoKind.Object, Type: { IsNested: true, IsGenericType: false, DeclaringType: { } useCase } }
        ? useCase.Name + shape.Type.Name
        : OpenApiOptions.CreateDefaultSchemaReferenceId(shape);

    /// <summary>JSON as the contract has it: camelCase, SCREAMING_SNAKE enums, nothing unknown taken, no number in quotes.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = 16;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false));
    }

    /// <summary>More than a renewal's some 110: with fewer, each pushes out the next one's prepared statement and is planned again.</summary>
    private const int DistinctStatements = 400;

    /// <summary>A pool with a bounded queue: two seconds for a connection, five for an answer (PROOFS.md F4, F24).</summary>
    public static string Pool(string connection, string name, int size) => new NpgsqlConnectionStringBuilder(connection)
    {
        ApplicationName = name,
        MaxPoolSize = size,
        MaxAutoPrepare = DistinctStatements,
        AutoPrepareMinUsages = 2,
        NoResetOnClose = true,
        Timeout = 2,
        CommandTimeout = 5,
        KeepAlive = 30,
    }.ConnectionString;
}
