using System.Text.RegularExpressions;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Domain.Tests;

/// <summary>The shipped rule books say what RULES.md says, and the texts say it in four languages.</summary>
public sealed partial class Catalogues
{
    public static TheoryData<string> Slugs => [.. RuleBooks.Shipped];

    public static TheoryData<string> Languages => [.. Texts.Languages];

    [Theory, MemberData(nameof(Slugs))]
    public void A_book_survives_writing_and_reading(string slug)
    {
        var book = RuleBooks.Load(slug);
        Assert.Equal(slug, book.Tenant);
        Assert.Equal(RuleBooks.Write(book), RuleBooks.Write(RuleBooks.Read(RuleBooks.Write(book))));
    }

    [Theory, MemberData(nameof(Slugs))]
    public void Every_version_has_its_own_id_a_source_and_a_rule_with_words(string slug)
    {
        var versions = RuleBooks.Load(slug).AllVersions().ToArray();
        Assert.Equal(versions.Length, versions.Select(version => version.Id).Distinct().Count());
        Assert.All(versions, version => Assert.NotEmpty(version.Source));
        Assert.All(versions, version => Assert.NotNull(Texts.Of("nb").Find("rule." + version.Rule)));
        Assert.All(versions, version => Assert.Same(version, versions.First(other => other.Id == version.Id)));
    }

    [Fact]
    public void EX1_EX2_the_two_tables_of_maximum_extensions()
    {
        var (withdrawn, current) = (Kit.Allnet.SizeTables[0], Kit.Allnet.SizeTables[1]);
        Assert.Equal((RuleStatus.Withdrawn, RuleStatus.Final), (withdrawn.Status, current.Status));
        Assert.Equal(
            "4F:10 4:15 8:40 16:80 24:120 32:192 48:288 64:384 96:672 128:896 192:1344 256:2048 512:4096 1024:8192",
            string.Join(' ', current.Value.Rows.Select(row => $"{row.Size}{(row.Free ? "F" : "")}:{row.MaxExtensions}")));
        Assert.Equal([1, 1, 16, 41, 81, 121, 193, 289, 385, 673, 897, 1345, 2049, 4097], current.Value.Rows.Select(row => row.RecommendedFrom));
        Assert.Equal(
            "8:40 16:80 24:132 32:176 48:288 64:384 96:576 128:768 192:1152 256:1536 512:3072 1024:6144",
            string.Join(' ', withdrawn.Value.Rows.Select(row => $"{row.Size}:{row.MaxExtensions}")));
        Assert.Same(current, Kit.Allnet.SizeTables.InForce(new DateOnly(2025, 10, 25)));
    }

    [Fact]
    public void EX5_sizes_sold()
    {
        Assert.Equal([4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024], Kit.Allnet.Sold.Annual);
        Assert.Equal([4, 8, 16, 32, 64, 128, 256, 512, 1024], Kit.Allnet.Sold.Perpetual);
    }

    [Fact]
    public void Everything_sold_at_a_price_has_one_and_every_price_is_marked_as_an_example()
    {
        foreach (var book in new[] { Kit.Allnet, Kit.Vcom })
        {
            var prices = book.PriceBooks.Newest()!.Value;
            Assert.True(prices.Example);
            Assert.Equal(book.Currency, prices.Currency);
            foreach (var kind in Enum.GetValues<KeyKind>())
            {
                foreach (var size in book.Sold.For(kind))
                {
                    foreach (var offer in book.Editions.Where(offer => offer.Active))
                    {
                        var row = prices.Row(kind, offer.Edition, size);
                        Assert.True(row?.Price > 0, $"{book.Tenant} {kind} {offer.Edition} {size}");
                        Assert.Equal(kind == KeyKind.Perpetual, row!.Maintenance < row.Price);
                    }
                }
            }
        }
    }

    [Fact]
    public void The_rates_of_the_countries_we_know_best()
    {
        Assert.Equal(
            [("IT", 22m), ("FR", 20m), ("NO", 25m), ("DE", 19m)],
            new[] { "IT", "FR", "NO", "DE" }.Select(country => (country, Kit.Allnet.VatRates.Single(rate => rate.Country == country).Rate)));
        Assert.Equal(30, Kit.Allnet.VatRates.Length);
        Assert.All(Kit.Allnet.VatRates, rate => Assert.NotEmpty(rate.Source));
    }

