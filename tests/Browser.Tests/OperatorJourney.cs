using Microsoft.Playwright;
using Tessera.Browser.Tests.Kit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tessera.Browser.Tests;

public sealed class OperatorJourney(RunningSystem system)
{
    [Fact]
    public async Task A_renewal_is_previewed_then_done_and_shows_at_once_wherever_the_key_is_open()
    {
        await using var visit = await system.VisitAsync(Person.Giulia);
        var page = visit.Page;
        await visit.OpenAsync("/keys?status=FALLBACK&kind=ANNUAL");
        await visit.KeyLinks.First.ClickAsync();
        await Visit.SeesAsync(page.GetByRole(AriaRole.Heading, new() { Name = visit.Text("keys.phases"), Exact = true }));

        await using var other = await system.VisitAsync(Person.Marco);
        await other.OpenAsync(new Uri(page.Url).PathAndQuery);
        var before = await other.LastDay.GetAttributeAsync("datetime");

        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = visit.Text("keys.do.renew") }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = visit.Text("keys.preview"), Exact = true }).ClickAsync();
        await Visit.SeesAsync(dialog.GetByText(visit.Text("keys.preview.nothing")));
        await dialog.GetByRole(AriaRole.Button, new() { Name = visit.Text("keys.do.renew"), Exact = true }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0, new() { Timeout = 30_000 });

        await Expect(visit.LastDay).Not.ToHaveAttributeAsync("datetime", before!, new() { Timeout = 30_000 });
        var after = await visit.LastDay.GetAttributeAsync("datetime");
        Assert.True(string.CompareOrdinal(after, before) > 0, $"{before} → {after}");
        await Expect(other.LastDay).ToHaveAttributeAsync("datetime", after!, new() { Timeout = 30_000 });
        visit.HasNoComplaints();
        other.HasNoComplaints();
    }
}
