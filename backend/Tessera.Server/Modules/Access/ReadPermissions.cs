using Tessera.Domain.Explain;
using Tessera.Platform.Identity;
using Tessera.Server.Modules.Access.Contracts;

namespace Tessera.Server.Modules.Access;

/// <summary>The permission table in the reader's language.</summary>
internal static class ReadPermissions
{
    internal sealed record PermissionRow(string Operation, string Text, IReadOnlyList<Role> Roles);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/permissions", Handle).Operation(nameof(ReadPermissions)).WithName("permissions").Produces<PermissionRow[]>();

    private static Microsoft.AspNetCore.Http.HttpResults.Ok<PermissionRow[]> Handle(HttpContext context)
    {
        var texts = Texts.Of(context.Caller().Language);
        var table = Permissions.Table;
        return TypedResults.Ok(table.Operations.Select(o => new PermissionRow(o, texts.Get("operation." + o), table.RolesOf(o))).ToArray());
    }
}
