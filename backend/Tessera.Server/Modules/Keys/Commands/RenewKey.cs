using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Keys.Commands;

/// <summary>Renews an annual key (KL-3). The idempotency key is the payment's name: named twice, renewed once.</summary>
internal static class RenewKey
{
    internal sealed record Request(int Years, DateOnly? PaidOn = null) : KeyRequest;

    public static void Map(IEndpointRouteBuilder routes) =>
        KeyDesk.Map<Request>(routes, "renew", nameof(RenewKey), (request, call) => new KeyCommand.RenewKey(request.Years, request.PaidOn, call.Reference));
}
