using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tessera.Browser.Tests.Kit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tessera.Browser.Tests;

/// <summary>SCREENS.md §2.5, 4: paste anything into ⌘K, without a mouse.</summary>
public sealed class SearchAnywhere(RunningSystem system)
{
    [Theory]
    [InlineData("Control+k")]
    [InlineData("Meta+k")]
    public async Task A_pasted_key_is_found_and_opened_by_the_keyboard_alone(string shortcut)
    {
        await using var visit = await system.VisitAsync(Person.Elena);
        var page = visit.Page;
        await visit.OpenAsync("/keys?status=FALLBACK");
        var number = (await visit.KeyLinks.First.InnerTextAsync()).Trim();
        var id = Visit.IdIn((await visit.KeyLinks.First.GetAttributeAsync("href"))!);

        await visit.OpenAsync("/catalogue");
        await page.Keyboard.PressAsync(shortcut);
        await Expect(Field(visit)).ToBeFocusedAsync();
        await page.Keyboard.InsertTextAsync(number);
        await Visit.SeesAsync(page.GetByRole(AriaRole.Dialog).GetByText(number));
        await Axe.FindsNothingAsync(visit);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex($"/keys/{id}"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(number);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task A_screen_is_reached_by_its_name_and_what_is_not_there_is_said()
    {
        await using var visit = await system.VisitAsync(Person.Elena);
        var page = visit.Page;
        await visit.OpenAsync("/");
        await page.Keyboard.PressAsync("Control+k");
        await Expect(Field(visit)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("zzqqzz");
        await Visit.SeesAsync(page.GetByText(visit.Text("app.palette.none")));
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(Field(visit)).ToHaveCountAsync(0);

        await page.Keyboard.PressAsync("Control+k");
        await Expect(Field(visit)).ToBeFocusedAsync();
        await page.Keyboard.InsertTextAsync(visit.Text("app.nav.customers"));
        await Visit.SeesAsync(page.GetByRole(AriaRole.Dialog).GetByText(visit.Text("app.nav.customers")));
        await page.Keyboard.PressAsync("Enter");
        await visit.SeesHeadingAsync("customers.title");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        visit.HasNoComplaints();
    }

    private static ILocator Field(Visit visit) => visit.Page.GetByRole(AriaRole.Textbox, new() { Name = visit.Text("app.palette.open"), Exact = true });
}
