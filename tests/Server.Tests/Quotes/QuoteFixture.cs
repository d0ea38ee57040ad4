using System.Net;
using System.Text.Json;
using Npgsql;
using Tessera.TestKit;

namespace Server.Tests.Quotes;

/// <summary>A core with the small world, and words for making keys and quotes in it; one database per test class.</summary>
public sealed class QuoteFixture : IAsyncLifetime
{
    internal CoreHost Core { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Core = new CoreHost(await SmallWorld.CreateAsync(), TestClock.OnDemoDay());

    public async ValueTask DisposeAsync() => await Core.DisposeAsync();

    /// <summary>An operator issues a key; its detail.</summary>
    internal async Task<JsonElement> KeyAsync(object? differences = null, Person? by = null)
    {
        using var client = Core.As(by ?? Person.Giulia);
        var body = new Dictionary<string, object?>
        {
            ["customerId"] = by?.Tenant == "vcom" ? SmallWorld.Havn : SmallWorld.Rossi,
            ["partnerId"] = by?.Tenant == "vcom" ? SmallWorld.Fjord : SmallWorld.Brenta,
            ["kind"] = "ANNUAL",
            ["edition"] = "PROFESSIONAL",
            ["size"] = 16,
            ["startsOn"] = "2026-01-10",
        };
        if (differences is not null)
            foreach (var property in differences.GetType().GetProperties()) body[property.Name] = property.GetValue(differences);
        var (status, key) = await client.PostAsync("/v1/keys/issue", body);
        Assert.True(status == HttpStatusCode.OK, key.ToString());
        return key;
    }

    /// <summary>A key that counts more extensions than its size holds (XP-3).</summary>
    internal async Task<JsonElement> OverAsync()
    {
        var key = await KeyAsync(new { size = 4 });
        using var sara = Core.As(Person.Sara);
        var (status, body) = await sara.PostAsync($"/v1/keys/{key.Text("id")}/report-usage", new { usersAndExtensions = 60 });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        return key;
    }

    internal static object Body(string payer, int years, params JsonElement[] keys) => new { payer, lines = keys.Select(k => new { keyId = k.Text("id"), years }).ToArray() };

    /// <summary>A quote of one new key, made by Brenta's sales.</summary>
    internal async Task<JsonElement> QuoteAsync(string payer = "CUSTOMER", Person? by = null, params JsonElement[] keys)
    {
        Core.Clock.Now += TimeSpan.FromSeconds(1);
        using var client = Core.As(by ?? Person.Davide);
        var (status, quote) = await client.PostAsync("/v1/quotes/create", Body(payer, 1, keys.Length > 0 ? keys : [await KeyAsync()]));
        Assert.True(status == HttpStatusCode.OK, quote.ToString());
        return quote;
    }

    internal async Task<JsonElement> DoAsync(JsonElement quote, string verb, object body, Person? by = null)
    {
        using var client = Core.As(by ?? Person.Davide);
        var (status, answer) = await client.PostAsync($"/v1/quotes/{quote.Text("id")}/{verb}", body);
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        return answer;
    }

    internal async Task<JsonElement> ReadAsync(JsonElement quote, Person? by = null)
    {
        using var client = Core.As(by ?? Person.Davide);
        var (status, answer) = await client.ReadAsync($"/v1/quotes/{quote.Text("id")}");
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        return answer;
    }

    internal async Task<long> CountAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Core.Database.Superuser);
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 120;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    internal static (string Code, string Field) Problem(JsonElement problem) =>
        (problem.Text("code"), problem.TryGetProperty("fields", out var fields) && fields.GetArrayLength() > 0 ? fields[0].Text("field") : "");
}
