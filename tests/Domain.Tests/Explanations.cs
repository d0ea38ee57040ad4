using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Keys;

namespace Domain.Tests;

/// <summary>Past, present and future days explained; each statement with rule, version, facts and what would change it.</summary>
public sealed class Explanations
{
    private static Explanation Explain(Stream key, RuleBook rules, string day, string language) =>
        Explanation.Of(key.Key, rules, Kit.Day(day), language)!;

    [Theory]
    [InlineData("en", "This key is active as Professional 16 SC until 31 January 2027. After that it falls back to free Standard.")]
    [InlineData("it", "Questa chiave è attiva come Professional 16 SC fino al 31 gennaio 2027. Dopo, regredisce alla Standard gratuita.")]
    [InlineData("nb", "Denne nøkkelen er aktiv som Professional 16 samtaler til 31. januar 2027. Deretter faller den tilbake til gratis Standard.")]
    [InlineData("fr", "Cette clé est active en Professional 16 AS jusqu’au 31 janvier 2027. Ensuite, elle repasse en Standard gratuite.")]
    public void The_first_sentence_says_what_holds(string language, string sentence) =>
        Assert.Equal(sentence, Explain(new Stream(Kit.Allnet).With(Kit.Issue(), "2026-02-01"), Kit.Allnet, "2026-11-21", language).Sentence);

    [Fact]
    public void A_fallen_back_key_says_what_a_renewal_brings()
    {
        var told = Explain(new Stream(Kit.Allnet).With(Kit.Issue(), "2025-02-01"), Kit.Allnet, "2026-11-21", "en");
        Assert.Equal(KeyStatus.Fallback, told.Phase.Holds.Status);
        var edition = Assert.Single(told.Statements, one => one.Topic == Topic.Edition);
        Assert.Equal(("KL-2", "fallback-2025-11", RuleStatus.Final), (edition.Rule, edition.RuleVersion, edition.RuleStatus));
        Assert.Equal("Free Standard with 4 SC holds. Professional with 16 SC stays yours and returns with a renewal.", edition.Claim);
        Assert.Equal(["Renewing brings Professional with 16 SC back on the day of payment."], edition.Changes);
        Assert.Contains(edition.Facts, fact => fact == new Tessera.Domain.Explain.Fact("size purchased", "16 SC"));
    }

    [Fact]
    public void A_lapsed_key_lists_what_is_off_and_the_way_back()
    {
        var key = new Stream(Kit.Allnet).With(Kit.ImportPerpetual(Kit.Day("2026-04-30")), "2026-01-10");
        var told = Explain(key, Kit.Allnet, "2026-11-21", "it");
        var services = Assert.Single(told.Statements, one => one.Topic == Topic.Services);
        Assert.StartsWith("10 servizi sono inattivi: Servizio SMTP", services.Claim, StringComparison.Ordinal);
        Assert.EndsWith(" e Web meeting.", services.Claim, StringComparison.Ordinal);
        Assert.Equal("KL-6", services.Rule);
        Assert.Equal("KL-7", Assert.Single(told.Statements, one => one.Topic == Topic.Renewal).Rule);
        Assert.Contains("29 luglio 2026", Assert.Single(told.Statements, one => one.Topic == Topic.Status).Claim, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_over_its_maximum_says_why_support_ended_and_how_to_get_it_back()
    {
        var key = new Stream(Kit.AllnetFinal).With(Kit.Issue(years: 3), "2025-06-01").With(new KeyCommand.ReportUsage(95, 10), "2025-12-15");
        var support = Assert.Single(Explain(key, Kit.AllnetFinal, "2026-11-21", "en").Statements, one => one.Topic == Topic.Support);
        Assert.Equal(("XP-5", "extension-policy-2026-04"), (support.Rule, support.RuleVersion));
        Assert.Equal(3, support.Changes.Length);
        Assert.Equal("Upgrading to 24 SC, the smallest size that holds 85 extensions.", support.Changes[1]);
        var before = Assert.Single(Explain(key, Kit.AllnetFinal, "2026-05-01", "en").Statements, one => one.Topic == Topic.Support);
        Assert.Equal("You have technical support until 22 October 2026, then not while the key is over its maximum.", before.Claim);
    }

    [Fact]
    public void A_provisional_rule_is_told_as_what_would_hold()
    {
        var key = new Stream(Kit.Allnet).With(Kit.Issue(years: 3), "2025-06-01").With(new KeyCommand.ReportUsage(95, 10), "2025-12-15");
        var told = Explain(key, Kit.Allnet, "2026-11-21", "en");
        var would = Assert.Single(told.Statements, one => one.Topic == Topic.Support && one.RuleStatus == RuleStatus.Provisional);
        Assert.Equal("XP-9", would.Rule);
        Assert.Contains("The rule binds only once it is final.", would.Changes);
        Assert.Contains(told.Statements, one => one is { Topic: Topic.Support, Claim: "You have technical support." });
        Assert.EndsWith("Under rules that are still provisional it would have no technical support.", told.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_days_before_a_key_existed_can_be_asked_about_too()
    {
        var told = Explain(new Stream(Kit.Allnet).With(Kit.Issue(), "2026-02-01"), Kit.Allnet, "2020-01-01", "en");
        Assert.Equal(KeyStatus.NotStarted, told.Phase.Holds.Status);
        Assert.Equal("This key starts on 1 February 2026 with Professional 16 SC.", told.Sentence);
    }

    [Fact]
    public void Actions_answer_as_the_decider_would()
    {
        var key = new Stream(Kit.Allnet).With(Kit.Issue(), "2026-02-01");
        var today = Kit.Day("2026-11-21");
        var actions = KeyActions.Of(key.Key, Kit.Allnet, today, Kit.Noon(today), Kit.Elena).ToDictionary(action => action.Operation);
        Assert.True(actions["RenewKey"].Allowed);
        Assert.True(actions["UpgradeKey"].Allowed);
        Assert.True(actions["DowngradeKey"].Allowed);
        Assert.True(actions["CloseKey"].Allowed);
        Assert.Equal("MAINTENANCE_ONLY_FOR_PERPETUAL", actions["RenewMaintenance"].Refusal?.Code);
        Assert.Equal("KEY_NOT_ACTIVATED", actions["ReleaseKey"].Refusal?.Code);
        Assert.Equal("TRADE_IN_NOT_NEEDED", actions["TradeInKey"].Refusal?.Code);
        Assert.Equal("TRANSFER_NOT_PENDING", actions["AcceptTransfer"].Refusal?.Code);
        Assert.Equal(15, actions.Count);
        Assert.Empty(KeyActions.Of(Key.None, Kit.Allnet, today, Kit.Noon(today)));
    }
}
