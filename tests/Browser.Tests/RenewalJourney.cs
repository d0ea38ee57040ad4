using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tessera.Browser.Tests.Kit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tessera.Browser.Tests;

public sealed partial class RenewalJourney(RunningSystem system)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };
    private static string Address => Person.Customer.Login;

    [Fact]
    public async Task Three_keys_become_a_quote_that_the_customer_pays_from_the_mail_and_the_partner_sees_it_without_a_reload()
    {
        await using var seller = await system.VisitAsync(Person.Davide);
        var (number, key) = await SendAsync(seller, from: 0);
        var mail = await system.Post.ReadAsync(Address, number);

        await using var partner = await system.VisitAsync(Person.Elena);
        await partner.OpenAsync(key);
        var before = await partner.LastDay.GetAttributeAsync("datetime");

        await using var customer = await system.ArriveAsync(Person.Customer);
        await customer.Page.GotoAsync(Post.PayLinkIn(mail));
        foreach (var tick in await customer.Page.GetByRole(AriaRole.Checkbox).AllAsync()) await tick.CheckAsync();
        await customer.Page.GetByLabel(Texts.OfPayPage("it", "name.label")).FillAsync(Person.Customer.Name);
        await customer.Page.GetByRole(AriaRole.Button, new() { NameRegex = PayButton() }).ClickAsync();
        await customer.Page.Locator("button.main[name=press]").ClickAsync();
        await Expect(customer.Page.GetByRole(AriaRole.Heading, new() { NameRegex = Receipt() }).First).ToBeVisibleAsync(Patiently);

        await Expect(partner.LastDay).Not.ToHaveAttributeAsync("datetime", before!, new() { Timeout = 60_000 });
        var after = await partner.LastDay.GetAttributeAsync("datetime");
        Assert.True(string.CompareOrdinal(after, before) > 0, $"{before} → {after}");
        await Expect(seller.Badge("sales.quote.paid").First).ToBeVisibleAsync(Patiently);
        await system.Post.ReadAsync(Address, after![..4], text => text.Contains("R-", StringComparison.Ordinal) && text != mail);
        seller.HasNoComplaints();
        partner.HasNoComplaints();
        customer.HasNoComplaints();
    }

    [Fact]
    public async Task A_customer_declines_with_a_reason_and_the_seller_reads_it_at_once()
    {
        const string reason = "Cambiamo fornitore a fine anno.";
        await using var seller = await system.VisitAsync(Person.Davide);
        var (number, _) = await SendAsync(seller, from: 3);
        var mail = await system.Post.ReadAsync(Address, number);

        await using var customer = await system.ArriveAsync(Person.Customer);
        await customer.Page.GotoAsync(Post.PayLinkIn(mail));
        await customer.Page.GetByText(Texts.OfPayPage("it", "decline.summary")).ClickAsync();
        await customer.Page.GetByLabel(Texts.OfPayPage("it", "decline.reason")).FillAsync(reason);
        await customer.Page.GetByRole(AriaRole.Button, new() { Name = Texts.OfPayPage("it", "decline.button").Replace("{number}", number, StringComparison.Ordinal) }).ClickAsync();

        await Expect(seller.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(reason, new() { Timeout = 60_000 });
        await Visit.SeesAsync(seller.Badge("sales.quote.declined"));
        seller.HasNoComplaints();
        customer.HasNoComplaints();
    }

    /// <summary>Chooses three keys, puts them into the basket, quotes the first customer's, previews the mail and sends it.</summary>
    /// <returns>The quote's number, and the address of its first key.</returns>
    private static async Task<(string Number, string Key)> SendAsync(Visit seller, int from)
    {
        var page = seller.Page;
        await seller.OpenAsync("/keys?kind=ANNUAL&edition=PROFESSIONAL&status=ACTIVE");
        var boxes = page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex($"^{Regex.Escape(seller.Text("ui.table.select").Replace("{name}", "", StringComparison.Ordinal))}[A-Z0-9]{{4}}-") });
        for (var i = from; i < from + 3; i++) await boxes.Nth(i).CheckAsync();
        await seller.Button("keys.bulk.basket").ClickAsync();
        await seller.SeesHeadingAsync("renewals.title");

        var group = page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Region).First;
        var make = group.GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{Regex.Escape(seller.Text("renewals.makeAndSend"))} ·") });
        await Expect(make).ToBeEnabledAsync(new() { Timeout = 60_000 });
        var key = await group.GetByRole(AriaRole.Link, new() { NameRegex = KeyNumber() }).First.GetAttributeAsync("href");
        await Axe.FindsNothingAsync(seller);
        await make.ClickAsync();

        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel(seller.Text("quotes.email")).FillAsync(Address);
        await dialog.GetByRole(AriaRole.Button, new() { Name = seller.Text("quotes.send.preview"), Exact = true }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Region, new() { Name = seller.Text("sales.mail.preview") })).ToContainTextAsync(Address);
        await Axe.FindsNothingAsync(seller);
        await dialog.GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{Regex.Escape(seller.Text("quotes.send"))} ·") }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await Visit.SeesAsync(seller.Badge("sales.quote.sent"));
        var title = await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync();
        return (title.Split(' ')[^1], key!);
    }

    [GeneratedRegex("^Accetta e paga")]
    private static partial Regex PayButton();

    [GeneratedRegex("^Ricevuta")]
    private static partial Regex Receipt();

    [GeneratedRegex("^[A-Z0-9]{4}-[A-Z0-9]{4}")]
    private static partial Regex KeyNumber();
}
