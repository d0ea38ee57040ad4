using System.Net;
using System.Text.Json;
using Tessera.TestKit;

namespace Server.Tests.Keys;

/// <summary>A core with the small world; one database per test class.</summary>
public sealed class KeyFixture : IAsyncLifetime
{
    internal CoreHost Core { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Core = new CoreHost(await SmallWorld.CreateAsync(), TestClock.OnDemoDay());

    public async ValueTask DisposeAsync() => await Core.DisposeAsync();

    /// <summary>An operator issues a key; its detail.</summary>
    internal async Task<JsonElement> IssueAsync(object? differences = null, Person? by = null)
    {
        using var client = Core.As(by ?? Person.Giulia);
        var body = new Dictionary<string, object?>
        {
            ["customerId"] = by?.Tenant == "vcom" ? SmallWorld.Havn : SmallWorld.Rossi,
            ["partnerId"] = by?.Tenant == "vcom" ? SmallWorld.Fjord : SmallWorld.Brenta,
            ["kind"] = "ANNUAL",
            ["edition"] = "PROFESSIONAL",
            ["size"] = 16,
        };
        if (differences is not null)
            foreach (var property in differences.GetType().GetProperties()) body[property.Name] = property.GetValue(differences);
        var (status, key) = await client.PostAsync("/v1/keys/issue", body);
        Assert.True(status == HttpStatusCode.OK, key.ToString());
        return key;
    }
}
