using Tessera.Domain.Catalogue;

namespace Tessera.Server.Modules.Keys.Contracts;

/// <summary>The enumerations as they are stored and sent.</summary>
internal static class Words
{
    public static string Of(KeyKind kind) => kind switch { KeyKind.Annual => "ANNUAL", KeyKind.Perpetual => "PERPETUAL", _ => "SUBSCRIPTION" };

    public static string Of(Edition edition) => edition switch { Edition.Standard => "STANDARD", Edition.Professional => "PROFESSIONAL", _ => "ENTERPRISE" };

    public static KeyKind KindOf(string word) => word switch { "ANNUAL" => KeyKind.Annual, "PERPETUAL" => KeyKind.Perpetual, _ => KeyKind.Subscription };

    public static Edition EditionOf(string word) => word switch { "STANDARD" => Edition.Standard, "PROFESSIONAL" => Edition.Professional, _ => Edition.Enterprise };
}
