using System.Net;
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
}
