using Tessera.Browser.Tests.Kit;
using Xunit;

namespace Tessera.Browser.Tests;

/// <summary>Nothing makes people scroll sideways: a narrow window, another language, larger text (WCAG 1.4.4, 1.4.10).</summary>
public sealed class Room(RunningSystem system)
{
    private static readonly string[] Everybody = ["/", "/keys", "a key", "/expiring", "/customers", "a customer", "/catalogue", "/permissions"];
    private static readonly string[] Operators = [.. Everybody, "/keys/new", "/imports", "/audit"];
    private static readonly string[] Daily = ["/", "/keys", "a key", "/expiring", "/customers", "a customer"];

    [Theory]
    [InlineData("en")]
    [InlineData("it")]
    [InlineData("nb")]
    [InlineData("fr")]
    public async Task No_page_of_320_pixels_scrolls_sideways(string language)
    {
        var person = Person.Reading(language);
        await using var visit = await system.VisitAsync(person, Look.Desk with { Width = 320 });
        Assert.Empty(await TooWideAsync(visit, person == Person.Camille ? Everybody : Operators, () => Task.CompletedTask));
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Texts_a_third_longer_find_room(int width)
    {
        await using var visit = await system.VisitAsync(Person.Marco, Look.Desk with { Width = width });
        Assert.Empty(await TooWideAsync(visit, Daily, async () => Assert.True(await visit.Page.LengthenAsync() > 10)));
    }

    [Fact]
    public async Task Text_of_twice_the_size_finds_room()
    {
        await using var visit = await system.VisitAsync(Person.Marco);
        Assert.Empty(await TooWideAsync(visit, Daily, async () => Assert.True(await visit.Page.EnlargeAsync() > 10)));
    }

    private static async Task<List<string>> TooWideAsync(Visit visit, string[] screens, Func<Task> change)
    {
        var found = new List<string>();
        foreach (var screen in screens)
        {
            await visit.OpenScreenAsync(screen);
            await change();
            found.AddRange((await visit.Page.PastTheEdgeAsync()).Select(what => $"{screen}: {what}"));
        }

        return found;
    }
}
