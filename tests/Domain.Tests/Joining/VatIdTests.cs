using Tessera.Domain.Joining;
using Tessera.Domain.Kernel;

namespace Domain.Tests.Joining;

/// <summary>PP-1: VAT ids by their countries' own rules.</summary>
public sealed class VatIdTests
{
    /// <summary>Ids that were given out, as their owners print them, and the form they are kept in.</summary>
    public static TheoryData<string, string, string> True => new()
    {
        { "AT", "ATU13585627", "ATU13585627" }, { "BE", "BE 0428.759.497", "BE0428759497" }, { "BG", "BG175074752", "BG175074752" }, { "CH", "CHE-107.787.577 IVA", "CHE107787577" },
        { "CY", "CY10259033P", "CY10259033P" }, { "CZ", "CZ25123891", "CZ25123891" }, { "DE", "DE136695976", "DE136695976" }, { "DK", "13 58 56 28", "DK13585628" }, { "EE", "EE100931558", "EE100931558" },
        { "ES", "ES A13585625", "ESA13585625" }, { "ES", "54362315K", "ES54362315K" }, { "ES", "X2482300W", "ESX2482300W" }, { "FI", "FI20774740", "FI20774740" }, { "FR", "FR 40 303 265 045", "FR40303265045" }, { "FR", "83404833048", "FR83404833048" },
        { "GB", "GB980780684", "GB980780684" }, { "GR", "EL094259216", "EL094259216" }, { "HR", "HR33392005961", "HR33392005961" }, { "HU", "HU12892312", "HU12892312" }, { "IE", "IE6433435F", "IE6433435F" },
        { "IE", "IE6433435OA", "IE6433435OA" }, { "IT", "00743110157", "IT00743110157" }, { "LT", "LT119511515", "LT119511515" }, { "LT", "LT100001919017", "LT100001919017" }, { "LU", "LU15027442", "LU15027442" }, { "LV", "LV40003521600", "LV40003521600" },
        { "MT", "MT11679112", "MT11679112" }, { "NL", "NL004495445B01", "NL004495445B01" }, { "NO", "974 760 673", "NO974760673MVA" }, { "NO", "NO974760673MVA", "NO974760673MVA" }, { "PL", "PL8567346215", "PL8567346215" },
        { "PT", "PT501964843", "PT501964843" }, { "RO", "RO18547290", "RO18547290" }, { "SE", "SE123456789701", "SE123456789701" }, { "SI", "SI50223054", "SI50223054" }, { "SK", "SK2022749619", "SK2022749619" },
        { "US", "12-3456789", "123456789" }, { "LI", "CHE107787577", "CHE107787577" },
    };

    [Theory, MemberData(nameof(True))]
    public void An_id_that_was_given_out_is_taken_however_it_is_written(string country, string typed, string kept)
    {
        var (id, refusal) = VatId.Read(typed, country);
        Assert.Null(refusal);
        Assert.Equal(kept, id.Value);
        Assert.Equal(kept, VatId.Read(kept, country).Id.Value);
    }

    /// <summary>What check digits are there for: no single digit can be another one, but for what <see cref="Slips"/> names.</summary>
    [Theory, MemberData(nameof(True))]
    public void A_mistyped_digit_is_found(string country, string typed, string kept)
    {
        Assert.NotEmpty(typed);
        if (country is "US") return;
        Assert.DoesNotContain(Mistyped(kept), other => !Slips(country, kept, other.Text, other.At) && Taken(other.Text, country));
    }

    public static TheoryData<string, bool> Countries
    {
        get
        {
            var rows = new TheoryData<string, bool>();
            foreach (var country in True.Select(row => row.Data.Item1).Distinct().Where(one => one != "US")) rows.Add(country, Partly.Contains(country));
            return rows;
        }
    }

    /// <summary>The same of numbers nobody has printed; and where a country's rule lets something slip, it does: nothing is excused for nothing.</summary>
    [Theory, MemberData(nameof(Countries))]
    public void A_mistyped_digit_is_found_in_any_number_of_a_country(string country, bool partly)
    {
        var slipped = 0;
        foreach (var kept in Given(country, 150))
        {
            foreach (var (other, at) in Mistyped(kept))
            {
                if (!Taken(other, country)) continue;
                Assert.True(Slips(country, kept, other, at), $"{kept} was taken as {other}");
                slipped++;
            }
        }

        Assert.Equal(partly, slipped > 0);
    }

    [Theory]
    [InlineData("IT", "FR40303265045", "FR")]
    [InlineData("NO", "IT00743110157", "IT")]
    [InlineData("IT", "EL094259216", "GR")]
    [InlineData("US", "DE136695976", "DE")]
    [InlineData("FR", "NO974760673MVA", "NO")]
    public void The_id_of_another_country_is_named_with_field_rule_and_both_countries(string country, string typed, string other)
    {
        var refusal = VatId.Read(typed, country).Refusal!;
        Assert.Equal((RefusalCodes.VatIdOfAnotherCountry, "PP-1", "vatId", country, other), (refusal.Code, refusal.Rule, refusal.Field, refusal.Facts["country"], refusal.Facts["other"]));
    }