    [Theory]
    [InlineData("15.5", "15.5")]
    [InlineData("15.5.15502", "15.5")]
    [InlineData("15.0", null)]
    [InlineData("15.55", null)]
    [InlineData("16.0.6.1", "16")]
    [InlineData("160", null)]
    [InlineData("18 Update 8", "18")]
    [InlineData("20", "20")]
    [InlineData("2", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void KL9_a_version_belongs_to_its_major(string? version, string? major) =>
        Assert.Equal(major, Kit.Allnet.MajorVersions[0].Value.Of(version)?.Code);

    [Fact]
    public void Services_features_switches_and_kinds_have_names()
    {
        var texts = Texts.Of("fr");
        string[] ids =
        [
            .. new[] { Kit.Allnet, Kit.Vcom }.SelectMany(book => (string[])
            [
                .. book.Profiles.SelectMany(profile => profile.Value.Services).Select(code => "service." + code),
                .. book.Features.SelectMany(table => table.Value.Rows).SelectMany(row => (string[])["feature." + row.Code, "rule." + row.Rule]),
                .. book.Switches.SelectMany(one => (string[])["switch." + one.Code, "rule." + one.Rule]),
                .. book.Calendars.SelectMany(calendar => calendar.Value.Stages()).SelectMany(stage => (string[])["policy." + stage.Rule, "rule." + stage.Rule]),
                .. book.MajorVersions.SelectMany(table => table.Value.Rows).Select(row => "rule." + row.Rule),
            ]),
            .. KeyEventNames.All.Select(name => "event." + name),
            .. typeof(KeyCommand).GetNestedTypes().Where(type => type.Name != nameof(KeyCommand.ImportKey)).Select(type => "operation." + type.Name),
            .. typeof(RefusalCodes).GetFields().SelectMany(field => (string[])["refusal." + field.GetValue(null), $"refusal.{field.GetValue(null)}.do"]),
            .. Words<KeyStatus>("status"), .. Words<KeyKind>("kind"), .. Words<Edition>("edition"), .. Words<KeyDateKind>("date"),
            .. Words<Topic>("topic"), .. Words<TermKind>("term"), .. Words<RuleStatus>("rule-status"),
            .. Enumerable.Range(1, 3).Select(number => $"rule.ED-{number}"), .. Enumerable.Range(1, 6).Select(number => $"rule.EX-{number}"),
            .. Enumerable.Range(1, 15).Select(number => $"rule.KL-{number}"), .. Enumerable.Range(1, 14).Select(number => $"rule.XP-{number}"),
        ];
        Assert.DoesNotContain(ids, id => texts.Find(id) is null);
    }

    [Theory, MemberData(nameof(Languages))]
    public void A_language_has_the_same_texts_with_the_same_placeholders(string language)
    {
        var (english, other) = (Texts.Of("en"), Texts.Of(language));
        Assert.Equal(language, other.Language);
        Assert.Equal(english.Ids.Order(StringComparer.Ordinal), other.Ids.Order(StringComparer.Ordinal));
        Assert.All(english.Ids, id => Assert.Equal(Placeholders(english.Template(id)!), Placeholders(other.Template(id)!)));
        Assert.All(other.Ids, id => Assert.DoesNotContain('!', other.Template(id)!));
        Assert.All(other.Ids, id => Assert.Equal(other.Template(id)!.Trim(), other.Template(id)));
    }

    [Fact]
    public void Translations_are_translations()
    {
        var english = Texts.Of("en");
        foreach (var language in Texts.Languages.Skip(1))
        {
            var copied = english.Ids.Count(id => id.StartsWith("claim.", StringComparison.Ordinal) && Texts.Of(language).Template(id) == english.Template(id));
            Assert.Equal(0, copied);
        }
    }

    [Theory]
    [InlineData("en", "5 December 2026", "1 January 2027")]
    [InlineData("it", "5 dicembre 2026", "1 gennaio 2027")]
    [InlineData("nb", "5. desember 2026", "1. januar 2027")]
    [InlineData("fr", "5 décembre 2026", "1er janvier 2027")]
    public void Dates_are_written_as_people_write_them(string language, string fifth, string first)
    {
        Assert.Equal(fifth, Texts.Of(language).Date(new DateOnly(2026, 12, 5)));
        Assert.Equal(first, Texts.Of(language).Date(new DateOnly(2027, 1, 1)));
    }

    [Theory]
    [InlineData("nb-NO", "nb")]
    [InlineData("no", "nb")]
    [InlineData("IT", "it")]
    [InlineData("fr_CA", "fr")]
    [InlineData("de", "en")]
    [InlineData("", "en")]
    [InlineData(null, "en")]
    public void A_language_tag_finds_its_catalogue(string? tag, string language) => Assert.Equal(language, Texts.Of(tag).Language);

    [Fact]
    public void Italian_elides_before_the_eighth_and_the_eleventh()
    {
        var texts = Texts.Of("it");
        Assert.StartsWith("La manutenzione è finita l’8 marzo 2026.", texts.Get("sentence.window", ("lastDay", "2026-03-08"), ("windowLastDay", "2026-06-06")), StringComparison.Ordinal);
        Assert.EndsWith("rinnovare fino all’11 giugno 2026.", texts.Get("sentence.window", ("lastDay", "2026-03-13"), ("windowLastDay", "2026-06-11")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_looks_like_a_placeholder_is_only_a_value() =>
        Assert.Equal("Released from its installation: {reason} {name}", Texts.Of("en").Get("event.key.released.v1", ("reason", "{reason} {name}")));

    [Fact]
    public void Counts_agree_with_their_unit()
    {
        Assert.Equal(["1 day", "0 days", "2 days"], new[] { 1, 0, 2 }.Select(number => Texts.Of("en").Count("day", number)));
        Assert.Equal(["1 jour", "0 jour", "2 jours"], new[] { 1, 0, 2 }.Select(number => Texts.Of("fr").Count("day", number)));
        Assert.Equal("Sikkerhetsoppdateringer, FQDN-tjeneste og Nettmøter", Texts.Of("nb").List(["Sikkerhetsoppdateringer", "FQDN-tjeneste", "Nettmøter"]));
    }

    private static string[] Words<T>(string prefix)
        where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(value => $"{prefix}.{System.Text.Json.JsonSerializer.SerializeToElement(value).GetString()}")];

    private static string[] Placeholders(string template) => [.. Placeholder().Matches(template).Select(match => match.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();
}
