using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Payments.Processing;

/// <summary>When and on which of the tenant's days news is taken.</summary>
internal sealed class Hearing(Tenants tenants, TimeProvider clock)
{
    /// <param name="at">When it happened, by the provider's clock.</param>
    public async Task<Heard> OfAsync(int tenant, DateTimeOffset at, string source, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return new Heard(tenant, at, source, now, (await tenants.GetAsync(tenant, ct)).DayOf(now));
    }
}
