using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tessera.Browser.Tests.Kit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tessera.Browser.Tests;

public sealed partial class ImportJourney(RunningSystem system)
{
    [Fact]
    public async Task The_example_files_go_in_as_they_are_one_after_the_other()
    {
        await using var visit = await system.VisitAsync(Person.Giulia);
        var page = visit.Page;
        foreach (var kind in (string[])["customers", "keys", "usage"])
        {
            await visit.OpenAsync("/imports");
            await page.GetByLabel(visit.Text("imports.kind"), new() { Exact = true }).SelectOptionAsync(kind.ToUpperInvariant());
            var saved = await page.RunAndWaitForDownloadAsync(() => visit.Button("imports.template").ClickAsync());
            Assert.Equal($"tessera-{kind}.csv", saved.SuggestedFilename);
            await page.GetByLabel(visit.Text("imports.choose")).SetInputFilesAsync(
                new FilePayload { Name = saved.SuggestedFilename, MimeType = "text/csv", Buffer = await File.ReadAllBytesAsync(await saved.PathAsync()) });

            await Visit.SeesAsync(page.GetByText(visit.Text("imports.state.checked")));
            await page.GetByLabel(visit.Text("imports.onlyIfClean")).CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { NameRegex = TwoRows() }).ClickAsync();
            await Visit.SeesAsync(page.GetByText(visit.Text("imports.state.done")));
        }

        await visit.OpenAsync("/keys?q=ABCD-EFGH-JKLM-NPQR");
        await Visit.SeesAsync(visit.KeyLinks);
        visit.HasNoComplaints();
    }

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

    [GeneratedRegex("\\b2\\b")]
    private static partial Regex TwoRows();

    [GeneratedRegex("\\b1\\b")]
    private static partial Regex OneRow();
}
