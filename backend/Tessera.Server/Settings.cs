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
    private const string DevelopmentPaySecret = "not-for-production-pay-secret-0123456789";
    private const int ShortestSecret = 32;
    private const int FewestTextDays = 7;
    private const int UsualTextDays = 30;

    /// <summary>Where people reach the edge, without a slash at its end; links in mails begin with it.</summary>
    public required string PublicUrl { get; init; }

    /// <summary>Pay links and unsubscribe tokens are made from it; another one makes those that were sent open nothing.</summary>
    public required string PaySecret { get; init; }

    /// <summary>Null: no mail is sent, messages wait.</summary>
    public MailSettings? Mail { get; init; }

    public required StripeSettings Stripe { get; init; }

    /// <summary>How long what was sent and what was told is kept word by word; that it was, for ever.</summary>
    public TimeSpan KeepsTexts { get; init; } = TimeSpan.FromDays(UsualTextDays);

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
            LimitSettings.From(configuration))
        {
            PublicUrl = (configuration["PUBLIC_URL"] ?? "http://localhost:8080").TrimEnd('/'),
            PaySecret = configuration["PAY_SECRET"] ?? DevelopmentPaySecret,
            Mail = MailSettings.Read(configuration),
            Stripe = StripeSettings.From(configuration, production),
            KeepsTexts = TimeSpan.FromDays(configuration.GetValue("KEEP_TEXTS_DAYS", UsualTextDays)),
        };
        if (!Uri.TryCreate(settings.PublicUrl, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) throw new SettingsException("TESSERA_PUBLIC_URL must be an http or https address.");
        if (settings.PaySecret.Length < ShortestSecret) throw new SettingsException("TESSERA_PAY_SECRET must have 32 characters or more.");
        if (settings.KeepsTexts < TimeSpan.FromDays(FewestTextDays)) throw new SettingsException("TESSERA_KEEP_TEXTS_DAYS must be 7 or more: a message of the provider may come again for days.");
        if (settings.Role is not ("api" or "worker" or "all")) throw new SettingsException("TESSERA_ROLE must be api, worker or all.");
        if (production) settings.RefuseDevelopment();
        return settings;
    }

    private void RefuseDevelopment()
    {
        if (!Tokens.Authority.StartsWith("https://", StringComparison.Ordinal)) throw new SettingsException("In production TESSERA_IDENTITY_AUTHORITY must be an https address.");
        if (EdgeSecret.Length < 32 || EdgeSecret.Contains(DevelopmentMark, StringComparison.Ordinal)) throw new SettingsException("In production TESSERA_EDGE_SECRET must be a secret of its own, 32 characters or more.");
        if (Database.Contains(DevelopmentMark, StringComparison.Ordinal)) throw new SettingsException("In production TESSERA_DATABASE must not carry a development password.");
        if (!PublicUrl.StartsWith("https://", StringComparison.Ordinal)) throw new SettingsException("In production TESSERA_PUBLIC_URL must be an https address.");
        if (PaySecret.Contains(DevelopmentMark, StringComparison.Ordinal)) throw new SettingsException("In production TESSERA_PAY_SECRET must be a secret of its own, 32 characters or more.");
        if (Mail is { IsEncrypted: false }) throw new SettingsException("In production TESSERA_SMTP must be smtp+starttls://….");
        if (LicenceKeyFile is null) throw new SettingsException("In production TESSERA_LICENCE_KEY_FILE must name the signing key of licence files.");
    }

    private static string Required(IConfiguration configuration, string name) =>
        configuration[name] is { Length: > 0 } value ? value : throw new SettingsException($"TESSERA_{name} is not set.");
}

/// <summary>Requests per second that one party may send, with a burst of ten seconds' worth.</summary>
/// <param name="ApplicationsPerAddress">An hour, of resellers that want to join.</param>
internal sealed record LimitSettings(int PerPerson, int PerOrganisation, int PerDeviceAddress, int PerLicenceKey, int UnknownKeysPerAddress, int ApplicationsPerAddress)
{
    public static LimitSettings From(IConfiguration c) => new(
        c.GetValue("LIMIT_PERSON", 50), c.GetValue("LIMIT_ORGANISATION", 200), c.GetValue("LIMIT_DEVICE_ADDRESS", 100), c.GetValue("LIMIT_LICENCE_KEY", 10), c.GetValue("LIMIT_UNKNOWN_KEYS", 1),
        c.GetValue("LIMIT_APPLICATIONS", 10));
}

/// <summary>How mails leave.</summary>
/// <param name="IsEncrypted">STARTTLS, or nothing is said.</param>
/// <param name="From">The address mails are from; answers go where each mail says.</param>
internal sealed record MailSettings(bool IsEncrypted, string Host, int Port, string? User, string? Password, string From)
{
    public const string DefaultFrom = "no-reply@tessera.example";
    private const int Submission = 587;

    /// <summary>TESSERA_SMTP: smtp://host:port, or smtp+starttls://user:password@host:port; null where it is not set.</summary>
    /// <exception cref="SettingsException">It is no such address.</exception>
    public static MailSettings? Read(IConfiguration c)
    {
        if (c["SMTP"] is not { Length: > 0 } text) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtp+starttls") || uri.Host.Length == 0)
            throw new SettingsException("TESSERA_SMTP must be smtp://host:port or smtp+starttls://user:password@host:port.");
        var login = uri.UserInfo.Split(':', 2);
        var from = c["MAIL_FROM"] ?? DefaultFrom;
        if (from.Count(character => character == '@') != 1 || from.Any(character => char.IsControl(character) || char.IsWhiteSpace(character))) throw new SettingsException("TESSERA_MAIL_FROM must be one e-mail address.");
        return new MailSettings(
            uri.Scheme == "smtp+starttls", uri.Host, uri.Port > 0 ? uri.Port : Submission, login is [{ Length: > 0 } user, ..] ? Uri.UnescapeDataString(user) : null,
            login is [_, var password] ? Uri.UnescapeDataString(password) : null, from);
    }
}

/// <summary>The process cannot start as it was told to; the message says what to change.</summary>
internal sealed class SettingsException(string message) : Exception(message);
