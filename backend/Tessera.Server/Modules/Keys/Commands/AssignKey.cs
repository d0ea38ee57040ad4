using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Platform.Errors;

namespace Tessera.Server.Modules.Keys.Commands;

/// <summary>An operator gives a key to a partner; between two partners, both sides are asked instead (<see cref="ProposeTransfer"/>).</summary>
internal static class AssignKey
{
    internal sealed record Request(Guid PartnerId, string? Reason = null) : KeyRequest;

    public static void Map(IEndpointRouteBuilder routes) =>
        KeyDesk.Map<Request>(routes, "assign", nameof(AssignKey), (request, _) => new KeyCommand.AssignKey(new PartnerId(request.PartnerId), request.Reason), request => request.Reason, ResolveAsync);

    private static async Task<(Request?, Problem?)> ResolveAsync(Request request, KeyParties parties, CancellationToken ct) =>
        await parties.PartnerExistsAsync(request.PartnerId, ct) ? (request, null) : (null, KeyParties.UnknownPartner("partnerId"));
}
