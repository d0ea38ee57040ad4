using System.Diagnostics;
using System.Runtime.CompilerServices;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Orders;

namespace Domain.Tests.Orders;

/// <summary>OM-5, OM-6: the life of a quote.</summary>
public sealed class QuoteRules
{
    private const string Refused = "refused";

    private static readonly QuoteFacts Fresh = new(QuoteState.Draft, 1, OrderKit.Today);

    private static readonly Dictionary<string, QuoteCommand> Commands = new()
    {
        ["send"] = new QuoteCommand.Send("paola@miramare.example"),
        ["view"] = new QuoteCommand.View(),
        ["accept"] = new QuoteCommand.Accept("Paola Ricci", 1),
        ["decline"] = new QuoteCommand.Decline("too early"),
        ["revise"] = new QuoteCommand.Revise(),
        ["void"] = new QuoteCommand.Void("wrong customer"),
        ["paid"] = new QuoteCommand.MarkPaid(),
    };

    /// <summary>Rows: state it is in; columns: send, view, accept, decline, revise, void, paid. A dot: nothing happens.</summary>
    [Theory]
    [InlineData(QuoteState.Draft, "SENT VIEWED ACCEPTED DECLINED DRAFT VOID PAID")]
    [InlineData(QuoteState.Sent, "SENT VIEWED ACCEPTED DECLINED DRAFT VOID PAID")]
    [InlineData(QuoteState.Viewed, "VIEWED . ACCEPTED DECLINED DRAFT VOID PAID")]
    [InlineData(QuoteState.Accepted, "ACCEPTED . . DECLINED DRAFT VOID PAID")]
    [InlineData(QuoteState.Declined, "QUOTE_DECLINED . QUOTE_DECLINED . DRAFT VOID PAID")]
    [InlineData(QuoteState.Paid, "QUOTE_PAID . QUOTE_PAID QUOTE_PAID QUOTE_PAID QUOTE_PAID .")]
    [InlineData(QuoteState.Void, "QUOTE_VOID . QUOTE_VOID QUOTE_VOID QUOTE_VOID . PAID")]
    [InlineData(QuoteState.Expired, "QUOTE_EXPIRED . QUOTE_EXPIRED QUOTE_EXPIRED DRAFT VOID PAID")]
    public void Every_command_in_every_state(QuoteState state, string expected)
    {
        var quote = state == QuoteState.Expired ? Fresh with { State = QuoteState.Viewed, ValidUntil = OrderKit.Today.AddDays(-1) } : Fresh with { State = state };
        Assert.Equal(expected, string.Join(' ', Commands.Values.Select(command => Outcome(QuoteDecider.Decide(command, quote, OrderKit.Today)))));
    }

    [Theory]
    [InlineData(QuoteState.Draft, true)]
    [InlineData(QuoteState.Sent, true)]
    [InlineData(QuoteState.Viewed, true)]
    [InlineData(QuoteState.Accepted, true)]
    [InlineData(QuoteState.Declined, false)]
    [InlineData(QuoteState.Paid, false)]
    [InlineData(QuoteState.Void, false)]
    public void OM5_the_last_day_counts_and_the_next_is_too_late(QuoteState state, bool expires)
    {
        Assert.Equal(state, QuoteDecider.On(state, OrderKit.Today, OrderKit.Today));
        Assert.Equal(expires ? QuoteState.Expired : state, QuoteDecider.On(state, OrderKit.Today, OrderKit.Today.AddDays(1)));
    }

    [Fact]
    public void While_a_payment_is_under_way_nothing_is_taken_away_from_under_it()
    {
        var quote = Fresh with { State = QuoteState.Accepted, PaymentUnderWay = true };
        Assert.Equal(
            "ACCEPTED . QUOTE_PAYMENT_PENDING QUOTE_PAYMENT_PENDING QUOTE_PAYMENT_PENDING QUOTE_PAYMENT_PENDING PAID",
            string.Join(' ', Commands.Values.Select(command => Outcome(QuoteDecider.Decide(command, quote, OrderKit.Today)))));
    }

    [Fact]
    public void What_is_accepted_is_the_version_that_was_read()
    {
        var quote = Fresh with { State = QuoteState.Sent, Version = 2 };
        Assert.Equal("QUOTE_SUPERSEDED", Outcome(QuoteDecider.Decide(Commands["accept"], quote, OrderKit.Today)));
        Assert.Equal("ACCEPTED", Outcome(QuoteDecider.Decide(new QuoteCommand.Accept("Paola", 2), quote, OrderKit.Today)));
    }

    [Fact]
    public void XP3_every_key_over_its_maximum_is_acknowledged_one_by_one_also_the_second_time()
    {
        var quote = Fresh with { State = QuoteState.Accepted, NeedsAcknowledgement = [Kit.Id(1), Kit.Id(2)] };
        Assert.Equal("ACKNOWLEDGEMENT_REQUIRED", Outcome(Accept([])));
        Assert.Equal("ACKNOWLEDGEMENT_REQUIRED", Outcome(Accept([Kit.Id(2)])));
        Assert.Equal(".", Outcome(Accept([Kit.Id(3), Kit.Id(2), Kit.Id(1)])));

        QuoteDecision Accept(KeyId[] acknowledged) => QuoteDecider.Decide(new QuoteCommand.Accept("Paola", 1, [.. acknowledged]), quote, OrderKit.Today);
    }

