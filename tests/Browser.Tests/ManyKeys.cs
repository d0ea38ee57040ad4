using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tessera.Browser.Tests.Kit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tessera.Browser.Tests;

/// <summary>Many keys at once: chosen in the list, chosen by what was pasted, and what is then done with them (SCREENS.md §1, §2.5 5).</summary>
public sealed partial class ManyKeys(RunningSystem system)
{
    [Fact]
    public async Task Chosen_keys_outlast_a_filter_are_checked_first_and_then_renewed()
    {
        await using var visit = await system.VisitAsync(Person.Marco);
        var page = visit.Page;
        await visit.OpenAsync("/keys?status=FALLBACK&kind=ANNUAL");
        var fallen = await TotalAsync(visit);
        for (var i = 1; i <= 2; i++) await Boxes(visit).Nth(i).CheckAsync();
        await ChoseAsync(visit, 2);

        await page.GetByRole(AriaRole.Searchbox).FillAsync("zzqqzz");
        await Expect(page).ToHaveURLAsync(new Regex("q=zzqqzz"));
        await Expect(visit.KeyLinks).ToHaveCountAsync(0);
        await ChoseAsync(visit, 2);

        await Bar(visit).GetByRole(AriaRole.Button, new() { Name = visit.Text("keys.bulk.renew"), Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = visit.Text("keys.preview"), Exact = true }).ClickAsync();
        var change = dialog.GetByRole(AriaRole.Button, new() { NameRegex = Two() });
        await Expect(change).ToBeEnabledAsync(new() { Timeout = 30_000 });
        await Axe.FindsNothingAsync(visit);
        await change.ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Status)).ToContainTextAsync(Two(), new() { Timeout = 30_000 });
        await dialog.GetByRole(AriaRole.Button, new() { Name = visit.Text("ui.close"), Exact = true }).Last.ClickAsync();
        await Expect(Bar(visit)).ToHaveCountAsync(0);

        await visit.OpenAsync("/keys?status=FALLBACK&kind=ANNUAL");
        Assert.Equal(fallen - 2, await TotalAsync(visit));
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task All_that_match_are_chosen_not_only_the_page_and_go_into_the_file()
    {
        await using var visit = await system.VisitAsync(Person.Marco);
        var page = visit.Page;
        await visit.OpenAsync("/keys?kind=ANNUAL");
        var total = await TotalAsync(visit);
        Assert.True(total > 100, $"{total}: one page holds them all");
        await Boxes(visit).First.CheckAsync();
        await Bar(visit).GetByRole(AriaRole.Button, new() { NameRegex = new Regex(Regex.Escape(visit.Text("keys.bulk.all").Split(" {total}")[0])) }).ClickAsync();
        await ChoseAsync(visit, total);
        var saved = await page.RunAndWaitForDownloadAsync(() => Bar(visit).GetByRole(AriaRole.Button, new() { Name = visit.Text("ui.export"), Exact = true }).ClickAsync());
        Assert.Equal(total, (await LinesAsync(saved)).Length - 1);
        await Bar(visit).GetByRole(AriaRole.Button, new() { Name = visit.Text("keys.bulk.drop"), Exact = true }).ClickAsync();
        await Expect(Bar(visit)).ToHaveCountAsync(0);
        visit.HasNoComplaints();
    }

    /// <summary>Rows as a spreadsheet gives them: other columns, keys twice, one that nobody has, a line that is none.</summary>
    [Fact]
    public async Task Two_hundred_pasted_keys_are_told_apart_and_the_known_ones_chosen()
    {
        await using var visit = await system.VisitAsync(Person.Marco);
        var page = visit.Page;
        await visit.OpenAsync("/keys");
        var saved = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = visit.Text("ui.export"), Exact = true }).ClickAsync());
        var numbers = (await LinesAsync(saved)).Skip(1).Select(line => Number().Match(line).Value).Where(number => number.Length > 0).Take(196).ToArray();
        Assert.Equal(196, numbers.Length);
        string[] pasted = [.. numbers.Select((number, i) => $"Customer {i}\t{number.ToLowerInvariant()}\t2026"), numbers[0], numbers[1].Replace("-", " ", StringComparison.Ordinal), "ZZZZ-ZZZZ-ZZZZ-ZZZZ", "not a key"];
        Assert.Equal(200, pasted.Length);

        await visit.Button("keys.paste").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel(visit.Text("keys.paste.label")).FillAsync(string.Join('\n', pasted));
        await dialog.GetByRole(AriaRole.Button, new() { Name = visit.Text("keys.paste.look"), Exact = true }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Status)).ToContainTextAsync("196", new() { Timeout = 30_000 });
        await Visit.SeesAsync(dialog.GetByText("1 line holds no key"));
        await Visit.SeesAsync(dialog.GetByText("1 is not yours or does not exist"));
        await Visit.SeesAsync(dialog.GetByText("2 stood there twice"));
        await Axe.FindsNothingAsync(visit);
        await dialog.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("196") }).ClickAsync();
        await ChoseAsync(visit, 196);
        visit.HasNoComplaints();
    }

    private static ILocator Bar(Visit visit) => visit.Page.GetByRole(AriaRole.Region, new() { Name = visit.Text("keys.bulk.label"), Exact = true });

    private static ILocator Boxes(Visit visit) =>
        visit.Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex($"^{Regex.Escape(visit.Text("ui.table.select").Replace("{name}", "", StringComparison.Ordinal))}[A-Z0-9]{{4}}-") });

    private static Task ChoseAsync(Visit visit, int count) => Expect(Bar(visit).GetByRole(AriaRole.Status)).ToContainTextAsync(new Regex($"^{count}\\b"), new() { Timeout = 30_000 });

    /// <summary>What the title says there are.</summary>
    private static async Task<int> TotalAsync(Visit visit)
    {
        await Expect(visit.Total).ToContainTextAsync(new Regex("[0-9]"));
        return int.Parse((await visit.Total.InnerTextAsync()).Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    private static async Task<string[]> LinesAsync(IDownload saved) => (await File.ReadAllTextAsync(await saved.PathAsync())).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex("\\b2\\b")]
    private static partial Regex Two();

    [GeneratedRegex("[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}")]
    private static partial Regex Number();
}
