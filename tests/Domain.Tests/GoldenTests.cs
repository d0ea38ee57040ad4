using System.Text.Json;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;
using Tessera.Domain.Policy;

namespace Domain.Tests;

/// <summary>The worked cases of golden/cases.json, every expectation of each.</summary>
public sealed class GoldenTests
{
    private static readonly JsonElement Cases =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "cases.json"))).RootElement;

    public static TheoryData<string> Keys => [.. Cases.GetProperty("keys").EnumerateArray().Select(Id)];

    public static TheoryData<string> Extensions => [.. Cases.GetProperty("extensions").EnumerateArray().Select(Id)];

    public static TheoryData<int> Counts => [.. Cases.GetProperty("adviser").EnumerateArray().Select(one => one.GetProperty("count").GetInt32())];

    [Fact]
    public void The_golden_cases_are_all_there()
    {
        Assert.Equal(10, Keys.Count);
        Assert.Equal(5, Extensions.Count);
        Assert.Equal(12, Counts.Count);
    }

    [Theory, MemberData(nameof(Keys))]
    public void A_key_lives_as_the_case_says(string id)
    {
        var golden = Case("keys", id);
        var stream = Live(golden);
        Assert.Equal(Day(golden, golden.TryGetProperty("lastDay", out _) ? "lastDay" : "maintenanceLastDayAfter"), stream.Facts.LastDay);

        var expectations = golden.GetProperty("expect").EnumerateArray().ToArray();
        Assert.NotEmpty(expectations);
        foreach (var expected in expectations)
        {
            var day = Day(expected, "on");
            Check(expected, Holding.On(stream.Key, Kit.Allnet, day)!);
            Check(expected, Timeline.Of(stream.Key, Kit.Allnet).At(day)!.Holds);
        }
    }

    [Theory, MemberData(nameof(Keys))]
    public void An_attempt_is_answered_as_the_case_says(string id)
    {
        var golden = Case("keys", id);
        foreach (var attempt in Attempts(golden))
        {
            KeyCommand command = attempt.GetProperty("do").GetString() switch
            {
                "Maintenance" => new KeyCommand.RenewMaintenance(1),
                "RenewAnnual" => new KeyCommand.RenewKey(1),
                "TradeIn" => new KeyCommand.TradeInKey(Kit.Id(2), Kit.Number(2), Edition.Professional, 16),
                var other => throw new InvalidOperationException(other),
            };
            var decision = Live(golden).Do(command, Day(attempt, "on"));
            Assert.Equal(attempt.GetProperty("answer").GetString(), decision.Code() ?? "accepted");
        }
    }

    [Theory, MemberData(nameof(Extensions))]
    public void A_deadline_is_as_the_case_says(string id)
    {
        var golden = Case("extensions", id);
        Assert.Equal("final", golden.GetProperty("policyStatus").GetString());
        foreach (var years in new[] { 1, 3 })
        {
            CheckDeadline(golden, Bought(golden, years));
        }

        CheckDeadline(golden, Renewed(golden));
    }

    [Theory, MemberData(nameof(Counts))]
    public void The_adviser_answers_as_the_case_says(int count)
    {
        var golden = Cases.GetProperty("adviser").EnumerateArray().Single(one => one.GetProperty("count").GetInt32() == count);
        var advice = SizeAdviser.Advise(Kit.Allnet, count, Kit.Day("2026-01-01"));
        Assert.Equal(golden.GetProperty("size").ValueKind == JsonValueKind.Null ? null : golden.GetProperty("size").GetInt32(), advice.Size);
        Assert.Equal(golden.TryGetProperty("freeAlso", out var free) && free.GetBoolean(), advice.FreeAlso);
        Assert.Equal(golden.TryGetProperty("error", out var error) ? error.GetString() : null, advice.Refusal?.Code);
    }

    private static void Check(JsonElement expected, Holding holds)
    {
        Assert.Equal(expected.GetProperty("status").GetString(), JsonSerializer.SerializeToElement(holds.Status).GetString());
        var effective = expected.GetProperty("effective");
        Assert.Equal(effective.GetProperty("edition").GetString(), holds.Effective.Edition.ToString());
        Assert.Equal(effective.GetProperty("size").GetInt32(), holds.Effective.Size);
        When(effective, "free", free => Assert.Equal(free.GetBoolean(), holds.Effective.Free));
        When(effective, "maxExtensions", max => Assert.Equal(max.GetInt32(), holds.Effective.MaxExtensions));
        When(expected, "rule", rule => Assert.Contains(holds.Causes, cause => cause.Rule == rule.GetString()));
        When(expected, "servicesOff", off => Assert.Equal(off.GetInt32(), holds.ServicesOff.Length));
        When(expected, "renewable", renewable => Assert.Equal(renewable.GetBoolean(), holds.Renewable));
        When(expected, "tradeInOnly", only => Assert.Equal(only.GetBoolean(), holds.TradeInOnly));
    }

    private static void CheckDeadline(JsonElement golden, Stream stream)
    {
        var summary = stream.Summary;
        Assert.Equal(golden.GetProperty("counted").GetInt32(), summary.Counted);
        Assert.Equal(golden.GetProperty("over").GetBoolean(), summary.Over);
        Assert.Equal(golden.GetProperty("deadline").ValueKind == JsonValueKind.Null ? null : Day(golden, "deadline"), summary.Deadline);
        Assert.False(summary.DeadlineProvisional);
        foreach (var expected in golden.GetProperty("expect").EnumerateArray())
        {
            var day = Day(expected, "on");
            foreach (var holds in new[] { Holding.On(stream.Key, Kit.AllnetFinal, day)!, Timeline.Of(stream.Key, Kit.AllnetFinal).At(day)!.Holds })
            {
                Assert.Equal(expected.GetProperty("support").GetBoolean(), holds.Support);
                Assert.Equal(expected.GetProperty("warnAtRenewal").GetBoolean(), holds.WarnAtRenewal);
            }
        }
    }

    private static Stream Live(JsonElement golden)
    {
        var key = golden.GetProperty("key");
        var edition = Enum.Parse<Edition>(key.GetProperty("edition").GetString()!);
        var size = key.GetProperty("size").GetInt32();
        var stream = new Stream(Kit.Allnet);
        if (golden.GetProperty("kind").GetString() == "annual")
        {
            stream.Do(Kit.Issue(edition: edition, size: size, years: key.GetProperty("years").GetInt32()), Day(key, "start")).Accepted();
        }
        else
        {
            var lastDay = Day(key, "maintenanceLastDay");
            stream.Do(Kit.ImportPerpetual(lastDay, edition, size), lastDay.AddDays(-30)).Accepted();
        }

        foreach (var renewal in golden.GetProperty("renewals").EnumerateArray())
        {
            var years = renewal.GetProperty("years").GetInt32();
            var paid = Day(renewal, "paidOn");
            KeyCommand command = golden.GetProperty("kind").GetString() == "annual"
                ? new KeyCommand.RenewKey(years, paid)
                : new KeyCommand.RenewMaintenance(years, paid);
            stream.Do(command, paid).Accepted();
        }

        return stream;
    }

    private static Stream Bought(JsonElement golden, int years)
    {
        var stream = new Stream(Kit.AllnetFinal);
        stream.Do(Kit.Issue(size: golden.GetProperty("size").GetInt32(), years: years), Day(golden, "lastRenewal")).Accepted();
        return Measured(golden, stream);
    }

    private static Stream Renewed(JsonElement golden)
    {
        var stream = new Stream(Kit.AllnetFinal);
        stream.Do(Kit.Issue(size: golden.GetProperty("size").GetInt32()), Day(golden, "lastRenewal").AddDays(-200)).Accepted();
        stream.Do(new KeyCommand.RenewKey(2), Day(golden, "lastRenewal")).Accepted();
        return Measured(golden, stream);
    }

    private static Stream Measured(JsonElement golden, Stream stream)
    {
        var report = new KeyCommand.ReportUsage(
            golden.GetProperty("usersAndExtensions").GetInt32(), golden.GetProperty("systemMailboxes").GetInt32());
        stream.Do(report, Kit.Day("2025-12-15")).Accepted();
        if (golden.GetProperty("operatorExtendsTo").ValueKind == JsonValueKind.String)
        {
            stream.Do(new KeyCommand.ExtendDeadline(Day(golden, "operatorExtendsTo"), "agreed with the customer"), Kit.Day("2026-05-04")).Accepted();
        }

        return stream;
    }

    private static JsonElement Case(string family, string id) => Cases.GetProperty(family).EnumerateArray().Single(one => Id(one) == id);

    private static string Id(JsonElement one) => one.GetProperty("id").GetString()!;

    private static JsonElement[] Attempts(JsonElement golden) =>
        golden.TryGetProperty("attempts", out var attempts) ? [.. attempts.EnumerateArray()] : [];

    private static DateOnly Day(JsonElement element, string name) => Kit.Day(element.GetProperty(name).GetString()!);

    private static void When(JsonElement element, string name, Action<JsonElement> check)
    {
        if (element.TryGetProperty(name, out var value))
        {
            check(value);
        }
    }
}
