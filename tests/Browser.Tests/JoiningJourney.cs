using Microsoft.Playwright;
using Tessera.Browser.Tests.Kit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tessera.Browser.Tests;

/// <summary>From the public page to inviting a colleague, through the post and the identity provider (PP-1).</summary>
public sealed class JoiningJourney(RunningSystem system)
{
    private const string Company = "Alpe Voce Srl";
    private const string VatId = "76543210280";

    [Fact]
    public async Task A_reseller_registers_is_approved_comes_in_by_the_mail_and_invites_a_colleague()
    {
        await using var marta = await system.ArriveAsync(Person.Marta);
        await ApplyAsync(marta);
        await ApproveAsync();

        var link = Post.InvitationIn(await system.Post.ReadAsync(Person.Marta.Login, "/invitation/"));
        await JoinAsync(marta, link);

        await marta.OpenAsync("/team");
        await Visit.SeesAsync(marta.Page.GetByText(marta.Text("team.lastOwner")));
        await marta.Button("team.invite").ClickAsync();
        var dialog = marta.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel(marta.Text("team.email")).FillAsync(Person.Luca.Login);
        await dialog.GetByLabel(marta.Text("team.role.label")).SelectOptionAsync("SUPPORT");
        await Axe.FindsNothingAsync(marta);
        await dialog.GetByRole(AriaRole.Button, new() { Name = marta.Text("team.invite.send") }).ClickAsync();
        await Visit.SeesAsync(marta.Page.GetByRole(AriaRole.Region, new() { Name = marta.Text("team.invitations") }).GetByText(Person.Luca.Login));

        await using var luca = await system.ArriveAsync(Person.Luca);
        await JoinAsync(luca, Post.InvitationIn(await system.Post.ReadAsync(Person.Luca.Login, "/invitation/")));
        await luca.OpenAsync("/team");
        await Visit.SeesAsync(luca.Page.GetByText(luca.Text("team.mayNot")));

        await ChangeRoleAsync(marta);
        await SecondPersonAsync(link);
        luca.HasNoComplaints();
        marta.WasAnswered(422);
        marta.HasNoComplaints();
    }

    [Fact]
    public async Task People_of_a_suspended_partner_read_why_and_come_back()
    {
        const string reason = "To fakturaer er ubetalt.";
        await using var ingrid = await system.VisitAsync(Person.Ingrid);
        await ChoosePartnerAsync(ingrid, "Nordlys");
        await SuspendAsync(ingrid, "team.suspend", reason);
        await using var nils = await system.ArriveAsync(Person.Nils);
        await nils.AskToSignInAsync();
        await Visit.SeesAsync(nils.Page.GetByText(reason));
        await Axe.FindsNothingAsync(nils);
        await SuspendAsync(ingrid, "team.resume", "Betalt.");
        await AgainAsync(async () =>
        {
            await nils.Page.GotoAsync("/");
            await nils.SeesHeadingAsync("home.title");
        });
        nils.HasNoComplaints();
        ingrid.HasNoComplaints();
    }

