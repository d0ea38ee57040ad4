using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Programme;
using static Domain.Tests.Programme.ProgrammeKit;

namespace Domain.Tests.Programme;

/// <summary>PP-6, PP-8: announced level rules may be taken back while nothing came of them, and never after.</summary>
public sealed class WithdrawalRules
{
    private const string Reason = "Too early for the partners";
    private static readonly RuleVersion<LevelTable> Announced = new LevelDraft(Kit.Day("2027-01-01"), null, Levels[0].Value.Rows).Version(Levels, "By Giulia");
    private static readonly ImmutableArray<RuleVersion<LevelTable>> Published = Levels.Add(Announced);

    [Fact]
    public void Announced_rules_are_withdrawn_and_those_before_them_go_on()
    {
        Assert.Null(LevelWithdrawal.Check(Published, Announced.Id, isWeighed: false, Reason, Kit.Day("2026-12-31")));
        var after = Withdrawn(Published);
        Assert.Equal(Levels[0], after[0]);
        Assert.Equal((RuleStatus.Withdrawn, Reason), (after[1].Status, after[1].Withdrawal!.Reason));
        Assert.Equal(Announced, after[1] with { Status = RuleStatus.Final, Withdrawal = null });
        Assert.Equal(Levels[0], after.InForce(Kit.Day("2027-06-01")));
        Assert.Null(Tessera.Domain.Programme.Announced.Next(after, Today));
    }

    [Fact]
    public void For_its_day_other_rules_may_then_be_published_under_a_name_of_their_own()
    {
        var draft = new LevelDraft(Announced.EffectiveFrom, null, Levels[0].Value.Rows);
        Assert.Equal(RefusalCodes.RulesOverlap, Assert.Single(draft.Check(Published, Today)).Code);
        var after = Withdrawn(Published);
        Assert.Empty(draft.Check(after, Today));
        var second = draft.Version(after, "By Marco");
        Assert.NotEqual(Announced.Id, second.Id);
        Assert.Equal(second, after.Add(second).InForce(Announced.EffectiveFrom));
    }

    [Theory]
    [InlineData("2027-01-01")]
    [InlineData("2027-08-01")]
    public void What_holds_or_held_stays(string today)
    {
        Assert.Equal(RefusalCodes.LevelVersionHolds, Code(Published, Announced.Id, today: today));
        Assert.Equal(RefusalCodes.LevelVersionHolds, Code(Published, Levels[0].Id, today: today));
    }

    /// <summary>For days before the first version the first one holds: it is in force although its day has not come.</summary>
    [Fact]
    public void The_only_version_holds_before_its_day() => Assert.Equal(RefusalCodes.LevelVersionHolds, Code([Announced], Announced.Id));

    [Fact]
    public void What_a_run_was_weighed_by_stays() => Assert.Equal(RefusalCodes.LevelVersionWeighed, Code(Published, Announced.Id, isWeighed: true));

    [Fact]
    public void Nothing_is_withdrawn_twice_nor_by_a_wrong_name_nor_without_a_reason()
    {
        Assert.Equal(RefusalCodes.LevelVersionWithdrawn, Code(Withdrawn(Published), Announced.Id));
        Assert.Equal(RefusalCodes.LevelVersionUnknown, Code(Published, "levels-1999"));
        Assert.Equal(RefusalCodes.ReasonRequired, Code(Published, Announced.Id, reason: " "));
    }

    [Fact]
    public void A_book_keeps_it_word_for_word_and_every_refusal_is_said_in_each_language()
    {
        var book = Kit.Allnet with { Levels = Withdrawn(Published) };
        Assert.Equal(book.Levels[1].Withdrawal, RuleBooks.Read(RuleBooks.Write(book)).Levels[1].Withdrawal);
        Assert.DoesNotContain("withdrawal", RuleBooks.Write(Kit.Allnet), StringComparison.OrdinalIgnoreCase);
        foreach (var texts in new[] { "en", "it", "nb", "fr" }.Select(Texts.Of))
        {
            var refusal = LevelWithdrawal.Check(Published, Announced.Id, isWeighed: true, Reason, Today)!;
            Assert.Contains(Announced.Id, texts.Refusal(refusal), StringComparison.Ordinal);
            Assert.DoesNotContain("{", texts.Refusal(refusal) + texts.Remedy(refusal), StringComparison.Ordinal);
        }
    }

    private static ImmutableArray<RuleVersion<LevelTable>> Withdrawn(ImmutableArray<RuleVersion<LevelTable>> published) =>
        LevelWithdrawal.Withdrawn(published, Announced.Id, new Withdrawal(Today, "Giulia", Reason));

    private static string? Code(ImmutableArray<RuleVersion<LevelTable>> published, string version, bool isWeighed = false, string reason = Reason, string today = "2026-11-22") =>
        LevelWithdrawal.Check(published, version, isWeighed, reason, Kit.Day(today))?.Code;
}
