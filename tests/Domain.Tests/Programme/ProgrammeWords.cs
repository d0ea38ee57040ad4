using Tessera.Domain.Explain;
using Tessera.Domain.Programme;
using static Domain.Tests.Programme.ProgrammeKit;

namespace Domain.Tests.Programme;

/// <summary>Points, levels and reviews in four languages.</summary>
public sealed class ProgrammeWords
{
    public static TheoryData<string> Languages => [.. Texts.Languages];

    [Theory, MemberData(nameof(Languages))]
    public void Every_line_outcome_and_cause_has_words(string language)
    {
        var texts = Texts.Of(language);
        var facts = new Dictionary<string, string> { ["order"] = "O-1", ["net"] = "100 EUR", ["refunded"] = "100 EUR", ["by"] = "Giulia", ["reason"] = "why", ["note"] = "2025" };
        Assert.All(Enum.GetValues<PointCause>(), cause => Wording.IsComplete(ProgrammeTexts.Line(cause, facts, texts)));
        Assert.All(Enum.GetValues<PointCause>(), cause => Wording.IsComplete(ProgrammeTexts.Cause(cause, texts)));
        Assert.All(Enum.GetValues<LevelCause>(), cause => Wording.IsComplete(ProgrammeTexts.Cause(cause, texts)));
        var notice = new Notice("GOLD", Kit.Day("2026-10-20"), Kit.Day("2027-01-15"));
        ReviewRecord[] records =
        [
            Partner("Gold").Reviewed("2027-01-01"), Partner("Gold").Reviewed("2027-01-01", notice), Partner("Gold").Reviewed("2027-07-01", notice),
            Partner("Gold", Sold("2026-10-01", 25_000), Certified("advanced")).Reviewed("2027-01-01"),
        ];
        Assert.Equal(Enum.GetValues<ReviewOutcome>().Length, records.Select(record => record.Outcome).Distinct().Count());
        Assert.All(records, record => Wording.IsComplete(ProgrammeTexts.Outlook(record, texts)!));
        Assert.All(records.SelectMany(record => record.Flips), flip => Wording.IsComplete(ProgrammeTexts.Flip(flip, "Gold", texts)));
    }

    [Theory]
    [InlineData("en", "2,600 points and 1 person certified on advanced more would keep Gold.")]
    [InlineData("it", "2.600 punti e 1 persona con certificato advanced in più e Gold resterebbe.")]
    [InlineData("nb", "2\u00A0600 poeng og 1 person sertifisert på advanced til, så beholdes Gold.")]
    [InlineData("fr", "2\u202F600 points et 1 personne avec le certificat advanced de plus et Gold serait conservé.")]
    public void What_would_change_it_is_a_sentence(string language, string expected)
    {
        var flip = Assert.Single(Partner("Gold", Sold("2026-10-01", 17_400)).Reviewed("2027-01-01").Flips);
        Assert.Equal(expected, ProgrammeTexts.Flip(flip, "Gold", Texts.Of(language)));
    }

    [Fact]
    public void The_outlook_names_level_and_day()
    {
        Assert.Equal(
            "As things stand, the review of 1 January 2027 gives notice: Gold would then have 60 days of grace.",
            ProgrammeTexts.Outlook(Partner("Gold").Reviewed("2027-01-01"), Texts.Of("en")));
        Assert.Null(ProgrammeTexts.Outlook(Partner(null).Reviewed("2027-01-01"), Texts.Of("en")));
    }

    [Theory]
    [InlineData("en", -1_234_567, "−1,234,567 points")]
    [InlineData("it", 1, "1 punto")]
    [InlineData("fr", 999, "999 points")]
    [InlineData("nb", 1000, "1\u00A0000 poeng")]
    public void Points_are_written_as_people_write_them(string language, long points, string expected) => Assert.Equal(expected, Texts.Of(language).Count("point", points));
}
