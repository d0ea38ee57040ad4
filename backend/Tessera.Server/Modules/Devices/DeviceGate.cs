using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.RateLimiting;
using Tessera.Domain.Kernel;
using Tessera.Platform.Errors;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Devices;

/// <summary>
/// What every device request passes: limits per address and per key, a body of a few hundred bytes, a number that is one.
/// Unknown, foreign, malformed and retired numbers get one and the same answer, and each costs its address a token (F32).
/// </summary>
internal sealed class DeviceGate(Settings settings, Tenants tenants) : IDisposable
{
    private const int LargestBody = 4 * 1024;
    private const int LongestFingerprint = 200;

    private readonly PartitionedRateLimiter<IPAddress> _addresses = PartitionedRateLimiter.Create<IPAddress, IPAddress>(a => RateLimitPartition.GetTokenBucketLimiter(a, _ => CallerLimits.Bucket(settings.Limits.PerDeviceAddress)));
    private readonly PartitionedRateLimiter<IPAddress> _misses = PartitionedRateLimiter.Create<IPAddress, IPAddress>(a => RateLimitPartition.GetTokenBucketLimiter(a, _ => CallerLimits.Bucket(settings.Limits.UnknownKeysPerAddress)));
    private readonly PartitionedRateLimiter<string> _keys = PartitionedRateLimiter.Create<string, string>(k => RateLimitPartition.GetTokenBucketLimiter(k, _ => CallerLimits.Bucket(settings.Limits.PerLicenceKey)));

    public static Problem Unknown { get; } = new(404, "KEY_UNKNOWN", "This key opens nothing here.", Rule: "KL-13");

    /// <summary>The tenant and the number, or null after an answer was written.</summary>
    public async ValueTask<(Tenant Tenant, string Number, TRequest Request)?> AdmitAsync<TRequest>(HttpContext context, string slug, JsonTypeInfo<TRequest> shape, Func<TRequest, string?> keyOf)
        where TRequest : class
    {
        var address = AddressOf(context);
        using var lease = _addresses.AttemptAcquire(address);
        if (!lease.IsAcquired || Exhausted(address))
        {
            await CallerLimits.RefuseAsync(context, lease.IsAcquired ? null : lease);
            return null;
        }

        if (await ReadAsync(context, shape) is not { } request) return null;
        if (!LicenceNumber.TryParse(keyOf(request), out var number) || await tenants.FindAsync(slug, context.RequestAborted) is not { } tenant)
        {
            await MissAsync(context);
            return null;
        }

        using var perKey = _keys.AttemptAcquire(number.Value);
        if (perKey.IsAcquired) return (tenant, number.Value, request);
        await CallerLimits.RefuseAsync(context, perKey);
        return null;
    }

    public Task MissAsync(HttpContext context)
    {
        _misses.AttemptAcquire(AddressOf(context)).Dispose();
        return Problems.WriteAsync(context, Unknown);
    }

    /// <summary>8 to 200 visible ASCII characters.</summary>
    public static bool IsFingerprint([NotNullWhen(true)] string? text) => text is { Length: >= 8 and <= LongestFingerprint } && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    public static Problem BadFingerprint { get; } = Problem.Invalid(new FieldProblem("fingerprint", "MALFORMED", "8 to 200 visible ASCII characters."));

    public void Dispose()
    {
        _addresses.Dispose();
        _misses.Dispose();
        _keys.Dispose();
    }

    private bool Exhausted(IPAddress address) => _misses.GetStatistics(address) is { CurrentAvailablePermits: 0 };

    private static IPAddress AddressOf(HttpContext context) => context.Connection.RemoteIpAddress ?? IPAddress.None;

    private static async ValueTask<TRequest?> ReadAsync<TRequest>(HttpContext context, JsonTypeInfo<TRequest> shape)
        where TRequest : class
    {
        if (!context.Request.HasJsonContentType())
        {
            await Problems.WriteAsync(context, new Problem(415, "UNSUPPORTED_MEDIA", "Send application/json."));
            return null;
        }

        var (body, tooLarge) = await RequestBody.ReadAsync(context.Request, context.RequestAborted, LargestBody);
        if (tooLarge)
        {
            await Problems.WriteAsync(context, new Problem(413, "TOO_LARGE", "A device's request is up to 4 KB."));
            return null;
        }

        if (Parse(body, shape) is { } request) return request;
        await Problems.WriteAsync(context, Problem.Invalid(new FieldProblem("body", "MALFORMED", "An object as the contract describes it.")));
        return null;
    }

    private static TRequest? Parse<TRequest>(byte[] body, JsonTypeInfo<TRequest> shape)
        where TRequest : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, shape);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
