using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Keys.Commands;

/// <summary>A larger edition or size at any time (KL-10).</summary>
internal static class UpgradeKey
{
    internal sealed record Request(Edition Edition, int Size) : KeyRequest;

    public static void Map(IEndpointRouteBuilder routes) =>
        KeyDesk.Map<Request>(routes, "upgrade", nameof(UpgradeKey), (request, _) => new KeyCommand.UpgradeKey(request.Edition, request.Size));
}
