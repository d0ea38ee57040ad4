using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Keys.Commands;

/// <summary>A smaller edition or size from the next renewal on (KL-11).</summary>
internal static class DowngradeKey
{
    internal sealed record Request(Edition Edition, int Size) : KeyRequest;

    public static void Map(IEndpointRouteBuilder routes) =>
        KeyDesk.Map<Request>(routes, "downgrade", nameof(DowngradeKey), (request, _) => new KeyCommand.DowngradeKey(request.Edition, request.Size));
}
