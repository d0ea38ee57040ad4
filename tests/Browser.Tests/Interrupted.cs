using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tessera.Browser.Tests.Kit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tessera.Browser.Tests;

/// <summary>The network goes, the session ends, a newer build arrives: nobody loses their place.</summary>
public sealed partial class Interrupted(RunningSystem system)
{
    /// <summary>The edge's cookie; the identity provider keeps its own.</summary>
    private const string Session = "tessera";

    [Fact]
    public async Task Without_a_network_what_was_read_stays_readable()
    {
        await using var visit = await system.VisitAsync(Person.Elena);
        var page = visit.Page;
        await visit.OpenAsync("/keys?status=ACTIVE");
        var number = await visit.KeyLinks.First.InnerTextAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = visit.Text("app.nav.home"), Exact = true }).ClickAsync();
        await visit.SeesHeadingAsync("home.title");

        await page.Context.SetOfflineAsync(true);
        await Visit.SeesAsync(page.GetByText(visit.Text("app.offline")));
        await page.GoBackAsync();
        await visit.SeesHeadingAsync("keys.title");
        await Visit.SeesAsync(page.GetByRole(AriaRole.Link, new() { Name = number }));

        await page.Context.SetOfflineAsync(false);
        await Expect(page.GetByText(visit.Text("app.offline"))).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_session_that_ended_is_renewed_in_silence_and_leads_back_to_the_same_address()
    {
        await using var visit = await system.ArriveAsync(Person.Sara);
        var page = visit.Page;
        await visit.SignInAsync();
        await visit.OpenAsync("/keys?status=FALLBACK&sort=CUSTOMER");
        Assert.Contains(await page.Context.CookiesAsync(), cookie => cookie.Name == Session);
        await page.Context.ClearCookiesAsync(new() { Name = Session });

        await page.GetByRole(AriaRole.Link, new() { Name = visit.Text("app.nav.customers"), Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/customers$"));
        await visit.SeesHeadingAsync("customers.title");
        await Visit.SeesAsync(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Row).Nth(1));
    }

    [Fact]
    public async Task A_newer_build_is_offered_and_not_forced()
    {
        await using var visit = await system.VisitAsync(Person.Elena);
        var page = visit.Page;
        await page.Clock.InstallAsync();
        await visit.OpenAsync("/keys");
        await page.RouteAsync("**/", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = BuiltName().Replace(await answer.TextAsync(), "/assets/index-newer.js") });
        });
        await Expect(page.GetByText(visit.Text("app.release"))).ToHaveCountAsync(0);
        await page.Clock.FastForwardAsync("16:00");
        await Visit.SeesAsync(page.GetByText(visit.Text("app.release")));
        await Visit.SeesAsync(visit.Button("app.release.load"));
        await visit.SeesHeadingAsync("keys.title");
    }

    [GeneratedRegex("""/assets/index-[^"]+\.js""")]
    private static partial Regex BuiltName();
}
