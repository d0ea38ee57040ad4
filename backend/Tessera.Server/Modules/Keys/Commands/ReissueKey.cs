using System.Security.Cryptography;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Keys.Commands;

/// <summary>A leaked key gets a new number; term and history stay, the old number opens nothing any more (KL-13).</summary>
internal static class ReissueKey
{
    internal sealed record Request(string Reason) : KeyRequest;

    public static void Map(IEndpointRouteBuilder routes) =>
        KeyDesk.Map<Request>(routes, "reissue", nameof(ReissueKey), (request, _) => new KeyCommand.ReissueKey(FreshNumber(), request.Reason), request => request.Reason);

    /// <summary>80 random bits (RULES.md §1).</summary>
    public static LicenceNumber FreshNumber()
    {
        Span<byte> random = stackalloc byte[LicenceNumber.RandomBytes];
        RandomNumberGenerator.Fill(random);
        return LicenceNumber.FromRandom(random);
    }
}
