using Tessera.Platform.Identity;

namespace Tessera.Server;

/// <summary>Everything this process is told from outside; environment variables TESSERA_*, see README.</summary>
internal sealed record Settings(
    string Database,
    string? DatabaseOwner,
    string Role,
    TokenSettings Tokens,
    string EdgeSecret,
    string? LicenceKeyFile,
    string LicenceKeyId,
    LimitSettings Limits)
{
    private const string DevelopmentMark = "not-for-production";

    public bool ServesApi => Role is "api" or "all";

    public bool RunsJobs => Role is "worker" or "all";

    /// <exception cref="SettingsException">Something is missing, or production was given development secrets.</exception>
    public static Settings From(IConfiguration configuration, bool production)
    {
        var authority = Required(configuration, "IDENTITY_AUTHORITY").TrimEnd('/');
        var settings = new Settings(
            Required(configuration, "DATABASE"),
            configuration["DATABASE_OWNER"],
            configuration["ROLE"] ?? "all",
            new TokenSettings(authority, Required(configuration, "IDENTITY_AUDIENCE"), Required(configuration, "IDENTITY_CLIENTS").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet()),
            Required(configuration, "EDGE_SECRET"),
            configuration["LICENCE_KEY_FILE"],
            configuration["LICENCE_KEY_ID"] ?? "k1",
            LimitSettings.From(configuration));
        if (settings.Role is not ("api" or "worker" or "all")) throw new SettingsException("TESSERA_ROLE must be api, worker or all.");
        if (production) settings.RefuseDevelopment();
        return settings;
    }

    private void RefuseDevelopment()
    {
        if (!Tokens.Authority.StartsWith("https://", StringComparison.Ordinal)) throw new SettingsException("In production TESSERA_IDENTITY_AUTHORITY must be an https address.");
        if (EdgeSecret.Length < 32 || EdgeSecret.Contains(DevelopmentMark, StringComparison.Ordinal)) throw new SettingsException("In production TESSERA_EDGE_SECRET must be a secret of its own, 32 characters or more.");
        if (Database.Contains(DevelopmentMark, StringComparison.Ordinal)) throw new SettingsException("In production TESSERA_DATABASE must not carry a development password.");
        if (LicenceKeyFile is null) throw new SettingsException("In production TESSERA_LICENCE_KEY_FILE must name the signing key of licence files.");
    }

    private static string Required(IConfiguration configuration, string name) =>
        configuration[name] is { Length: > 0 } value ? value : throw new SettingsException($"TESSERA_{name} is not set.");
}

/// <summary>Requests per second that one party may send, with a burst of ten seconds' worth.</summary>
internal sealed record LimitSettings(int PerPerson, int PerOrganisation, int PerDeviceAddress, int PerLicenceKey, int UnknownKeysPerAddress)
{
    public static LimitSettings From(IConfiguration c) => new(
        c.GetValue("LIMIT_PERSON", 50), c.GetValue("LIMIT_ORGANISATION", 200), c.GetValue("LIMIT_DEVICE_ADDRESS", 100), c.GetValue("LIMIT_LICENCE_KEY", 10), c.GetValue("LIMIT_UNKNOWN_KEYS", 1));
}

/// <summary>The process cannot start as it was told to; the message says what to change.</summary>
internal sealed class SettingsException(string message) : Exception(message);
