using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tessera.Browser.Tests.Kit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tessera.Browser.Tests;

/// <summary>An operator announces a webinar, an owner sends somebody; an operator says who passed, and the partner sees the certificate.</summary>
public sealed class LearningJourney(RunningSystem system)
{
    private const string Waiting = "SIP trunk senza sorprese";

    [Fact]
    public async Task A_webinar_is_announced_taken_and_given_back()
    {
        var title = $"Webinar {Guid.NewGuid():N}";
        await using (var visit = await system.VisitAsync(Person.Marco))
        {
            var page = visit.Page;
            await visit.OpenAsync("/courses");
            await page.GetByRole(AriaRole.Button, new() { Name = visit.Text("learning.create") }).ClickAsync();
            var dialog = page.GetByRole(AriaRole.Dialog);
            await dialog.GetByLabel(visit.Text("learning.field.title")).FillAsync(title);
            await dialog.GetByLabel(visit.Text("learning.field.starts")).FillAsync(In(3, "09:30"));
            await dialog.GetByLabel(visit.Text("learning.field.ends")).FillAsync(In(3, "11:00"));
            await Axe.FindsNothingAsync(visit);
            await dialog.Locator("button[type=submit]").ClickAsync();
            await Visit.SeesAsync(page.GetByRole(AriaRole.Link, new() { Name = title }));
            visit.HasNoComplaints();
        }

        await using (var visit = await system.VisitAsync(Person.Elena))
        {
            var page = visit.Page;
            await visit.OpenAsync("/certifications");
            var course = page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = title });
            await course.GetByRole(AriaRole.Combobox).SelectOptionAsync(new SelectOptionValue { Label = "Davide Costa" });
            await course.Locator("button[data-variant=light]").ClickAsync();
            await Visit.SeesAsync(course.GetByText(visit.Text("learning.has").Replace("{name}", "Davide Costa", StringComparison.Ordinal)));
            await course.GetByRole(AriaRole.Button, new() { Name = visit.Text("learning.withdraw") }).First.ClickAsync();
            await Expect(course.GetByText(visit.Text("learning.has").Replace("{name}", "Davide Costa", StringComparison.Ordinal))).ToHaveCountAsync(0);
            visit.HasNoComplaints();
        }
    }

    [Fact]
    public async Task A_seat_that_somebody_takes_is_counted_on_pages_that_are_open()
    {
        var title = $"Webinar {Guid.NewGuid():N}";
        await using var at = await system.VisitAsync(Person.Marco);
        await at.OpenAsync("/courses");
        await at.Page.GetByRole(AriaRole.Button, new() { Name = at.Text("learning.create") }).ClickAsync();
        var dialog = at.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel(at.Text("learning.field.title")).FillAsync(title);
        await dialog.GetByLabel(at.Text("learning.field.starts")).FillAsync(In(4, "09:30"));
        await dialog.GetByLabel(at.Text("learning.field.ends")).FillAsync(In(4, "11:00"));
        await dialog.Locator("button[type=submit]").ClickAsync();
        var open = at.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = title });
        await Visit.SeesAsync(open.GetByText(new Regex(": 0 .*20")));

        await using var visit = await system.VisitAsync(Person.Elena);
        await visit.OpenAsync("/certifications");
        var course = visit.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = title });
        await course.GetByRole(AriaRole.Combobox).SelectOptionAsync(new SelectOptionValue { Label = "Davide Costa" });
        await course.Locator("button[data-variant=light]").ClickAsync();
        await Visit.SeesAsync(open.GetByText(new Regex(": 1 .*20")));
        await course.GetByRole(AriaRole.Button, new() { Name = visit.Text("learning.withdraw") }).First.ClickAsync();
        await Visit.SeesAsync(open.GetByText(new Regex(": 0 .*20")));
        at.HasNoComplaints();
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task Who_passed_has_a_certificate_that_the_partner_sees()
    {
        await using (var visit = await system.VisitAsync(Person.Marco))
        {
            var page = visit.Page;
            await visit.OpenAsync("/courses?past=true");
            await page.GetByRole(AriaRole.Link, new() { Name = Waiting }).ClickAsync();
            var sara = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Sara" });
            await sara.GetByRole(AriaRole.Combobox).SelectOptionAsync("PASSED");
            await Axe.FindsNothingAsync(visit);
            await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { NameRegex = new("1") }).ClickAsync();
            await Visit.SeesAsync(sara.GetByText(visit.Text("learning.outcome.passed")));
            visit.HasNoComplaints();
        }

        await using (var visit = await system.VisitAsync(Person.Elena))
        {
            var page = visit.Page;
            await visit.OpenAsync("/certifications");
            var sara = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Sara" });
            await Visit.SeesAsync(sara.GetByText(visit.Text("learning.certificate.valid")));
            visit.HasNoComplaints();
        }
    }

    private static string In(int days, string time) => TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T" + time;
}
