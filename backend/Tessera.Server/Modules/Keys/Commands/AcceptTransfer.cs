using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Keys.Commands;

/// <summary>The other side agrees: the key changes hands (KL-13).</summary>
internal static class AcceptTransfer
{
    internal sealed record Request() : KeyRequest;

    public static void Map(IEndpointRouteBuilder routes) =>
        KeyDesk.Map<Request>(routes, "accept-transfer", nameof(AcceptTransfer), (_, _) => new KeyCommand.AcceptTransfer());
}
