using System.Net;
using System.Text.Json;
using Server.Tests.Keys;
using Tessera.TestKit;

namespace Server.Tests.Catalogue;

public sealed class CatalogueTests(KeyFixture fixture) : IClassFixture<KeyFixture>
{
    [Fact]
    public async Task The_catalogue_is_the_tenants_book_with_versions_sources_and_texts_in_the_readers_language()
    {
        using var italian = fixture.Core.As(Person.Sara, "it");
        using var english = fixture.Core.As(Person.Sara);
        var (status, it) = await italian.ReadAsync("/v1/catalogue");
        var (_, en) = await english.ReadAsync("/v1/catalogue");
        Assert.Equal(HttpStatusCode.OK, status);
        var current = Assert.Single(en.GetProperty("sizeTables").EnumerateArray(), t => t.GetProperty("current").GetBoolean());
        Assert.Equal("FINAL", current.GetProperty("version").Text("status"));
        Assert.NotEmpty(current.GetProperty("version").Text("source"));
        Assert.Contains(en.GetProperty("sizeTables").EnumerateArray(), t => t.GetProperty("version").Text("status") == "WITHDRAWN");
        var largest = current.GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("size").GetInt32() == 1024);
        Assert.Equal(8192, largest.GetProperty("maxExtensions").GetInt32());
        Assert.NotEqual(Texts(en, "calendars", "stages"), Texts(it, "calendars", "stages"));
        Assert.All(en.GetProperty("features").EnumerateArray(), f => Assert.DoesNotContain("feature.", f.Text("name"), StringComparison.Ordinal));
        Assert.All(en.GetProperty("services").EnumerateArray(), f => Assert.DoesNotContain("service.", f.Text("name"), StringComparison.Ordinal));
        Assert.All(en.GetProperty("switches").EnumerateArray(), f => Assert.DoesNotContain("switch.", f.Text("text"), StringComparison.Ordinal));

        using var vcom = fixture.Core.As(Person.Ingrid);
        var (_, no) = await vcom.ReadAsync("/v1/catalogue");
        Assert.All(no.GetProperty("priceBooks").EnumerateArray(), b => Assert.Equal("NOK", b.Text("currency")));
    }

    [Theory]
    [InlineData(1, 4, true, null)]
    [InlineData(10, 4, true, null)]
    [InlineData(11, 4, false, null)]
    [InlineData(16, 8, false, null)]
    [InlineData(8192, 1024, false, null)]
    [InlineData(8193, null, false, "NO_SINGLE_KEY_FITS")]
    [InlineData(1_000_000, null, false, "NO_SINGLE_KEY_FITS")]
    public async Task The_adviser_names_the_smallest_size_that_holds_the_count(int count, int? size, bool freeAlso, string? code)
    {
        using var client = fixture.Core.As(Person.Paolo);
        var (status, advice) = await client.ReadAsync("/v1/adviser?count=" + count);
        Assert.True(status == HttpStatusCode.OK, advice.ToString());
        Assert.Equal(size, advice.GetProperty("size").ValueKind == JsonValueKind.Null ? null : advice.GetProperty("size").GetInt32());
        Assert.Equal((freeAlso, code ?? ""), (advice.GetProperty("freeAlso").GetBoolean(), advice.Text("code")));
        Assert.DoesNotContain('{', advice.Text("text"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("count=0")]
    [InlineData("count=-1")]
    [InlineData("count=1000001")]
    [InlineData("count=1e9")]
    [InlineData("count=99999999999999999999")]
    [InlineData("count=NaN")]
    public async Task A_count_beyond_sense_is_named(string query)
    {
        using var client = fixture.Core.As(Person.Paolo);
        var (status, problem) = await client.ReadAsync("/v1/adviser?" + query);
        Assert.Equal((HttpStatusCode.BadRequest, "count"), (status, problem.GetProperty("fields")[0].Text("field")));
    }

    private static string Texts(JsonElement catalogue, string list, string inner) =>
        string.Join('|', catalogue.GetProperty(list).EnumerateArray().SelectMany(c => c.GetProperty(inner).EnumerateArray()).Select(s => s.Text("text")));
}
