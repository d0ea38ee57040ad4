using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Keys.Contracts;

/// <summary>The enumerations as they are stored and sent.</summary>
internal static class Words
{
    public static string Of(KeyKind kind) => kind switch { KeyKind.Annual => "ANNUAL", KeyKind.Perpetual => "PERPETUAL", _ => "SUBSCRIPTION" };

    public static string Of(Edition edition) => edition switch { Edition.Standard => "STANDARD", Edition.Professional => "PROFESSIONAL", _ => "ENTERPRISE" };

    public static KeyKind Kind(string word) => word switch { "ANNUAL" => KeyKind.Annual, "PERPETUAL" => KeyKind.Perpetual, _ => KeyKind.Subscription };

    public static Edition Edition(string word) => word switch { "STANDARD" => Domain.Catalogue.Edition.Standard, "PROFESSIONAL" => Domain.Catalogue.Edition.Professional, _ => Domain.Catalogue.Edition.Enterprise };
}
