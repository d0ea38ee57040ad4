using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Platform.Errors;

namespace Tessera.Server.Modules.Keys.Commands;

/// <summary>
/// One side of a transfer (KL-13). A partner names the other by VAT id: it cannot list its competitors; an operator may name
/// either.
/// </summary>
internal static class ProposeTransfer
{
    internal sealed record Request(string? ToPartnerVatId = null, Guid? ToPartnerId = null, string? Reason = null) : KeyRequest;

    public static void Map(IEndpointRouteBuilder routes) => KeyDesk.Map<Request>(
        routes, "propose-transfer", nameof(ProposeTransfer), (request, _) => new KeyCommand.ProposeTransfer(new PartnerId(request.ToPartnerId!.Value), request.Reason), request => request.Reason, ResolveAsync);

    private static async Task<(Request?, Problem?)> ResolveAsync(Request request, KeyParties parties, CancellationToken ct)
    {
        if (request.ToPartnerVatId is { Length: > 0 and <= 40 } vat)
            return await parties.PartnerByVatIdAsync(vat, ct) is { } found ? (request with { ToPartnerId = found }, null) : (null, KeyParties.UnknownPartner("toPartnerVatId"));
        if (request.ToPartnerId is { } id && parties.Caller.IsOperator)
            return await parties.PartnerExistsAsync(id, ct) ? (request, null) : (null, KeyParties.UnknownPartner("toPartnerId"));
        return (null, Problem.Invalid(new FieldProblem("toPartnerVatId", "REQUIRED", "Name the other partner by its VAT id.")));
    }
}
