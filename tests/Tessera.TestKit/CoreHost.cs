using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Tessera.TestKit;

/// <summary>The real core over a real database as the restricted role; only the identity provider's keys and the clock are ours.</summary>
internal sealed class CoreHost(TestDatabase database, TestClock clock, IReadOnlyDictionary<string, string>? settings = null) : WebApplicationFactory<Program>
{
    public const string EdgeSecret = "test-edge-secret-0123456789abcdef-0123456789";

    public TokenIssuer Issuer { get; } = new();

    public TestDatabase Database => database;

    public TestClock Clock => clock;

    /// <summary>A client that speaks as a person, in one language, with an idempotency key per write unless the test gives one.</summary>
    public HttpClient As(Person? person, string language = "en")
    {
        var client = CreateDefaultClient(new FreshIdempotencyKey());
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        if (person is null) return client;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Issuer.Token(person.Directory, person.Id));
        if (person.Tenant.Length > 0) client.DefaultRequestHeaders.Add("Tessera-Tenant", person.Tenant);
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        var values = new Dictionary<string, string>
        {
            ["DATABASE"] = database.App,
            ["DATABASE_OWNER"] = database.Owner,
            ["IDENTITY_AUTHORITY"] = TokenIssuer.Authority,
            ["IDENTITY_AUDIENCE"] = TokenIssuer.Audience,
            ["IDENTITY_CLIENTS"] = TokenIssuer.Client,
            ["EDGE_SECRET"] = EdgeSecret,
            ["ROLE"] = "api",
            ["LIMIT_PERSON"] = "100000",
            ["LIMIT_ORGANISATION"] = "100000",
            ["LIMIT_DEVICE_ADDRESS"] = "100000",
            ["LIMIT_LICENCE_KEY"] = "100000",
            ["LIMIT_UNKNOWN_KEYS"] = "100000",
            ["LIMIT_APPLICATIONS"] = "100000",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) values[name] = value;
        foreach (var (name, value) in values) builder.UseSetting(name, value);
        builder.UseEnvironment("Development");
        builder.ConfigureLogging(l => l.ClearProviders().AddFilter(_ => Environment.GetEnvironmentVariable("TESSERA_TEST_LOG") is not null).AddSimpleConsole());
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, o =>
            {
                o.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(new OpenIdConnectConfiguration { SigningKeys = { Issuer.Key } });
            });
        });
    }

    private sealed class FreshIdempotencyKey : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Get && !request.Headers.Contains("Idempotency-Key")) request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
            if (request.Headers.TryGetValues("Idempotency-Key", out var values) && values.Contains("none")) request.Headers.Remove("Idempotency-Key");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
