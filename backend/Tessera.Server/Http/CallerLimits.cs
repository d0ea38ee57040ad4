using System.Globalization;
using System.Threading.RateLimiting;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;

namespace Tessera.Server.Http;

/// <summary>Requests per person and per organisation; a caller over it is told when to come back (PROOFS.md F31). Per process.</summary>
internal sealed class CallerLimits(Settings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<Caller> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<Caller, PersonId>(c => RateLimitPartition.GetTokenBucketLimiter(c.Person, _ => Bucket(settings.Limits.PerPerson))),
        PartitionedRateLimiter.Create<Caller, (int, Guid?)>(c => RateLimitPartition.GetTokenBucketLimiter((c.TenantId, c.PartnerId), _ => Bucket(settings.Limits.PerOrganisation))));

    public async Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<OperationMetadata>() is null)
        {
            await next(context);
            return;
        }

        using var lease = _limiter.AttemptAcquire(context.Caller());
        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }

        await RefuseAsync(context, lease);
    }

    public void Dispose() => _limiter.Dispose();

    public static Task RefuseAsync(HttpContext context, RateLimitLease? lease = null)
    {
        var wait = lease is not null && lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
        context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return Problems.WriteAsync(context, new Problem(429, "RATE_LIMITED", "Too many requests. Wait as long as Retry-After says."));
    }

    public static TokenBucketRateLimiterOptions Bucket(int perSecond) => new()
    {
        TokenLimit = perSecond * 10,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        AutoReplenishment = true,
        QueueLimit = 0,
    };
}
