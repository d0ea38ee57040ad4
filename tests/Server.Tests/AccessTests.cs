using System.Net;
using System.Text.Json;
using Tessera.Domain.Explain;
using Tessera.TestKit;

namespace Server.Tests;

public sealed class AccessTests
{
    [Fact]
    public async Task A_proven_person_without_membership_learns_who_they_are_and_nothing_else()
    {
        await using var core = new CoreHost(await PostgresServer.CopyAsync(), TestClock.OnDemoDay());
        using var client = core.As(Person.Guest);
        var me = await client.GetAsync("/v1/me");
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
        Assert.Contains("\"memberships\":[]", await me.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/v1/me/preferences", new StringContent("{}", null, "application/json"))).StatusCode);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_answered()
    {
        await using var core = new CoreHost(await PostgresServer.CopyAsync(), TestClock.OnDemoDay());
        using var client = core.As(null);
        var me = await client.GetAsync("/v1/me");
        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
        Assert.Equal("application/problem+json", me.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Every_operation_is_named_in_every_language_a_person_may_read()
    {
        await using var core = new CoreHost(await SmallWorld.CreateAsync(), TestClock.OnDemoDay());
        using var client = core.As(Person.Marco);
        foreach (var language in Texts.Languages)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/permissions");
            request.Headers.AcceptLanguage.ParseAdd(language);
            using var answer = JsonDocument.Parse(await (await client.SendAsync(request)).Content.ReadAsStringAsync());
            var rows = answer.RootElement.EnumerateArray().Select(row => (Operation: row.GetProperty("operation").GetString()!, Text: row.GetProperty("text").GetString()!)).ToList();
            Assert.True(rows.Count > 40);
            Assert.DoesNotContain(rows, row => row.Text.StartsWith("operation.", StringComparison.Ordinal));
        }
    }
}
