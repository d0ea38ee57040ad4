using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Keys.Commands;

/// <summary>The other side, or who proposed it, ends a transfer (KL-13).</summary>
internal static class DeclineTransfer
{
    internal sealed record Request(string Reason) : KeyRequest;

    public static void Map(IEndpointRouteBuilder routes) =>
        KeyDesk.Map<Request>(routes, "decline-transfer", nameof(DeclineTransfer), (request, _) => new KeyCommand.DeclineTransfer(request.Reason), request => request.Reason);
}
