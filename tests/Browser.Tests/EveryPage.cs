using Tessera.Browser.Tests.Kit;
using Xunit;

namespace Tessera.Browser.Tests;

/// <summary>Every screen there is, by day at a desk and in the dark on a phone: axe finds nothing, nothing reaches past the edge, the console is silent.</summary>
public sealed class EveryPage(RunningSystem system)
{
    private static readonly string[] Screens =
    [
        "/", "/keys", "a key", "/keys/new", "a key for a customer", "/expiring", "/customers", "/customers/new", "a customer",
        "/renewals/new", "a basket", "/quotes", "a quote", "a quote on paper", "a quote that is DRAFT", "a quote that is ACCEPTED", "a quote that is DECLINED", "a quote that is EXPIRED", "a quote that is VOID", "a quote that is PAID",
        "an order that is OPEN", "an order that is FULFILLED", "an order that is ATTENTION", "own order that is ATTENTION", "/billing", "an order", "a document on paper", "/credits", "/reminders", "own reminders",
        "/programme", "own level", "own last review", "/programme-rules", "/programme-rules/back-test", "/partners", "a partner", "/reviews", "a review", "a corrected review", "/imports", "an import", "/audit", "/catalogue",
        "/permissions", "/applications", "/applications?state=DECLINED", "/team", "own team", "/certifications", "own certifications", "/courses", "/courses?past=true", "a course", "/join/allnet",
    ];

    public static TheoryData<string, bool> Pages
    {
        get
        {
            var pages = new TheoryData<string, bool>();
            foreach (var screen in Screens)
            {
                pages.Add(screen, false);
                pages.Add(screen, true);
            }

            return pages;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Axe_finds_nothing_all_of_it_fits_and_the_console_stays_silent(string screen, bool onPhone)
    {
        var who = screen.StartsWith("own ", StringComparison.Ordinal) ? Person.Elena : screen == "a corrected review" ? Person.Ingrid : Person.Marco;
        await using var visit = await system.VisitAsync(who, onPhone ? Look.Phone : Look.Desk);
        if (screen is "an order" or "a document on paper") await system.Integrator.SellAsync();
        await visit.OpenScreenAsync(screen);
        await Axe.FindsNothingAsync(visit);
        Assert.Empty(await visit.Page.PastTheEdgeAsync());
        visit.HasNoComplaints();
    }
}
