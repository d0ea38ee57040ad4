using Tessera.Server.Modules.Keys.Commands;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.Server.Modules.Keys.Queries;

namespace Tessera.Server.Modules.Keys;

/// <summary>Licence keys: every command on one, and what people read of them.</summary>
internal static class KeysModule
{
    public static void AddKeys(this IServiceCollection services) =>
        services.AddSingleton<KeyStore>().AddSingleton<KeyDetails>().AddSingleton<KeyDesk>().AddSingleton<KeyOffice>().AddSingleton<KeyListing>();

    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        ListKeys.Map(routes);
        ExportKeys.Map(routes);
        ReadKey.Map(routes);
        MatchKeys.Map(routes);
        ReadKeyEvents.Map(routes);
        ExplainKey.Map(routes);

        IssueKey.Map(routes);
        ReleaseKey.Map(routes);
        ReportUsage.Map(routes);
        RenewKey.Map(routes);
        RenewMaintenance.Map(routes);
        ExtendDeadline.Map(routes);
        AssignKey.Map(routes);
        ProposeTransfer.Map(routes);
        AcceptTransfer.Map(routes);
        DeclineTransfer.Map(routes);
        ReissueKey.Map(routes);
        TradeInKey.Map(routes);
        UpgradeKey.Map(routes);
        DowngradeKey.Map(routes);
        AcknowledgeOverLimit.Map(routes);
        CloseKey.Map(routes);
    }
}
