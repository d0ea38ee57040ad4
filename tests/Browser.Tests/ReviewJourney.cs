using Microsoft.Playwright;
using Tessera.Browser.Tests.Kit;
using Xunit;

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
}
