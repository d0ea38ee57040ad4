using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tessera.Browser.Tests.Kit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tessera.Browser.Tests;

/// <summary>A partner plans its way up; an operator looks after partners, sees what one of them sees, and drafts level rules.</summary>
public sealed partial class ProgrammeJourney(RunningSystem system)
{
    [Fact]
    public async Task A_partner_takes_keys_out_of_the_suggestion_and_the_rest_into_the_basket()
    {
        await using var visit = await system.VisitAsync(Person.Elena);
        var page = visit.Page;
        await visit.OpenAsync("/programme");
        var plan = page.GetByRole(AriaRole.Region, new() { Name = visit.Text("simulator.title"), Exact = true });
        var keys = plan.GetByRole(AriaRole.Region, new() { Name = visit.Text("simulator.keys") });
        var boxes = keys.GetByRole(AriaRole.Checkbox);
        await Visit.SeesAsync(boxes.First);
        foreach (var n in new[] { 0, 1 }) await boxes.Nth(n).SetCheckedAsync(true);
        await Expect(plan.GetByRole(AriaRole.Status)).ToHaveAttributeAsync("data-resting", "true");
        var before = await plan.GetByRole(AriaRole.Status).InnerTextAsync();
        await boxes.First.SetCheckedAsync(false);
        await Expect(plan.GetByRole(AriaRole.Status)).ToHaveAttributeAsync("data-resting", "true");
        Assert.NotEqual("", before);
        var chosen = await keys.Locator("input:checked").CountAsync();
        await plan.Locator("a[href^='/renewals/new']").ClickAsync();
        await visit.SeesHeadingAsync("renewals.title");
        await Expect(page.GetByRole(AriaRole.Navigation).GetByText(chosen.ToString(CultureInfo.InvariantCulture), new() { Exact = true })).ToBeVisibleAsync();
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task An_operator_finds_a_partner_notes_something_and_sees_what_it_sees_without_being_able_to_change_it()
    {
        await using var visit = await system.VisitAsync(Person.Marco);
        var page = visit.Page;
        await visit.OpenAsync("/partners?sort=POINTS_DESC");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = visit.Text("partners.search") }).FillAsync("brenta");
        await Expect(page).ToHaveURLAsync(new Regex("q=brenta"));
        await page.Locator("main a[href^='/partners/partner_']").First.ClickAsync();
        await Visit.SeesAsync(page.GetByRole(AriaRole.Heading, new() { Name = visit.Text("programme.ledger") }));
        var note = $"Called {Guid.NewGuid():N}";
        await page.GetByLabel(visit.Text("partners.note.new")).FillAsync(note);
        await page.GetByRole(AriaRole.Button, new() { Name = visit.Text("partners.note.add") }).ClickAsync();
        await Visit.SeesAsync(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = note }));

        await page.GetByRole(AriaRole.Button, new() { Name = visit.Text("partners.viewAs") }).ClickAsync();
        var banner = page.GetByRole(AriaRole.Region, new() { Name = visit.Text("app.viewing.label") });
        await Visit.SeesAsync(banner);
        await Expect(banner).ToContainTextAsync("Brenta");
        var places = page.GetByRole(AriaRole.Navigation, new() { Name = visit.Text("app.nav.label") });
        await Expect(places.GetByRole(AriaRole.Link, new() { Name = visit.Text("app.nav.partners"), Exact = true })).ToHaveCountAsync(0);
        await Expect(places.GetByRole(AriaRole.Link, new() { Name = visit.Text("app.nav.basket") })).ToHaveCountAsync(0);
        await visit.OpenAsync("/programme");
        await Visit.SeesAsync(banner);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = visit.Text("programme.correct"), Exact = true })).ToHaveCountAsync(0);
        await Axe.FindsNothingAsync(visit);
        await banner.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/partners/partner_"));
        await Expect(banner).ToHaveCountAsync(0);
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task An_operator_drafts_rules_is_told_what_does_not_fit_and_sees_what_would_change()
    {
        await using var visit = await system.VisitAsync(Person.Marco);
        var page = visit.Page;
        await visit.OpenAsync("/programme-rules");
        await BeginAsync(visit);
        var draft = page.GetByRole(AriaRole.Region, new() { Name = visit.Text("rules.draft"), Exact = true });
        var silver = draft.GetByRole(AriaRole.Group, new() { NameRegex = new Regex("Silver") });
        var points = silver.GetByLabel(visit.Text("rules.points"), new() { Exact = true });
        await points.FillAsync("900");
        var save = draft.GetByRole(AriaRole.Button, new() { Name = visit.Text("rules.save") });
        await save.ClickAsync();
        await Visit.SeesAsync(silver.GetByText("Bronze"));
        await Expect(draft.GetByRole(AriaRole.Button, new() { Name = visit.Text("rules.publish"), Exact = true })).ToBeDisabledAsync();
        await points.FillAsync("6000");
        await save.ClickAsync();
        await Visit.SeesAsync(draft.GetByText(visit.Text("rules.draft.ready")));
        await Visit.SeesAsync(draft.GetByRole(AriaRole.Region, new() { Name = visit.Text("rules.changes") }).GetByText(SixThousand()));
        await draft.GetByRole(AriaRole.Button, new() { Name = visit.Text("rules.publish"), Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = visit.Text("rules.publish"), Exact = true })).ToBeDisabledAsync();
        await Axe.FindsNothingAsync(visit);
        await dialog.GetByRole(AriaRole.Button, new() { Name = visit.Text("sales.cancel") }).ClickAsync();
        await draft.GetByRole(AriaRole.Button, new() { Name = visit.Text("rules.discard") }).ClickAsync();
        await Visit.SeesAsync(page.GetByRole(AriaRole.Button, new() { Name = visit.Text("rules.begin") }));
        visit.HasNoComplaints();
    }

    /// <summary>Published for the last day that may be named, and taken back by the same operator: it stays to be read, and never holds.</summary>
    [Fact]
    public async Task An_operator_takes_announced_rules_back_with_a_reason_and_they_stay_to_be_read()
    {
        await using var visit = await system.VisitAsync(Person.Giulia);
        var page = visit.Page;
        await visit.OpenAsync("/programme-rules");
        await BeginAsync(visit);
        var draft = page.GetByRole(AriaRole.Region, new() { Name = visit.Text("rules.draft"), Exact = true });
        var day = DateOnly.FromDateTime(DateTime.UtcNow).AddYears(2).AddDays(-7).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        await draft.GetByLabel(visit.Text("rules.effectiveFrom")).FillAsync(day);
        await draft.GetByRole(AriaRole.Button, new() { Name = visit.Text("rules.save") }).ClickAsync();
        await draft.GetByRole(AriaRole.Button, new() { Name = visit.Text("rules.publish"), Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).FillAsync(day);
        await dialog.GetByRole(AriaRole.Button, new() { Name = visit.Text("rules.publish"), Exact = true }).ClickAsync();

        await visit.Button("rules.withdraw").ClickAsync();
        var confirm = dialog.GetByRole(AriaRole.Button, new() { Name = visit.Text("rules.withdraw"), Exact = true });
        await Expect(confirm).ToBeDisabledAsync();
        await Axe.FindsNothingAsync(visit);
        await dialog.GetByLabel(visit.Text("sales.reason")).FillAsync("Troppo presto per i partner");
        await confirm.ClickAsync();
        await Expect(visit.Button("rules.withdraw")).ToHaveCountAsync(0);
        var withdrawn = page.Locator("details").Filter(new() { HasText = "levels-" + day });
        await withdrawn.Locator("summary").ClickAsync();
        await Visit.SeesAsync(withdrawn.GetByText("Giulia Ferri: Troppo presto per i partner"));
        await Visit.SeesAsync(visit.Badge("rules.state.withdrawn"));
        await Axe.FindsNothingAsync(visit);
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task A_draft_is_tried_on_the_past_and_turnover_that_comes_in_from_a_file_is_in_the_ledger_in_words()
    {
        await using var visit = await system.VisitAsync(Person.Ingrid);
        var page = visit.Page;
        var reference = $"R-{Guid.NewGuid():N}";
        await visit.OpenAsync("/imports");
        await page.GetByLabel(visit.Text("imports.kind"), new() { Exact = true }).SelectOptionAsync("TURNOVER");
        var rows = $"reference,partner,day,net,note\n{reference},Nordlys IKT AS,2025-09-15,4321.00,{reference}\n{reference}-x,Nobody AS,2025-09-15,1,\n";
        await page.GetByLabel(visit.Text("imports.choose")).SetInputFilesAsync(new FilePayload { Name = "turnover.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(rows) });
        await Visit.SeesAsync(page.GetByText(visit.Text("imports.state.checked")));
        await Visit.SeesAsync(page.GetByText("PARTNER_UNKNOWN"));
        await page.GetByRole(AriaRole.Button, new() { NameRegex = One() }).ClickAsync();
        await Visit.SeesAsync(visit.Badge("imports.state.done"));
        await visit.OpenAsync("/partners?q=nordlys");
        await visit.OpenAsync((await page.Locator("main a[href^='/partners/partner_']").First.GetAttributeAsync("href"))!);
        await Visit.SeesAsync(page.GetByText(new Regex($"{reference}: .*4.?321")));

        await visit.OpenAsync("/programme-rules");
        await BeginAsync(visit);
        var draft = page.GetByRole(AriaRole.Region, new() { Name = visit.Text("rules.draft"), Exact = true });
        await draft.GetByRole(AriaRole.Group, new() { NameRegex = new Regex("Bronze") }).GetByLabel(visit.Text("rules.points"), new() { Exact = true }).FillAsync("40000");
        await draft.GetByRole(AriaRole.Button, new() { Name = visit.Text("rules.save") }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = visit.Text("rules.tryDraft") }).ClickAsync();
        await visit.SeesHeadingAsync("backtest.title");
        var halves = page.GetByRole(AriaRole.Region, new() { Name = visit.Text("backtest.halfYears") }).GetByRole(AriaRole.Table);
        await Expect(halves.GetByRole(AriaRole.Row)).ToHaveCountAsync(5);
        await Visit.SeesAsync(page.GetByRole(AriaRole.Main).GetByText("▼ Registered"));
        await Axe.FindsNothingAsync(visit);
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = visit.Text("backtest.export") }).ClickAsync());
        Assert.Contains("LOWER", await File.ReadAllTextAsync((await file.PathAsync())!), StringComparison.Ordinal);
        visit.HasNoComplaints();
    }

    /// <summary>A new draft, whatever was drafted before.</summary>
    private static async Task BeginAsync(Visit visit)
    {
        var begin = visit.Page.GetByRole(AriaRole.Button, new() { Name = visit.Text("rules.begin") });
        var discard = visit.Page.GetByRole(AriaRole.Button, new() { Name = visit.Text("rules.discard") });
        await Visit.SeesAsync(begin.Or(discard));
        if (await discard.IsVisibleAsync()) await discard.ClickAsync();
        await begin.ClickAsync();
    }

    [GeneratedRegex("\\b1\\b")]
    private static partial Regex One();

    [GeneratedRegex("6.?000")]
    private static partial Regex SixThousand();
}
