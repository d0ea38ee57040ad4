namespace Tessera.Server;

/// <summary>How core reaches the payment provider: one account per tenant, found by the tenant's slug.</summary>
/// <param name="Url">Where the provider answers; nothing else says whether it is Stripe or the sandbox.</param>
/// <param name="Keys">Tenant → secret key of its account.</param>
/// <param name="WebhookSecrets">Tenant → one or two signing secrets; two while one is being replaced.</param>
/// <param name="Attempt">How long one call may take.</param>
/// <param name="Total">How long a call may take with everything that is tried again.</param>
internal sealed record StripeSettings(
    Uri Url, IReadOnlyDictionary<string, string> Keys, IReadOnlyDictionary<string, string[]> WebhookSecrets, TimeSpan Attempt, TimeSpan Total)
{
    private const int MostSecrets = 2;

    /// <exception cref="SettingsException">Something is malformed, or production was given what only serves tests.</exception>
    public static StripeSettings From(IConfiguration configuration, bool production)
    {
        var settings = new StripeSettings(
            Address(configuration["STRIPE_URL"] ?? "https://api.stripe.com"),
            Pairs(configuration["STRIPE_KEYS"], "STRIPE_KEYS"),
            Pairs(configuration["STRIPE_WEBHOOK_SECRETS"], "STRIPE_WEBHOOK_SECRETS").ToDictionary(p => p.Key, p => p.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
            TimeSpan.FromMilliseconds(configuration.GetValue("STRIPE_ATTEMPT_MS", 8_000)),
            TimeSpan.FromMilliseconds(configuration.GetValue("STRIPE_TOTAL_MS", 20_000)));
        if (settings.WebhookSecrets.Values.Any(s => s.Length is 0 or > MostSecrets)) throw new SettingsException("TESSERA_STRIPE_WEBHOOK_SECRETS names one or two secrets for each tenant.");
        if (production) settings.RefuseDevelopment();
        return settings;
    }

    private void RefuseDevelopment()
    {
        if (Url.Scheme != Uri.UriSchemeHttps) throw new SettingsException("In production TESSERA_STRIPE_URL must be an https address.");
        if (Keys.Count == 0) throw new SettingsException("In production TESSERA_STRIPE_KEYS must name the secret key of each tenant's account.");
        if (Keys.Values.Any(k => k.Contains("_test_", StringComparison.Ordinal))) throw new SettingsException("In production TESSERA_STRIPE_KEYS must not hold test keys.");
        if (Keys.Keys.FirstOrDefault(t => !WebhookSecrets.ContainsKey(t)) is { } bare) throw new SettingsException($"TESSERA_STRIPE_WEBHOOK_SECRETS has no secret for {bare}: its messages could not be believed.");
        if (WebhookSecrets.Values.Any(s => s.Any(x => x.Length < 20))) throw new SettingsException("In production each of TESSERA_STRIPE_WEBHOOK_SECRETS must be 20 characters or more.");
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : throw new SettingsException("TESSERA_STRIPE_URL must be an http or https address.");

    /// <summary>"a=x;b=y" as a dictionary.</summary>
    private static Dictionary<string, string> Pairs(string? text, string name)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var part in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || at == part.Length - 1 || !pairs.TryAdd(part[..at], part[(at + 1)..])) throw new SettingsException($"TESSERA_{name} is a list of tenant=value, separated by semicolons.");
        }

        return pairs;
    }
}
