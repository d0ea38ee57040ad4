using Microsoft.Playwright;
using Tessera.Browser.Tests.Kit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tessera.Browser.Tests;

/// <summary>Colours that people have chosen themselves.</summary>
public sealed class OtherMedia(RunningSystem system)
{
    [Fact]
    public async Task In_forced_colours_every_day_and_every_phase_keeps_an_outline()
    {
        await using var visit = await system.VisitAsync(Person.Elena);
        var page = visit.Page;
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await visit.OpenScreenAsync("/expiring");
        var day = page.GetByRole(AriaRole.Grid).GetByRole(AriaRole.Button).First;
        Assert.NotEqual("0px", await day.EvaluateAsync<string>("day => getComputedStyle(day).borderTopWidth"));

        await visit.OpenScreenAsync("a key");
        var strokes = await page.GetByRole(AriaRole.Img).EvaluateAsync<string[]>("picture => [...picture.querySelectorAll('g > rect:first-of-type')].map(bar => getComputedStyle(bar).stroke)");
        Assert.NotEmpty(strokes);
        Assert.DoesNotContain("none", strokes);
        var word = page.GetByRole(AriaRole.Main).Locator("h1");
        await Expect(word).ToBeVisibleAsync();
        await word.FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        Assert.NotEqual("none", await page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle"));
    }
}
