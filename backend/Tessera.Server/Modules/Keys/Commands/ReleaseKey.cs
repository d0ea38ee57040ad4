using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Keys.Commands;

/// <summary>Unbinds a key from its installation (KL-13).</summary>
internal static class ReleaseKey
{
    internal sealed record Request(string Reason) : KeyRequest;

    public static void Map(IEndpointRouteBuilder routes) =>
        KeyDesk.Map<Request>(routes, "release", nameof(ReleaseKey), (request, _) => new KeyCommand.ReleaseKey(request.Reason), request => request.Reason);
}
