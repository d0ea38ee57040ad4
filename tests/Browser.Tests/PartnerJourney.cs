using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tessera.Browser.Tests.Kit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tessera.Browser.Tests;

public sealed partial class PartnerJourney(RunningSystem system)
{
    [Fact]
    public async Task A_partner_signs_in_and_reads_what_holds_for_a_key_on_any_day()
    {
        await using var visit = await system.ArriveAsync(Person.Elena);
        var page = visit.Page;
        await visit.SignInAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = visit.Text("app.nav.keys"), Exact = true }).ClickAsync();
        await visit.SeesHeadingAsync("keys.title");

        await visit.OpenAsync("/keys?status=ACTIVE");
        await visit.KeyLinks.First.ClickAsync();

        await Visit.SeesAsync(page.GetByRole(AriaRole.Heading, new() { Name = visit.Text("keys.phases"), Exact = true }));
        await Visit.SeesAsync(page.GetByRole(AriaRole.Img));
        var phases = page.GetByRole(AriaRole.Region, new() { Name = visit.Text("keys.phases.table") });
        await Visit.SeesAsync(phases.GetByRole(AriaRole.Row).Nth(1));

        var picker = page.GetByLabel(visit.Text("keys.day.pick"));
        var today = DateOnly.ParseExact(await picker.InputValueAsync(), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var later = today.AddYears(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await picker.FillAsync(later);
        await Expect(page).ToHaveURLAsync(new Regex($"on={later}"));
        var explanation = page.GetByRole(AriaRole.Region, new() { Name = visit.Text("keys.day").Split(" {day}")[0] });
        await Expect(explanation.GetByRole(AriaRole.Heading)).ToContainTextAsync($"{today.Year + 2}");
        await Visit.SeesAsync(explanation.GetByRole(AriaRole.Button, new() { NameRegex = RuleCode() }));
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task Somebody_without_a_membership_learns_whom_to_ask()
    {
        await using var visit = await system.ArriveAsync(Person.Guest);
        await visit.AskToSignInAsync();
        await visit.SeesHeadingAsync("app.stranger.title");
        await Visit.SeesAsync(visit.Page.GetByText(visit.Text("app.stranger.next")));
        visit.HasNoComplaints();
    }

    [GeneratedRegex("[A-Z]{2,}-[0-9]+$")]
    private static partial Regex RuleCode();
}
