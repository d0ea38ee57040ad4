using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Keys.Commands;

/// <summary>Somebody read that the key is over its maximum (XP-3); who, when, figures and text stay on the key.</summary>
internal static class AcknowledgeOverLimit
{
    internal sealed record Request(string Name) : KeyRequest;

    public static void Map(IEndpointRouteBuilder routes) =>
        KeyDesk.Map<Request>(routes, "acknowledge-over-limit", nameof(AcknowledgeOverLimit), (request, call) => new KeyCommand.AcknowledgeOverLimit(request.Name, call.Caller.Language));
}
