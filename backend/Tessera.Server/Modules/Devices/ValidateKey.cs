using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Platform.Errors;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Devices;

/// <summary>Answers a PBX from memory, or with one round trip; a count it brings along is kept when it is news (EX-6).</summary>
internal static class ValidateKey
{
    private const int LargestCount = 10_000_000;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapDevice<ValidateRequest, DeviceAnswer>("/v1/{tenant}/validate", "validateKey", HandleAsync);

    private static async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices.GetRequiredService<DeviceServices>();
        var slug = (string)context.GetRouteValue("tenant")!;
        if (await services.Gate.AdmitAsync(context, slug, DeviceJson.Default.ValidateRequest, r => r.Key) is not var (tenant, number, request)) return;
        if (request.Fingerprint is not null && !DeviceGate.IsFingerprint(request.Fingerprint))
        {
            await Problems.WriteAsync(context, DeviceGate.BadFingerprint);
            return;
        }

        if (await services.Memory.FindAsync(tenant, number, context.RequestAborted) is not { } key)
        {
            await services.Gate.MissAsync(context);
            return;
        }

        var now = services.Clock.GetUtcNow();
        var today = tenant.DayOf(now);
        var binding = key.BindingOf(request.Fingerprint);
        if (binding == Binding.Yes)
        {
            services.LastSeen.Note(key, now);
            if (request.UsersAndExtensions is { } users && await ReportAsync(context, services, key, request, users, today) is { } problem)
            {
                await Problems.WriteAsync(context, problem);
                return;
            }
        }

        await DevicesModule.WriteAsync(context, key.Answer(today, binding));
    }

    /// <summary>Only the bound installation may count, and only news is written.</summary>
    private static async Task<Problem?> ReportAsync(HttpContext context, DeviceServices services, KnownKey key, ValidateRequest request, int users, DateOnly today)
    {
        var mailboxes = request.SystemMailboxes ?? 0;
        if (users is < 0 or > LargestCount) return Problem.Invalid(new FieldProblem("usersAndExtensions", "QUANTITY_OUT_OF_RANGE", "A count from 0."));
        if (mailboxes < 0 || mailboxes > users) return Problem.Invalid(new FieldProblem("systemMailboxes", "QUANTITY_OUT_OF_RANGE", "A count from 0 to all users and extensions."));
        if (key.Reported == users - mailboxes && key.ReportedOn == today) return null;
        var command = new KeyCommand.ReportUsage(users, mailboxes, 0, request.Version);
        var outcome = await services.Store.TransactAsync(
            new KeyWrite(key.Tenant.Id, () => LoadedKey.ById(key.Tenant.Id, key.Id, null), (loaded, book, now) => KeyDecider.Decide(command, new Key.OpenKey(loaded.Facts).AsOf(today), book, today, now, new Actor("PBX"))),
            context.RequestAborted);
        return outcome is KeyOutcome.Refused { Refusal: var refusal } ? new Problem(422, refusal.Code, "The count was not taken.", Rule: refusal.Rule) : null;
    }
}
