using System.Net;
using System.Threading.RateLimiting;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Joining.Invitations;

/// <summary>
/// What everybody with a link passes. Unknown, malformed and foreign tokens get one and the same answer, and each costs its address a
/// token of a small bucket. The token comes in a header, so that no log of addresses ever holds one.
/// </summary>
internal sealed class InvitationGate(Settings settings, EdgeProof edge, Tenants tenants) : IDisposable
{
    public const string TokenHeader = "Tessera-Invitation-Token";
    public const string Because = "the invitation link in the header is the credential";

    private readonly PartitionedRateLimiter<IPAddress> _misses = PartitionedRateLimiter.Create<IPAddress, IPAddress>(a => RateLimitPartition.GetTokenBucketLimiter(a, _ => CallerLimits.Bucket(settings.Limits.UnknownKeysPerAddress)));

    public static Problem Unknown { get; } = new(404, "INVITATION_UNKNOWN", "This link opens nothing.", "Ask whoever invited you for a new one.");

    /// <summary>The programme the address names; null after an answer was written.</summary>
    public async Task<Tenant?> AdmitAsync(HttpContext context)
    {
        if (_misses.GetStatistics(edge.VisitorOf(context)) is { CurrentAvailablePermits: 0 })
        {
            await CallerLimits.RefuseAsync(context);
            return null;
        }

        if (await tenants.FindAsync((string)context.GetRouteValue("tenant")!, context.RequestAborted) is { } tenant) return tenant;
        await MissAsync(context);
        return null;
    }

    public Task MissAsync(HttpContext context)
    {
        _misses.AttemptAcquire(edge.VisitorOf(context)).Dispose();
        return Problems.WriteAsync(context, Unknown);
    }

    public static string TokenOf(HttpContext context) => context.Request.Headers[TokenHeader].ToString();

    public void Dispose() => _misses.Dispose();
}
