using Tessera.Browser.Tests.Kit;
using Xunit;

namespace Tessera.Browser.Tests;

/// <summary>Nothing makes people scroll sideways: a narrow window, another language, larger text (WCAG 1.4.4, 1.4.10).</summary>
public sealed class Room(RunningSystem system)
{
    private static readonly string[] Everybody = ["/", "/keys", "a key", "/expiring", "/customers", "a customer", "/catalogue", "/permissions"];
    private static readonly string[] Operators = [.. Everybody, "/keys/new", "/imports", "/audit"];
    private static readonly string[] Daily = ["/", "/keys", "a key", "/expiring", "/customers", "a customer"];

    public static TheoryData<string, string> Narrow
    {
        get
        {
            var pages = new TheoryData<string, string>();
            foreach (var (person, addresses) in (ReadOnlySpan<(Person, string[])>)[(Person.Marco, Operators), (Person.Giulia, Operators), (Person.Ingrid, Operators), (Person.Camille, Everybody)])
                foreach (var address in addresses) pages.Add(person.Language, address);
            return pages;
        }
    }

    public static TheoryData<string> Screens => [.. Daily];

    [Theory]
    [MemberData(nameof(Narrow))]
    public async Task A_page_of_320_pixels_does_not_scroll_sideways_in_any_language(string language, string address)
    {
        await using var visit = await system.VisitAsync(Person.Reading(language), Look.Desk with { Width = 320 });
        await visit.OpenScreenAsync(address);
        Assert.Empty(await visit.Page.PastTheEdgeAsync());
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Texts_a_third_longer_find_room(string address)
    {
        foreach (var look in (Look[])[Look.Desk, Look.Phone])
        {
            await using var visit = await system.VisitAsync(Person.Marco, look);
            await visit.OpenScreenAsync(address);
            Assert.True(await visit.Page.LengthenAsync() > 10);
            Assert.Empty(await visit.Page.PastTheEdgeAsync());
        }
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Text_of_twice_the_size_finds_room(string address)
    {
        await using var visit = await system.VisitAsync(Person.Marco);
        await visit.OpenScreenAsync(address);
        Assert.True(await visit.Page.EnlargeAsync() > 10);
        Assert.Empty(await visit.Page.PastTheEdgeAsync());
    }
}