    [Theory]
    [InlineData("IT", "")]
    [InlineData("IT", null)]
    [InlineData("IT", "IT")]
    [InlineData("IT", "IT0074311015")]
    [InlineData("IT", "IT007431101577")]
    [InlineData("IT", "IT0074311O157")]
    [InlineData("IT", "IT٠٠٧٤٣١١٠١٥٧")]
    [InlineData("IT", "IT00743110157'; DROP TABLE partner; --")]
    [InlineData("NL", "NL004495445")]
    [InlineData("US", "abc")]
    [InlineData("US", "123456789012345678901")]
    public void What_is_written_otherwise_is_malformed_and_told_how_to_write_it(string country, string? typed)
    {
        var refusal = VatId.Read(typed, country).Refusal!;
        Assert.Equal((RefusalCodes.VatIdMalformed, "vatId"), (refusal.Code, refusal.Field));
        Assert.NotEmpty(refusal.Facts["example"]);
    }

    /// <summary>
    /// Countries whose own rule lets some single digits slip. All others find every one: AT, BE, CH, CY, DE, DK, EE, ES, FI, FR, HR, HU, IE, IT, LI, LU, MT,
    /// NO, PL, SI, SK.
    /// </summary>
    private static readonly string[] Partly = ["BG", "CZ", "GB", "GR", "LT", "LV", "NL", "PT", "RO", "SE"];

    /// <summary>Which digits, taken for others, the rule of a country itself cannot tell apart. Nothing else may be.</summary>
    private static bool Slips(string country, string kept, string other, int at)
    {
        var (before, after) = (kept[2..], other[2..]);
        return country switch
        {
            // Two ways of counting, the second where the first comes to ten: only a number of the one can be taken for one of the other.
            "BG" => IsSecond(before, 1, 2, 3, 4, 5, 6, 7, 8) != IsSecond(after, 1, 2, 3, 4, 5, 6, 7, 8),
            "LT" when before.Length == 9 => IsSecond(before, 1, 2, 3, 4, 5, 6, 7, 8) != IsSecond(after, 1, 2, 3, 4, 5, 6, 7, 8),
            "LT" => IsSecond(before, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2) != IsSecond(after, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2),

            // Eleven remainders and ten digits: two of them are written alike.
            "CZ" => Alike([0, 10], 8, 7, 6, 5, 4, 3, 2),
            "GR" => Alike([0, 10], 256, 128, 64, 32, 16, 8, 4, 2),
            "PT" => Alike([0, 1], 9, 8, 7, 6, 5, 4, 3, 2),
            "RO" => Alike([0, 1], [.. new[] { 7, 5, 3, 2, 1, 7, 5, 3, 2 }.Skip(10 - before.Length)]),

            // Two ways of counting that are 42 or 55 of 97 apart: six at the weight 7, seven at the weight 6.
            "GB" => (at, Math.Abs(kept[at] - other[at])) is (3, 6) or (4, 7),

            // Up to 3 the first digit begins a person's day of birth, of which only the form is known.
            "LV" => before[0] <= '3' || after[0] <= '3',

            // A company's branch stands outside its check; a person's number is counted another way, which a company's can happen to meet.
            "NL" => (at >= 12 && IsCompany(before)) || IsCompany(before) != IsCompany(after),

            // The last two count the company's offices.
            "SE" => at >= 12,
            _ => false,
        };

        bool Alike(int[] remainders, params int[] weights) =>
            at < kept.Length - 1 && remainders.Contains(Weighed(before, weights) % 11) && remainders.Contains(Weighed(after, weights) % 11);
    }

    private static bool IsSecond(string number, params int[] weights) => Weighed(number, weights) % 11 == 10;

    private static bool IsCompany(string number) => Weighed(number, 9, 8, 7, 6, 5, 4, 3, 2) % 11 == number[8] - '0';

    private static int Weighed(string number, params int[] weights) => weights.Select((weight, i) => weight * (number[i] - '0')).Sum();

    private static bool Taken(string id, string country) => VatId.Read(id, country).Refusal is null;

    private static IEnumerable<(string Text, int At)> Mistyped(string kept)
    {
        for (var at = 2; at < kept.Length; at++)
        {
            if (!char.IsAsciiDigit(kept[at])) continue;
            for (var digit = '0'; digit <= '9'; digit++)
                if (digit != kept[at]) yield return (kept[..at] + digit + kept[(at + 1)..], at);
        }
    }

    /// <summary>Numbers of a country that could have been given out: printed ones with other digits, the same every time.</summary>
    private static IEnumerable<string> Given(string country, int count)
    {
        var printed = True.Select(row => row.Data).Where(row => row.Item1 == country).Select(row => row.Item3).ToArray();
        var random = new Random(20261122);
        for (var found = 0; found < count;)
        {
            var text = string.Concat(printed[random.Next(printed.Length)].Select((character, at) => at > 1 && char.IsAsciiDigit(character) ? (char)('0' + random.Next(10)) : character));
            if (!Taken(text, country)) continue;
            found++;
            yield return text;
        }
    }
}
