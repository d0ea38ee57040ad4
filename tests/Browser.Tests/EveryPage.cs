using Tessera.Browser.Tests.Kit;
using Xunit;

namespace Tessera.Browser.Tests;

public sealed class EveryPage(RunningSystem system)
{
    public static TheoryData<string, bool> Pages
    {
        get
        {
            var pages = new TheoryData<string, bool>();
            foreach (var address in (string[])["/", "/keys", "a key", "/expiring", "/customers", "/imports", "/permissions"])
            {
                pages.Add(address, false);
                pages.Add(address, true);
            }

            return pages;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Axe_finds_nothing_and_the_console_stays_silent(string address, bool onPhone)
    {
        await using var visit = await system.VisitAsync(Person.Marco, onPhone ? Look.Phone : Look.Desk);
        await visit.OpenScreenAsync(address);
        await Axe.FindsNothingAsync(visit);
        visit.HasNoComplaints();
    }
}
