using System.Text.Json;
using System.Text;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Payments.Stripe;

namespace Tessera.Server.Modules.Payments.Inbox;

/// <summary>
/// The provider's messages to one tenant (HOUSE.md law 7): believed by their signature over the raw bytes, archived under their own id,
/// acknowledged, and only then worked on. Everything else is one and the same 400, and nothing of it is kept.
/// </summary>
internal static class ReceiveStripeEvent
{
    private const int LargestBody = 256 * 1024;
    private const int LongestId = 255;
    private static readonly Problem No = new(400, "INVALID_INPUT", "The request cannot be read.");

    internal sealed record Received;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/{tenant}/stripe", HandleAsync).Open("the provider's signature over the body is the credential").WithName("receiveStripeEvent").ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(string tenant, HttpContext context, StripeSettings settings, Tenants tenants, TenantDb db, InboxWorker worker, TimeProvider clock, CancellationToken ct)
    {
        var (body, tooLarge) = await RequestBody.ReadAsync(context.Request, ct, LargestBody);
        var now = clock.GetUtcNow();
        if (tooLarge || !settings.WebhookSecrets.TryGetValue(tenant, out var secrets)) return No.Result();
        if (!StripeSignature.IsGenuine(context.Request.Headers[StripeSignature.Header].ToString(), body, secrets, now)) return No.Result();
        if (await tenants.FindAsync(tenant, ct) is not { } known || Read(body) is not { } told || !Concerns(told, tenant, settings)) return No.Result();

        var text = Encoding.UTF8.GetString(body);
        var isNew = await db.FirstAsync(known.Id, InboxItem.Archive(known.Id, told.Id, told.Type, text, now), r => r.GetBoolean(0), ct);
        if (isNew) worker.Offer(new InboxItem(known.Id, told.Id, text, now, 0));
        return TypedResults.Ok(new Received());
    }

    /// <summary>An event of this tenant's own account, and of the same world as its key: live or test.</summary>
    private static bool Concerns(StripeEvent told, string tenant, StripeSettings settings) =>
        told.Account is null && settings.Keys.TryGetValue(tenant, out var key) && told.Livemode == key.Contains("_live_", StringComparison.Ordinal);

    private static StripeEvent? Read(byte[] body)
    {
        try
        {
            var told = JsonSerializer.Deserialize<StripeEvent>(body, StripeJson.Options);
            return told is { Id: { Length: > 0 and <= LongestId }, Type: { Length: > 0 and <= LongestId } } && !told.Id.Contains('\0', StringComparison.Ordinal) && !told.Type.Contains('\0', StringComparison.Ordinal) ? told : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
