namespace Tessera.Server.Modules.Audit;

/// <summary>Who did what, when, and what it changed.</summary>
internal static class AuditModule
{
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        ListAudit.Map(routes);
        ReadAudit.Map(routes);
        ExportAudit.Map(routes);
    }
}