    [Theory]
    [InlineData("paola@miramare.example", null)]
    [InlineData("p.ricci+pbx@miramare.example", null)]
    [InlineData(null, "EMAIL_MISSING")]
    [InlineData("  ", "EMAIL_MISSING")]
    [InlineData("paola", "INVALID_INPUT")]
    [InlineData("@miramare.example", "INVALID_INPUT")]
    [InlineData("paola@", "INVALID_INPUT")]
    [InlineData("a@b@c", "INVALID_INPUT")]
    [InlineData("paola@miramare.example\r\nBcc: everybody@example.com", "INVALID_INPUT")]
    [InlineData("paola@miramare.example\n", "INVALID_INPUT")]
    [InlineData("paola@miramare.example,mario@x.example", "INVALID_INPUT")]
    [InlineData("<paola@miramare.example>", "INVALID_INPUT")]
    [InlineData("paola\0@miramare.example", "INVALID_INPUT")]
    [InlineData("paola@miramare.example\u2028", "INVALID_INPUT")]
    public void An_address_is_one_address(string? email, string? code)
    {
        var decision = QuoteDecider.Decide(new QuoteCommand.Send(email), Fresh, OrderKit.Today);
        Assert.Equal(code, decision is QuoteDecision.Refused refused ? refused.Refusal.Code : null);
    }

    [Fact]
    public void A_name_and_reasons_are_asked_for_and_bounded()
    {
        Assert.Equal("INVALID_INPUT", Outcome(QuoteDecider.Decide(new QuoteCommand.Accept(" ", 1), Fresh, OrderKit.Today)));
        Assert.Equal("INVALID_INPUT", Outcome(QuoteDecider.Decide(new QuoteCommand.Accept(new string('x', 201), 1), Fresh, OrderKit.Today)));
        Assert.Equal("REASON_REQUIRED", Outcome(QuoteDecider.Decide(new QuoteCommand.Decline(null), Fresh, OrderKit.Today)));
        Assert.Equal("REASON_REQUIRED", Outcome(QuoteDecider.Decide(new QuoteCommand.Void(""), Fresh, OrderKit.Today)));
        Assert.Equal("INVALID_INPUT", Outcome(QuoteDecider.Decide(new QuoteCommand.Decline("a\0b"), Fresh, OrderKit.Today)));
        Assert.Equal("INVALID_INPUT", Outcome(QuoteDecider.Decide(new QuoteCommand.Send("\uD800@miramare.example"), Fresh, OrderKit.Today)));
    }

    [Fact]
    public void Actions_are_what_the_decider_says()
    {
        var paid = QuoteDecider.Actions(Fresh with { State = QuoteState.Paid }, OrderKit.Today);
        Assert.Equal(["SendQuote", "ReviseQuote", "PayQuote", "VoidQuote"], paid.Select(action => action.Operation));
        Assert.All(paid, action => Assert.Equal(RefusalCodes.QuotePaid, action.Refusal?.Code));
        Assert.All(QuoteDecider.Actions(Fresh with { NeedsAcknowledgement = [Kit.Id(1)] }, OrderKit.Today), action => Assert.True(action.Allowed));
    }

    public static TheoryData<Type, QuoteState> Pairs()
    {
        var data = new TheoryData<Type, QuoteState>();
        foreach (var command in typeof(QuoteCommand).GetNestedTypes())
        {
            foreach (var state in Enum.GetValues<QuoteState>())
            {
                data.Add(command, state);
            }
        }

        return data;
    }

    /// <summary>The command is as empty as the runtime can make one.</summary>
    [Theory, MemberData(nameof(Pairs))]
    public void Every_empty_command_is_answered_in_every_state(Type command, QuoteState state)
    {
        var empty = (QuoteCommand)RuntimeHelpers.GetUninitializedObject(command);
        foreach (var today in new[] { DateOnly.MinValue, OrderKit.Today, DateOnly.MaxValue })
        {
            var decision = QuoteDecider.Decide(empty, Fresh with { State = state }, today);
            if (decision is QuoteDecision.Refused { Refusal: var refusal })
            {
                Assert.Contains(refusal.Code, typeof(RefusalCodes).GetFields().Select(field => (string)field.GetValue(null)!));
                Assert.All(Texts.Languages, language => Wording.IsComplete(Texts.Of(language).Refusal(refusal)));
                Assert.All(Texts.Languages, language => Wording.IsComplete(Texts.Of(language).Remedy(refusal)));
            }
        }
    }

    [Fact]
    public void The_walk_sees_every_command_and_a_forgotten_one_would_be_noticed()
    {
        Assert.Equal(Commands.Count, typeof(QuoteCommand).GetNestedTypes().Length);
        Assert.Equal(Commands.Values.Select(command => command.GetType()).OrderBy(type => type.Name), typeof(QuoteCommand).GetNestedTypes().OrderBy(type => type.Name));
        Assert.Throws<UnreachableException>(() => QuoteDecider.Decide(new Forgotten(), Fresh, OrderKit.Today));
    }

    private static string Outcome(QuoteDecision decision) => decision switch
    {
        QuoteDecision.Moved moved => Words.Of(moved.To),
        QuoteDecision.Nothing => ".",
        QuoteDecision.Refused refused => refused.Refusal.Code,
        _ => Refused,
    };

    private sealed record Forgotten() : QuoteCommand(new QuoteCommand.View());
}
