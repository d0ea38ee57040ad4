using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Metadata;
using Npgsql;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Devices;

internal sealed record DeviceServices(DeviceGate Gate, KeyMemory Memory, LastSeen LastSeen, KeyStore Store, TenantRules Rules, LicenceSigner Signer, TimeProvider Clock);

/// <summary>What a PBX asks: is my key valid, bind it to me, give me a file to live on offline.</summary>
internal static class DevicesModule
{
    /// <summary>Its own connections: a long report elsewhere must not keep a telephone system waiting (PROOFS.md F24).</summary>
    public const string Pool = "devices";
    private const int PoolSize = 16;

    public static void AddDevices(this IServiceCollection services, Settings settings)
    {
        services.AddKeyedSingleton(Pool, (_, _) => NpgsqlDataSource.Create(Wiring.Pool(settings.Database, "tessera-devices", PoolSize)));
        services.AddKeyedSingleton(Pool, (s, _) => new TenantDb(s.GetRequiredKeyedService<NpgsqlDataSource>(Pool)));
        services.AddSingleton<KeyMemory>().AddSingleton<DeviceGate>().AddSingleton<LicenceSigner>().AddSingleton<DeviceServices>();
        services.AddSingleton<LastSeen>().AddHostedService(s => s.GetRequiredService<LastSeen>());
    }

    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        ValidateKey.Map(routes);
        ActivateKey.Map(routes);
        ReadLicenceFile.Map(routes);
    }

    public static TBuilder AsDevice<TBuilder>(this TBuilder builder, string name)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Open("the licence key in the body is the credential").WithName(name).ShortCircuit();
        return builder;
    }

    /// <summary>Mapped past the binding of parameters, which costs more than the answer; what the contract then cannot see for itself is told here.</summary>
    public static void MapDevice<TRequest, TAnswer>(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string path, string name, RequestDelegate handle)
        where TRequest : notnull
    {
        var builder = routes.MapPost(path, handle).AsDevice(name);
        builder.WithMetadata(handle.Method, new AcceptsMetadata(["application/json"], typeof(TRequest)), new ProducesResponseTypeMetadata(200, typeof(TAnswer), ["application/json"]));
    }

    public static async Task WriteAsync(HttpContext context, byte[] json)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }
}
