using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tessera.Browser.Tests.Kit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tessera.Browser.Tests;

/// <summary>An operator looks ahead with a dry run; a partner reads what the last review weighed, and that it comes out the same again.</summary>
public sealed class ReviewJourney(RunningSystem system)
{
    [Fact]
    public async Task A_dry_run_is_weighed_before_ones_eyes_compared_and_run_again()
    {
        await using var visit = await system.VisitAsync(Person.Marco);
        var page = visit.Page;
        await visit.OpenAsync("/reviews");
        await page.GetByRole(AriaRole.Button, new() { Name = visit.Text("reviews.dryRun") }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).Locator("button[type=submit]").ClickAsync();
        await Visit.SeesAsync(visit.Badge("reviews.state.dryDone"));
        await Visit.SeesAsync(page.GetByRole(AriaRole.Rowheader, new() { Name = "Studio Colli" }));
        await page.GetByRole(AriaRole.Button, new() { Name = visit.Text("reviews.check") }).ClickAsync();
        await Visit.SeesAsync(page.GetByText(visit.Text("reviews.check.same").Split('}')[1]));
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task A_partner_reads_its_last_review_line_by_line()
    {
        await using var visit = await system.VisitAsync(Person.Elena);
        var page = visit.Page;
        await visit.OpenAsync("/programme");
        await page.GetByRole(AriaRole.Button, new() { Name = visit.Text("programme.lastReview") }).ClickAsync();
        await Visit.SeesAsync(page.GetByText(visit.Text("review.replay.same")));
        await Visit.SeesAsync(page.GetByRole(AriaRole.Region, new() { Name = visit.Text("review.criteria") }));
        visit.HasNoComplaints();
    }

    /// <summary>
    /// Points that are booked into a published review's window are seen beside its result at once, and weighed by correcting it; what was
    /// published stays, word for word.
    /// </summary>
    [Fact]
    public async Task What_came_in_late_corrects_a_published_review_beside_the_result_that_stays()
    {
        await using var visit = await system.VisitAsync(Person.Marco);
        var page = visit.Page;
        var partner = await visit.PartnerAsync("Studio Colli");
        await visit.OpenAsync($"/programme?partner={partner}&review=last");
        var published = page.Locator("section[aria-labelledby=last-review]");
        await Visit.SeesAsync(published);
        await Visit.SeesAsync(visit.Badge("programme.outcome.NOTICE"));
        var before = await published.InnerTextAsync();
        var corrections = page.GetByRole(AriaRole.Region, new() { Name = visit.Text("review.corrections"), Exact = true });
        await Expect(corrections).ToHaveCountAsync(0);

        await visit.Button("programme.correct").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel(visit.Text("programme.correct.points")).FillAsync("900");
        await dialog.GetByLabel(visit.Text("programme.countsOn")).FillAsync(InTheWindow());
        await PreviewThenDoAsync(visit, "An order of September was booked to nobody");
        await Visit.SeesAsync(corrections.GetByText(new Regex("900 points")));

        await corrections.GetByRole(AriaRole.Button, new() { Name = visit.Text("review.correct"), Exact = true }).ClickAsync();
        await Axe.FindsNothingAsync(visit);
        await PreviewThenDoAsync(visit, "The order of September belongs into these twelve months");
        await Visit.SeesAsync(corrections.GetByText(new Regex("Marco Bellini: The order of September")));
        await Visit.SeesAsync(corrections.GetByText(visit.Text("review.replay.same")));
        await Expect(corrections.GetByRole(AriaRole.Button, new() { Name = visit.Text("review.correct"), Exact = true })).ToHaveCountAsync(0);
        Assert.Equal(before, await published.InnerTextAsync());
        await Axe.FindsNothingAsync(visit);
        visit.HasNoComplaints();
    }

    /// <summary>The demonstration tells of one: the partner reads what was corrected, and not why.</summary>
    [Fact]
    public async Task A_partner_reads_the_correction_beside_the_notice_it_was_given()
    {
        await using var visit = await system.VisitAsync(Person.Nils);
        await visit.OpenAsync("/programme?review=last");
        await Visit.SeesAsync(visit.Badge("programme.outcome.NOTICE"));
        var corrections = visit.Page.GetByRole(AriaRole.Region, new() { Name = visit.Text("review.corrections"), Exact = true });
        await Visit.SeesAsync(corrections.GetByRole(AriaRole.Heading, new() { Level = 3 }));
        await Expect(corrections.GetByText("Ingrid")).ToHaveCountAsync(0);
        await Expect(corrections.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        visit.HasNoComplaints();
    }

    /// <summary>A day in the first half of the newest review's window, where no later review counts it.</summary>
    private static string InTheWindow()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        return new DateOnly(today.Year, today.Month < 7 ? 1 : 7, 1).AddMonths(-10).AddDays(14).ToString("O", CultureInfo.InvariantCulture);
    }

    private static async Task PreviewThenDoAsync(Visit visit, string reason)
    {
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel(visit.Text("sales.reason")).FillAsync(reason);
        await dialog.GetByRole(AriaRole.Button, new() { Name = visit.Text("sales.preview"), Exact = true }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = visit.Text("sales.preview"), Exact = true })).ToHaveCountAsync(0);
        await dialog.Locator("button[type=submit]").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }
}
