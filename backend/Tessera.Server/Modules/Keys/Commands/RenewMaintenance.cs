using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Keys.Commands;

/// <summary>Renews the maintenance of a perpetual key (KL-5).</summary>
internal static class RenewMaintenance
{
    internal sealed record Request(int Years, DateOnly? PaidOn = null) : KeyRequest;

    public static void Map(IEndpointRouteBuilder routes) =>
        KeyDesk.Map<Request>(routes, "renew-maintenance", nameof(RenewMaintenance), (request, call) => new KeyCommand.RenewMaintenance(request.Years, request.PaidOn, call.Reference));
}
