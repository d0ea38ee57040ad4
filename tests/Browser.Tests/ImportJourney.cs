using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tessera.Browser.Tests.Kit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tessera.Browser.Tests;

public sealed partial class ImportJourney(RunningSystem system)
{
    [Fact]
    public async Task A_file_with_a_bad_row_is_not_written_when_only_a_clean_one_may_be()
    {
        await using var visit = await system.VisitAsync(Person.Marco);
        var page = visit.Page;
        await visit.BringBadFileAsync();
        await Visit.SeesAsync(page.GetByText("NOT_A_NUMBER").Or(page.GetByText("MALFORMED_NUMBER")));
        var commit = page.GetByRole(AriaRole.Button, new() { NameRegex = OneRow() });
        await Expect(commit).ToBeEnabledAsync();
        await page.GetByLabel(visit.Text("imports.onlyIfClean")).CheckAsync();
        await Expect(commit).ToBeDisabledAsync();
        visit.HasNoComplaints();
    }

    [GeneratedRegex("\\b1\\b")]
    private static partial Regex OneRow();
}
