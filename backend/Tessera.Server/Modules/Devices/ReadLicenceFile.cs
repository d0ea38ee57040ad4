using System.Text.Json;
using Tessera.Platform.Errors;

namespace Tessera.Server.Modules.Devices;

/// <summary>A signed file a PBX can live on without a connection: its phases from today on. Only the bound installation gets it.</summary>
internal static class ReadLicenceFile
{
    /// <summary>Of the file, not of the licence.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapDevice<LicenceFileRequest, LicenceFile>("/v1/{tenant}/licence-file", "licenceFile", HandleAsync);
        routes.MapGet("/.well-known/tessera-licence-keys.json", (LicenceSigner signer) => TypedResults.Text(signer.PublicKeys, "application/json; charset=utf-8")).AsDevice("licenceKeys");
    }

    private static async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices.GetRequiredService<DeviceServices>();
        var slug = (string)context.GetRouteValue("tenant")!;
        if (await services.Gate.AdmitAsync(context, slug, DeviceJson.Default.LicenceFileRequest, r => r.Key) is not var (tenant, number, request)) return;
        if (!DeviceGate.IsFingerprint(request.Fingerprint))
        {
            await Problems.WriteAsync(context, DeviceGate.BadFingerprint);
            return;
        }

        if (await services.Memory.FindAsync(tenant, number, context.RequestAborted) is not { } key)
        {
            await services.Gate.MissAsync(context);
            return;
        }

        if (key.BindingOf(request.Fingerprint) is var binding && binding != Binding.Yes)
        {
            var code = binding == Binding.No ? "KEY_NOT_ACTIVATED" : "KEY_BOUND_ELSEWHERE";
            await Problems.WriteAsync(context, new Problem(422, code, binding == Binding.No ? "Activate this key first." : "This key is bound to another installation.", Rule: "KL-13"));
            return;
        }

        var now = services.Clock.GetUtcNow();
        var body = new LicenceFileBody(tenant.Slug, number, request.Fingerprint, now, now + Lifetime, Phases(key, tenant.DayOf(now)));
        var (file, keyId) = services.Signer.Sign(JsonSerializer.SerializeToUtf8Bytes(body, DeviceJson.Default.LicenceFileBody));
        await DevicesModule.WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(new LicenceFile(file, keyId, body.ExpiresAt), DeviceJson.Default.LicenceFile));
    }

    private static List<LicenceFilePhase> Phases(KnownKey key, DateOnly today)
    {
        var phases = new List<LicenceFilePhase>();
        foreach (var phase in key.Timeline.Phases)
        {
            if (phase.To < today) continue;
            var h = phase.Holds;
            phases.Add(new LicenceFilePhase(
                phase.From, phase.To, h.Status, h.Effective.Edition, h.Effective.Size, h.Effective.Free, h.Effective.MaxExtensions, h.ServicesOff, h.Support, h.Updates, KnownKey.Rules(h)));
        }

        return phases;
    }
}
