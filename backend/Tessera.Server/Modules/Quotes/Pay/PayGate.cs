using System.Net;
using System.Text.Json;
using System.Threading.RateLimiting;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Quotes.Pay;

/// <summary>What somebody who holds a link may know and do: the quote behind it, and nothing else.</summary>
/// <param name="Link">Past its end it opens nothing but a new one, to the address it was sent to.</param>
/// <param name="Texts">As the visitor wishes, else the quote's language.</param>
internal sealed record PayCall(HttpContext Context, Tenant Tenant, PayLink Link, LoadedQuote Quote, RuleBook Rules, DateOnly Today, DateTimeOffset Now, Texts Texts)
{
    public bool LinkEnded => Link.ExpiresAt <= Now;

    public CancellationToken Ct => Context.RequestAborted;

    public string Language => Texts.Language;

    /// <summary>Who looked or declined, as far as we know: whom the quote is made out to.</summary>
    public string Visitor => Quote.Document.Buyer.Name;
}

/// <summary>
/// What every request of the pay page passes: a limit per address, then the link. Unknown, malformed, revoked and foreign tokens
/// get one and the same answer, and each costs its address a token of a much smaller bucket (F32). The token comes in a header, so
/// that no log of addresses ever holds one.
/// </summary>
internal sealed class PayGate(Settings settings, Tenants tenants, TenantDb db, TenantRules rules, TimeProvider clock) : IDisposable
{
    public const string TokenHeader = "Tessera-Pay-Token";
    private const int LargestBody = 64 * 1024;

    private readonly PartitionedRateLimiter<IPAddress> _addresses = PartitionedRateLimiter.Create<IPAddress, IPAddress>(a => RateLimitPartition.GetTokenBucketLimiter(a, _ => CallerLimits.Bucket(settings.Limits.PerDeviceAddress)));
    private readonly PartitionedRateLimiter<IPAddress> _misses = PartitionedRateLimiter.Create<IPAddress, IPAddress>(a => RateLimitPartition.GetTokenBucketLimiter(a, _ => CallerLimits.Bucket(settings.Limits.UnknownKeysPerAddress)));

    public static Problem Unknown { get; } = new(404, "PAY_LINK_UNKNOWN", "This link opens nothing.", "Ask whoever sent it to you for a new one.");

    /// <summary>The quote behind the link, or null after an answer was written.</summary>
    public async Task<PayCall?> AdmitAsync(HttpContext context)
    {
        var ct = context.RequestAborted;
        var address = context.RequestServices.GetRequiredService<EdgeProof>().VisitorOf(context);
        using var lease = _addresses.AttemptAcquire(address);
        if (!lease.IsAcquired || _misses.GetStatistics(address) is { CurrentAvailablePermits: 0 })
        {
            await CallerLimits.RefuseAsync(context, lease.IsAcquired ? null : lease);
            return null;
        }

        var now = clock.GetUtcNow();
        if (await tenants.FindAsync((string)context.GetRouteValue("tenant")!, ct) is { } tenant
            && await PayLinks.FindAsync(db, tenant.Id, context.Request.Headers[TokenHeader].ToString(), ct) is { } link
            && await db.ReadAsync(tenant.Id, LoadedQuote.ById(tenant.Id, link.Quote, null), LoadedQuote.ReadAsync, ct) is { } quote)
        {
            var (_, book) = await rules.OfAsync(tenant.Id, ct);
            return new PayCall(context, tenant, link, quote, book, tenant.DayOf(now), now, Texts.Of(Operations.Language(context, quote.Row.Language)));
        }

        _misses.AttemptAcquire(address).Dispose();
        await Problems.WriteAsync(context, Unknown);
        return null;
    }

    /// <summary>The body as the contract has it, or null after an answer was written.</summary>
    public static async Task<TRequest?> ReadAsync<TRequest>(HttpContext context)
        where TRequest : class
    {
        var problem = new Problem(415, "UNSUPPORTED_MEDIA", "Send application/json.");
        if (context.Request.HasJsonContentType())
        {
            var (bytes, tooLarge) = await RequestBody.ReadAsync(context.Request, context.RequestAborted, LargestBody);
            try
            {
                problem = tooLarge ? new Problem(413, "TOO_LARGE", "The request is larger than this operation takes.") : Problem.Invalid(new FieldProblem("body", "MALFORMED", "An object is expected."));
                if (!tooLarge && JsonSerializer.Deserialize<TRequest>(bytes.Length == 0 ? "{}"u8 : bytes, QuoteDesk.Json) is { } request) return request;
            }
            catch (JsonException bad)
            {
                problem = Problem.Invalid(new FieldProblem(bad.Path is { Length: > 2 } path ? path[2..] : "body", "MALFORMED", "This is not what the field takes."));
            }
        }

        await Problems.WriteAsync(context, problem);
        return null;
    }

    public void Dispose()
    {
        _addresses.Dispose();
        _misses.Dispose();
    }
}