    private static async Task AgainAsync(Func<Task> comesTrue)
    {
        // Memberships are kept for seconds by each process: the next look may still be of before.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await comesTrue();
                return;
            }
            catch (PlaywrightException) when (attempt < 3)
            {
            }
        }
    }

    private static async Task ApplyAsync(Visit visitor)
    {
        var page = visitor.Page;
        await page.GotoAsync("/join/allnet");
        await Field("company").FillAsync(Company);
        await Field("country").SelectOptionAsync("IT");
        await Field("vatId").FillAsync("FR40303265045");
        await Field("contact").FillAsync(Person.Marta.Name);
        await Field("email").FillAsync(Person.Marta.Login);
        await Axe.FindsNothingAsync(visitor);
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        await SendAsync();
        await Visit.SeesAsync(page.Locator("#vatId-wrong").Filter(new() { HasText = "PP-1" }));
        await Expect(Field("company")).ToHaveValueAsync(Company);
        await Axe.FindsNothingAsync(visitor);
        await Field("vatId").FillAsync(VatId);
        await SendAsync();
        await Visit.SeesAsync(page.GetByRole(AriaRole.Heading, new() { Name = Texts.OfPayPage("it", "join.received.heading") }));
        await Axe.FindsNothingAsync(visitor);

        ILocator Field(string name) => page.GetByLabel(Texts.OfPayPage("it", "join." + name), new() { Exact = true });
        Task SendAsync() => page.GetByRole(AriaRole.Button, new() { Name = Texts.OfPayPage("it", "join.button") }).ClickAsync();
    }

    private async Task ApproveAsync()
    {
        await using var marco = await system.VisitAsync(Person.Marco);
        await marco.OpenAsync("/applications");
        await marco.Page.GetByRole(AriaRole.Button, new() { Name = marco.Text("applications.approve.of").Replace("{company}", Company, StringComparison.Ordinal) }).ClickAsync();
        var dialog = marco.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync(Person.Marta.Login);
        await Axe.FindsNothingAsync(marco);
        await dialog.GetByRole(AriaRole.Button, new() { Name = marco.Text("applications.approve"), Exact = true }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        marco.HasNoComplaints();
    }

    private static async Task JoinAsync(Visit person, string link)
    {
        var page = person.Page;
        await page.GotoAsync(link);
        await Axe.FindsNothingAsync(person);
        await page.GetByRole(AriaRole.Link, new() { Name = Texts.OfPayPage("it", "invitation.signIn"), Exact = true }).ClickAsync();
        await person.ChooseThemselvesAsync();
        await Axe.FindsNothingAsync(person);
        await page.GetByRole(AriaRole.Button, new() { Name = Texts.OfPayPage("it", "invitation.button").Replace("{partner}", Company, StringComparison.Ordinal) }).ClickAsync();
        await person.SeesHeadingAsync("home.title");
    }

    private static async Task ChangeRoleAsync(Visit owner)
    {
        var page = owner.Page;
        await owner.OpenAsync("/team");
        await page.GetByRole(AriaRole.Button, new() { Name = owner.Text("team.role.of").Replace("{name}", Person.Luca.Name, StringComparison.Ordinal) }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel(owner.Text("team.role.label")).SelectOptionAsync("OWNER");
        await dialog.GetByRole(AriaRole.Button, new() { Name = owner.Text("sales.preview"), Exact = true }).ClickAsync();
        await Visit.SeesAsync(dialog.GetByText(owner.Text("team.lost.none")));
        await Axe.FindsNothingAsync(owner);
        await dialog.Locator("button[type=submit]").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(page.GetByText(owner.Text("team.lastOwner"))).ToHaveCountAsync(0);
    }

    private async Task SecondPersonAsync(string link)
    {
        await using var guest = await system.ArriveAsync(Person.Guest);
        await guest.Page.GotoAsync(link);
        await Visit.SeesAsync(guest.Page.GetByRole(AriaRole.Heading, new() { Name = Texts.OfPayPage("it", "invitation.ACCEPTED.title") }).Or(guest.Page.GetByRole(AriaRole.Heading, new() { Name = Texts.OfPayPage("en", "invitation.ACCEPTED.title") })));
        await Axe.FindsNothingAsync(guest);
        guest.HasNoComplaints();
    }

    private static async Task ChoosePartnerAsync(Visit operatorsVisit, string name)
    {
        await operatorsVisit.OpenAsync("/team");
        await operatorsVisit.Page.GetByPlaceholder(operatorsVisit.Text("team.partner.choose")).FillAsync(name);
        await operatorsVisit.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = name }).First.ClickAsync();
        await Visit.SeesAsync(operatorsVisit.Page.GetByRole(AriaRole.Region, new() { Name = operatorsVisit.Text("team.people") }));
    }

    private static async Task SuspendAsync(Visit operatorsVisit, string verb, string reason)
    {
        await operatorsVisit.Button(verb).ClickAsync();
        var dialog = operatorsVisit.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel(operatorsVisit.Text("sales.reason")).FillAsync(reason);
        await Axe.FindsNothingAsync(operatorsVisit);
        await dialog.GetByRole(AriaRole.Button, new() { Name = operatorsVisit.Text(verb), Exact = true }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }
}
