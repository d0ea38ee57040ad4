using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tessera.Browser.Tests.Kit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tessera.Browser.Tests;

/// <summary>Each screen shows its API (SCREENS.md §2.5, 11), and an address leads to the place it names.</summary>
public sealed class ItsOwnApi(RunningSystem system)
{
    [Theory]
    [InlineData("/keys?status=ACTIVE,FALLBACK&edition=PROFESSIONAL&sort=CUSTOMER_DESC", "keys", "/keys/key_")]
    [InlineData("/customers", "customers", "/customers/customer_")]
    [InlineData("/quotes", "quotes", "/quotes/quote_")]
    [InlineData("/billing", "orders", "/billing/order_")]
    public async Task What_is_copied_asks_for_the_rows_that_are_shown(string address, string field, string link)
    {
        await using var visit = await system.VisitAsync(Person.Marco);
        var page = visit.Page;
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        if (field == "orders") await system.Integrator.SellAsync();
        await visit.OpenAsync(address);
        var links = page.Locator($"main [data-row] a[href*='{link}']");
        await Visit.SeesAsync(links);
        var shown = (await links.EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('href'))")).Select(Visit.IdIn).Distinct().ToArray();
        await visit.Button("ui.copyGraphql").ClickAsync();
        await Visit.SeesAsync(page.GetByText(visit.Text("ui.copied"), new() { Exact = true }));

        var answer = (await system.Integrator.AskAsync(await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"))).GetProperty(field);
        var answered = answer.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("id").GetString()).ToArray();
        Assert.True(shown.Length > 0);
        Assert.Equal(shown, answered.Take(shown.Length));
        await Expect(visit.Total).ToHaveTextAsync(answer.GetProperty("total").GetProperty("count").GetInt32().ToString(CultureInfo.InvariantCulture));
        visit.HasNoComplaints();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task An_address_with_a_place_in_it_leads_to_the_place(int width)
    {
        await using var visit = await system.VisitAsync(Person.Marco, Look.Desk with { Width = width });
        var page = visit.Page;
        await visit.OpenAsync("/catalogue#sizes");
        await AtTopAsync(page, "sizes");
        await page.GetByRole(AriaRole.Navigation, new() { Name = visit.Text("catalogue.contents") }).GetByRole(AriaRole.Link, new() { Name = visit.Text("catalogue.policy"), Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/catalogue#policy$"));
        await AtTopAsync(page, "policy");
        visit.HasNoComplaints();
    }

    /// <summary>The section's heading comes to stand in the upper third of the window, and nothing lies on it.</summary>
    private static async Task AtTopAsync(IPage page, string section) => await page.WaitForFunctionAsync("""
        section => {
          const heading = document.querySelector(`#${section} h2`);
          if (!heading) return false;
          const { top, left } = heading.getBoundingClientRect();
          return top >= 0 && top < innerHeight / 3 && document.elementFromPoint(left + 4, top + 4)?.closest(`#${section}`) !== null;
        }
        """, section);
}
