using Microsoft.Playwright;
using Tessera.Browser.Tests.Kit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tessera.Browser.Tests;

public sealed class LanguageSwitch(RunningSystem system)
{
    [Fact]
    public async Task The_keys_are_shown_in_every_language_without_a_raw_id()
    {
        await using var visit = await system.VisitAsync(Person.Davide);
        var page = visit.Page;
        await visit.OpenAsync("/keys");
        var shown = Person.Davide.Language;
        foreach (var language in (string[])["en", "nb", "fr", "it"])
        {
            await page.GetByRole(AriaRole.Button, new() { Name = Texts.Of(shown, "app.account"), Exact = true }).ClickAsync();
            await page.GetByLabel(Texts.Of(shown, "app.language"), new() { Exact = true }).SelectOptionAsync(language);
            await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
            await Visit.SeesAsync(page.GetByRole(AriaRole.Heading, new() { Name = Texts.Of(language, "keys.title"), Exact = true, Level = 1 }));
            await page.Keyboard.PressAsync("Escape");
            var body = await page.Locator("body").InnerTextAsync();
            Assert.DoesNotContain(Texts.Ids, id => body.Contains(id, StringComparison.Ordinal));
            shown = language;
        }

        visit.HasNoComplaints();
    }
}
