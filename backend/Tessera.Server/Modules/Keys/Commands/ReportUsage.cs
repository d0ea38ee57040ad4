using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Keys.Commands;

/// <summary>A count typed by a person (EX-6); a PBX reports its own with a validation.</summary>
internal static class ReportUsage
{
    internal sealed record Request(int UsersAndExtensions, int SystemMailboxes = 0, int Recycled = 0, string? PbxVersion = null) : KeyRequest;

    public static void Map(IEndpointRouteBuilder routes) =>
        KeyDesk.Map<Request>(routes, "report-usage", nameof(ReportUsage), (request, _) => new KeyCommand.ReportUsage(request.UsersAndExtensions, request.SystemMailboxes, request.Recycled, request.PbxVersion));
}
