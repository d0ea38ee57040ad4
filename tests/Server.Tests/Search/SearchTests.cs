using System.Net;
using Server.Tests.Keys;
using Tessera.Server.Modules.Search.Contracts;
using Tessera.TestKit;

namespace Server.Tests.Search;

public sealed class SearchTests(KeyFixture fixture) : IClassFixture<KeyFixture>
{
    [Fact]
    public async Task Whatever_is_pasted_opens_the_thing_it_names()
    {
        using var client = fixture.Core.As(Person.Giulia);
        var key = await fixture.IssueAsync();
        var number = key.Text("number");
        using var device = fixture.Core.As(null);
        var (activated, answer) = await device.PostAsync("/v1/allnet/activate", new { key = number, fingerprint = "aa:bb:cc:dd", fqdn = "pbx.rossi.example" });
        Assert.True(activated == HttpStatusCode.OK, answer.ToString());
        foreach (var (text, kind, id) in new[]
        {
            (number, "key", key.Text("id")), (number.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal), "key", key.Text("id")), (number[..9], "key", key.Text("id")), ("pbx.rossi", "key", key.Text("id")),
            ("officine", "customer", SmallWorld.Rossi.ToString()), ("info@rossi.example", "customer", SmallWorld.Rossi.ToString()), ("studio colli", "partner", SmallWorld.Colli.ToString()), (SmallWorld.BrentaVatId, "partner", SmallWorld.Brenta.ToString()),
        })
        {
            var (status, hits) = await client.ReadAsync("/v1/search?q=" + Uri.EscapeDataString(text));
            Assert.True(status == HttpStatusCode.OK, hits.ToString());
            Assert.True(hits.EnumerateArray().Any(h => h.Text("kind") == kind && h.Text("id") == id), text + ": " + hits);
            Assert.InRange(hits.GetArrayLength(), 1, 10);
        }

        var (_, exact) = await client.ReadAsync("/v1/search?q=" + number);
        Assert.Equal(key.Text("id"), exact[0].Text("id"));
    }

    [Fact]
    public async Task Nobody_finds_what_is_not_theirs()
    {
        var key = await fixture.IssueAsync();
        foreach (var stranger in new[] { Person.Camille, Person.Ingrid, Person.Ola })
        {
            using var client = fixture.Core.As(stranger);
            foreach (var text in new[] { key.Text("number"), "officine rossi", "brenta" })
            {
                var (_, hits) = await client.ReadAsync("/v1/search?q=" + Uri.EscapeDataString(text));
                Assert.Equal(0, hits.GetArrayLength());
            }
        }

        using var elena = fixture.Core.As(Person.Elena);
        var (_, hers) = await elena.ReadAsync("/v1/search?q=rossi");
        Assert.DoesNotContain(hers.EnumerateArray(), h => h.Text("kind") == "partner");
        Assert.Contains(hers.EnumerateArray(), h => h.Text("kind") == "key" && h.Text("id") == key.Text("id"));
    }

    [Fact]
    public async Task Nothing_typed_finds_nothing()
    {
        using var client = fixture.Core.As(Person.Giulia);
        foreach (var query in new[] { "", "?q=", "?q=a", "?q=%20%20", "?q=---" })
        {
            var (status, hits) = await client.ReadAsync("/v1/search" + query);
            Assert.Equal((HttpStatusCode.OK, 0), (status, hits.GetArrayLength()));
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await client.ReadAsync("/v1/search?q=" + new string('a', 201))).Status);
    }

    [Theory]
    [InlineData("Ærø Løgstør", "aero", "logstor")]
    [InlineData("ÉLAN Zoë", "elan", "zoe")]
    [InlineData("pbx.rossi.it", "pbx", "rossi", "it", "pbxrossiit")]
    [InlineData("ABCD-EF12-3456-7890", "abcd", "ef12", "3456", "7890", "abcdef1234567890")]
    [InlineData("Straße ﬁn", "strasse", "ﬁn")]
    [InlineData("...")]
    public void Words_are_folded_and_belong_to_their_tenant(string text, params string[] words) =>
        Assert.Equal(words.Select(w => "7/" + w).Order(StringComparer.Ordinal), SearchWords.Lexemes(7, text).Order(StringComparer.Ordinal));
}
