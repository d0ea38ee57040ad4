using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Tessera.Browser.Tests.Kit;
using Xunit;

namespace Tessera.Browser.Tests;

public sealed class EveryPage(RunningSystem system)
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

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
        var found = await visit.Page.RunAxe(Rules);
        var violations = found.Violations.Select(rule => $"{rule.Id}: {string.Join(" | ", rule.Nodes.Take(3).Select(node => node.Html))}").ToList();
        Assert.True(violations.Count == 0, string.Join('\n', violations));
        visit.HasNoComplaints();
    }
}
