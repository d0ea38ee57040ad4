using System.Net;
using Server.Tests.Keys;
using Tessera.TestKit;

namespace Server.Tests.Partners;

public sealed class PartnerTests(KeyFixture fixture) : IClassFixture<KeyFixture>
{
    [Fact]
    public async Task Operators_list_find_and_read_partners_with_how_many_open_keys_each_looks_after()
    {
        await fixture.IssueAsync(new { partnerId = SmallWorld.Colli });
        using var client = fixture.Core.As(Person.Giulia);
        var (_, all) = await client.ReadAsync("/v1/partners?first=100");
        Assert.Equal(["Brenta Telefonia Srl", "Lagune Voix SARL", "Studio Colli"], all.GetProperty("items").EnumerateArray().Select(p => p.Text("name")));
        Assert.Equal(3, all.GetProperty("total").GetProperty("count").GetInt32());
        foreach (var words in new[] { "colli", "STUDIO co", "IT01234567897", "01234567897" })
        {
            var (_, found) = await client.ReadAsync("/v1/partners?first=5&search=" + Uri.EscapeDataString(words));
            Assert.Equal(["Studio Colli"], found.GetProperty("items").EnumerateArray().Select(p => p.Text("name")));
        }

        var (_, colli) = await client.ReadAsync("/v1/partners/" + SmallWorld.Colli);
        Assert.Equal(1, colli.GetProperty("keys").GetInt32());
        var (_, first) = await client.ReadAsync("/v1/partners?first=2");
        var (_, second) = await client.ReadAsync("/v1/partners?first=2&after=" + first.Text("endCursor"));
        Assert.Equal("Studio Colli", Assert.Single(second.GetProperty("items").EnumerateArray()).Text("name"));
        Assert.False(second.GetProperty("hasNextPage").GetBoolean());
    }

    [Fact]
    public async Task Partners_read_themselves_and_no_other_and_another_tenants_partner_does_not_exist()
    {
        using var elena = fixture.Core.As(Person.Elena);
        Assert.Equal(HttpStatusCode.Forbidden, (await elena.ReadAsync("/v1/partners?first=5")).Status);
        var (own, brenta) = await elena.ReadAsync("/v1/partners/" + SmallWorld.Brenta);
        Assert.Equal((HttpStatusCode.OK, "Brenta Telefonia Srl", "IT"), (own, brenta.Text("name"), brenta.Text("country")));
        var (other, neighbour) = await elena.ReadAsync("/v1/partners/" + SmallWorld.Lagune);
        var (_, nobody) = await elena.ReadAsync("/v1/partners/" + Guid.CreateVersion7());
        Assert.Equal(HttpStatusCode.NotFound, other);
        Assert.Equal(Problems.WithoutReference(nobody), Problems.WithoutReference(neighbour));
        using var giulia = fixture.Core.As(Person.Giulia);
        var (status, theirs) = await giulia.ReadAsync("/v1/partners/" + SmallWorld.Fjord);
        var (_, nobodys) = await giulia.ReadAsync("/v1/partners/" + Guid.CreateVersion7());
        var (malformed, _) = await giulia.ReadAsync("/v1/partners/x");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (status, malformed));
        Assert.Equal(Problems.WithoutReference(nobodys), Problems.WithoutReference(theirs));
    }
}
