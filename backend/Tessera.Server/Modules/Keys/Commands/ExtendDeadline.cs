using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Keys.Commands;

/// <summary>Gives an over-limit key more time (XP-8), never less.</summary>
internal static class ExtendDeadline
{
    internal sealed record Request(DateOnly To, string Reason) : KeyRequest;

    public static void Map(IEndpointRouteBuilder routes) =>
        KeyDesk.Map<Request>(routes, "extend-deadline", nameof(ExtendDeadline), (request, _) => new KeyCommand.ExtendDeadline(request.To, request.Reason), request => request.Reason);
}
