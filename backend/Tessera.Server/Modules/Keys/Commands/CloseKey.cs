using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Keys.Commands;

/// <summary>Ends a key on a day (today unless said).</summary>
internal static class CloseKey
{
    internal sealed record Request(string Reason, DateOnly? On = null) : KeyRequest;

    public static void Map(IEndpointRouteBuilder routes) =>
        KeyDesk.Map<Request>(routes, "close", nameof(CloseKey), (request, _) => new KeyCommand.CloseKey(request.Reason, request.On), request => request.Reason);
}
