using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Devices;

/// <summary>Binds a key to the asking installation (KL-13). The same installation again writes nothing; another one is refused until the key is released.</summary>
internal static class ActivateKey
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDevice<ActivateRequest, DeviceAnswer>("/v1/{tenant}/activate", "activateKey", HandleAsync);

    private static async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices.GetRequiredService<DeviceServices>();
        var slug = (string)context.GetRouteValue("tenant")!;
        if (await services.Gate.AdmitAsync(context, slug, DeviceJson.Default.ActivateRequest, r => r.Key) is not var (tenant, number, request)) return;
        if (!DeviceGate.IsFingerprint(request.Fingerprint))
        {
            await Problems.WriteAsync(context, DeviceGate.BadFingerprint);
            return;
        }

        var today = tenant.DayOf(services.Clock.GetUtcNow());
        var command = new KeyCommand.ActivateKey(request.Fingerprint, request.Fqdn, request.Version);
        var who = new AuditActor("PBX", null, null, Problems.Reference(context), context.Connection.RemoteIpAddress?.ToString());
        var outcome = await services.Store.TransactAsync(
            new KeyWrite(tenant.Id, () => LoadedKey.ByNumber(tenant.Id, number), (loaded, book, now) => KeyDecider.Decide(command, new Key.OpenKey(loaded.Facts).AsOf(today), book, today, now, new Actor("PBX")))
            {
                Beside = (_, after, events, now) => new(events.Count == 0 ? [] : [AuditTrail.Add(tenant.Id, who, now, new AuditRow("ActivateKey", "key", after.Facts.Id.Value, after.Facts.Number.Masked))]),
            },
            context.RequestAborted);
        switch (outcome)
        {
            case KeyOutcome.Accepted accepted:
                var (_, book) = await services.Rules.OfAsync(tenant.Id, context.RequestAborted);
                var known = new KnownKey(accepted.Key.Facts.Id.Value, tenant, Timeline.Of(new Key.OpenKey(accepted.Key.Facts), book), accepted.Key.Facts.Activation?.Fingerprint, null, null, null, 0);
                await DevicesModule.WriteAsync(context, known.Answer(today, Binding.Yes));
                break;
            case KeyOutcome.Refused { Refusal: var refusal }:
                var texts = Texts.Of(Operations.Language(context));
                await Problems.WriteAsync(context, new Problem(422, refusal.Code, texts.Refusal(refusal), texts.Remedy(refusal), refusal.Rule));
                break;
            case KeyOutcome.Conflict:
                context.Response.Headers.RetryAfter = "1";
                await Problems.WriteAsync(context, new Problem(409, "VERSION_CONFLICT", "The key is being changed right now. Ask again."));
                break;
            default:
                await services.Gate.MissAsync(context);
                break;
        }
    }
}
