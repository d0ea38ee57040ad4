using Microsoft.Playwright;
using Tessera.Browser.Tests.Kit;
using Tessera.TestKit;
using Xunit;

namespace Tessera.Browser.Tests;

/// <summary>
/// The pictures of the README, taken anew into <c>docs/</c> when somebody asks:
/// <c>dotnet run --project tests/Browser.Tests -- -explicit only -class Tessera.Browser.Tests.Pictures</c>.
/// </summary>
public sealed class Pictures(RunningSystem system)
{
    private const int Quality = 82;

    [Fact(Explicit = true)]
    public async Task Home_of_a_partner()
    {
        await using var visit = await system.VisitAsync(Person.Paolo, Look.Desk);
        await visit.OpenAsync("/");
        await TakeAsync(visit.Page, "home.webp", 1280, 800);
    }

    [Fact(Explicit = true)]
    public async Task A_key_and_its_future()
    {
        await using var visit = await system.VisitAsync(Person.Marco, Look.Desk);
        await visit.OpenAsync("/keys?status=ACTIVE&kind=ANNUAL&edition=PROFESSIONAL");
        await visit.OpenAsync((await visit.KeyLinks.Nth(3).GetAttributeAsync("href"))!);
        await TakeAsync(visit.Page, "key.webp", 1280, 900);
    }

    [Fact(Explicit = true)]
    public async Task Keys_in_the_dark_on_a_phone()
    {
        await using var visit = await system.VisitAsync(Person.Camille, Look.Phone);
        await visit.OpenAsync("/keys");
        await TakeAsync(visit.Page, "phone.webp", 360, 720);
    }

    private static async Task TakeAsync(IPage page, string name, int width, int height)
    {
        await page.SetViewportSizeAsync(width, height);
        await page.EvaluateAsync("() => document.fonts.ready.then(() => undefined)");
        var session = await page.Context.NewCDPSessionAsync(page);
        var taken = await session.SendAsync("Page.captureScreenshot", new() { ["format"] = "webp", ["quality"] = Quality });
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "docs"));
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), Convert.FromBase64String(taken!.Value.GetProperty("data").GetString()!));
    }
}
