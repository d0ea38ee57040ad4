using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tessera.Browser.Tests.Kit;

/// <summary>One browser of one person. What its console complains about (a violated content policy among it) fails the test.</summary>
public sealed partial class Visit : IAsyncDisposable
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 30_000 };
    private readonly Person _person;
    private readonly List<string> _complaints = [];

    public Visit(Person person, IPage page)
    {
        (_person, Page) = (person, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error") _complaints.Add($"{page.Url}: {message.Text} {message.Location}");
        };
        page.PageError += (_, error) => _complaints.Add($"{page.Url}: {error}");
    }

    public IPage Page { get; }

    public string Text(string id) => Texts.Of(_person.Language, id);

    public ILocator Button(string id) => Page.GetByRole(AriaRole.Button, new() { Name = Text(id), Exact = true });

    /// <summary>From the first page through the identity provider to Home.</summary>
    public async Task SignInAsync()
    {
        await AskToSignInAsync();
        await SeesHeadingAsync("home.title");
    }

    public async Task AskToSignInAsync()
    {
        await Page.GotoAsync("/");
        await Page.GetByRole(AriaRole.Link, new() { Name = Text("app.signIn.button") }).ClickAsync();
        await ChooseThemselvesAsync();
    }

    /// <summary>At the identity provider, where everybody stands on a list.</summary>
    public async Task ChooseThemselvesAsync()
    {
        var name = new Regex($"^\\s*{Regex.Escape(_person.Name)}\\s+[^(].*{Regex.Escape(_person.Login)}", RegexOptions.Singleline);
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = name }).First.ClickAsync();
    }

    public Task SeesHeadingAsync(string id) => SeesAsync(Page.GetByRole(AriaRole.Heading, new() { Name = Text(id), Exact = true, Level = 1 }));

    public static Task SeesAsync(ILocator what) => Expect(what.First).ToBeVisibleAsync(Patiently);

    /// <summary>Links to keys on the page, by the look of their numbers.</summary>
    public ILocator KeyLinks => Page.GetByRole(AriaRole.Link, new() { NameRegex = KeyNumber() });

    /// <summary>Opens the page and waits until nothing on it is loading any more.</summary>
    public async Task OpenAsync(string address)
    {
        await Page.GotoAsync(address);
        await SeesAsync(Page.GetByRole(AriaRole.Heading, new() { Level = 1 }));
        await Expect(Page.GetByText(Text("ui.loading"), new() { Exact = true })).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await Expect(Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
    }

    /// <summary>
    /// An address, or "a key", "a customer", "an import", "a quote", "an order" for the first of the list; "a basket" with the first key in it,
    /// "a key for a customer" as the form with one chosen, "… on paper" as it prints.
    /// </summary>
    public async Task OpenScreenAsync(string screen)
    {
        switch (screen)
        {
            case "a basket":
                await OpenAsync("/keys?kind=ANNUAL&edition=PROFESSIONAL&status=ACTIVE");
                screen = $"/renewals/new?keys={IdIn((await KeyLinks.First.GetAttributeAsync("href"))!)}";
                break;
            case "a key for a customer":
                await OpenAsync("/keys/new");
                await Page.GetByPlaceholder(Text("keys.issue.customer")).ClickAsync();
                await Page.Locator("[role=option]").First.ClickAsync();
                return;
            case "a quote on paper":
                await OpenScreenAsync("a quote");
                screen = new Uri(Page.Url).AbsolutePath + "/print";
                break;
            case "a document on paper":
                await OpenAsync("/billing?state=FULFILLED");
                await OpenAsync((await Page.Locator("main a[href^='/billing/order_']").First.GetAttributeAsync("href"))!);
                screen = (await Page.Locator("main a[href^='/billing/documents/']").First.GetAttributeAsync("href"))!;
                break;
            case "a corrected review":
                screen = $"/programme?partner={await PartnerAsync("Nordlys IKT AS")}&review=last";
                break;
            case "own reminders":
                screen = "/reminders";
                break;
            case "own level":
                screen = "/programme";
                break;
            case "own last review":
                screen = "/programme?review=last";
                break;
            case "own certifications":
                screen = "/certifications";
                break;
            case "own team":
                screen = "/team";
                break;
        }

        if (screen.Split(" that is ") is [var what, var state])
        {
            var path = what.EndsWith("quote", StringComparison.Ordinal) ? "/quotes" : "/billing";
            await OpenAsync($"{path}?state={state}");
            await OpenAsync((await Page.Locator($"main a[href^='{path}/']").First.GetAttributeAsync("href"))!);
            return;
        }

        var list = screen switch
        {
            "a key" => "/keys",
            "a customer" => "/customers",
            "a partner" => "/partners",
            "an import" => "/imports",
            "a quote" => "/quotes",
            "an order" => "/billing",
            "a review" => "/reviews",
            "a course" => "/courses",
            _ => null,
        };
        await OpenAsync(list ?? screen);
        if (list is null) return;
        var links = screen == "a key" ? KeyLinks : Page.Locator($"main a[href^='{list}/{screen.Split(' ')[1]}_']");
        if (screen == "an import" && await links.CountAsync() == 0) await BringBadFileAsync();
        else await OpenAsync((await links.First.GetAttributeAsync("href"))!);
    }

    /// <summary>The id of a partner, by its name.</summary>
    public async Task<string> PartnerAsync(string name)
    {
        await OpenAsync("/partners");
        return IdIn((await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).First.GetAttributeAsync("href"))!);
    }

    /// <summary>Brings usage reports of which one row is good and one is not, and waits until they are checked.</summary>
    public async Task BringBadFileAsync()
    {
        await OpenAsync("/keys?status=ACTIVE");
        var number = (await KeyLinks.First.InnerTextAsync()).Trim();
        await OpenAsync("/imports");
        await Page.GetByLabel(Text("imports.kind"), new() { Exact = true }).SelectOptionAsync("USAGE");
        var rows = $"number,users_and_extensions\n{number},1\nno-key,many\n";
        await Page.GetByLabel(Text("imports.choose")).SetInputFilesAsync(new FilePayload { Name = "usage.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(rows) });
        await SeesAsync(Page.GetByText(Text("imports.state.checked")));
    }

    /// <summary>The last day among the facts of the key shown.</summary>
    public ILocator LastDay =>
        Page.GetByRole(AriaRole.Definition).And(Page.Locator($"dt:text-is('{Text("keys.column.lastDay")}') + dd")).Locator("time").First;

    /// <summary>How many there are of what a list shows, beside its title.</summary>
    public ILocator Total => Page.GetByRole(AriaRole.Main).Locator("[role=status][aria-label]").First;

    /// <summary>A state as people see it: its shape before its word.</summary>
    public ILocator Badge(string id) => Page.Locator("[data-tone]").Filter(new() { HasTextRegex = new Regex($"{Regex.Escape(Text(id))}$") });

    /// <summary>The id an address of one object ends with.</summary>
    public static string IdIn(string address) => address.Split('?')[0].Split('/')[^1];

    /// <summary>A form that was sent with something wrong in it, knowingly, is answered so: the browser complains of that.</summary>
    public void WasAnswered(int status) => Assert.NotEqual(0, _complaints.RemoveAll(c => c.Contains($"status of {status} ", StringComparison.Ordinal)));

    public void HasNoComplaints() => Assert.Empty(_complaints);

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    [GeneratedRegex("^[A-Z0-9]{4}-[A-Z0-9]{4}")]
    private static partial Regex KeyNumber();
}
