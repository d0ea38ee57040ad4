using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Server.Tests.Messages;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.TestKit;

namespace Server.Tests.Learning;

/// <summary>PP-9: reminders of certificates go as a programme, a partner and a person want them.</summary>
public sealed class CertificateReminderTests
{
    [Fact]
    public async Task Who_wants_no_reminders_is_written_none_and_one_click_in_the_mail_is_enough()
    {
        await using var world = new LearningWorld();
        await world.InitializeAsync();
        await world.CertifyAsync(Person.Sara, "basic", 50);
        await world.CertifyAsync(Person.Davide, "basic", 50);
        Assert.Equal(3, await world.RoundAsync(0));
        var mail = world.Post.Mails.Caught.Single(m => m.To == "sara@people.example");
        Assert.StartsWith($"<{MailCore.PublicUrl}/unsubscribe/allnet.", mail.Header("List-Unsubscribe"), StringComparison.Ordinal);
        Assert.Contains("/unsubscribe/allnet.", mail.Text, StringComparison.Ordinal);
        await LeaveAsync(world, mail.Header("List-Unsubscribe")!);
        await LeaveAsync(world, world.Post.Mails.Caught.Single(m => m.To == "elena@brenta.example").Header("List-Unsubscribe")!);

        world.Post.Later(25);
        Assert.Equal(1, await world.RoundAsync(0));
        Assert.Equal(["davide@people.example", "davide@people.example"], world.Post.Mails.Caught.Select(m => m.To).Where(to => to.StartsWith("davide", StringComparison.Ordinal)));
        Assert.Single(world.Post.Mails.Caught, m => m.To == "sara@people.example");
        Assert.Equal(["SENT"], await world.Post.LinesAsync("SELECT DISTINCT state FROM outbox"));
        Assert.Equal(["30", "30", "60", "60"], await world.Post.LinesAsync("SELECT window_days::text FROM certificate_reminder ORDER BY window_days"));
    }

    [Fact]
    public async Task A_partners_wish_says_who_reads_the_digest_and_whether_there_is_one()
    {
        await using var world = new LearningWorld();
        await world.InitializeAsync();
        await world.CertifyAsync(Person.Sara, "basic", 50);
        await world.DoneAsync(Person.Elena, "/v1/reminders/save", new { digest = true, remindCustomers = false, email = "school@brenta.example" });
        Assert.Equal(2, await world.RoundAsync(0));
        Assert.Equal(["sara@people.example", "school@brenta.example"], world.Post.Mails.Caught.Select(m => m.To).Order());

        await world.DoneAsync(Person.Elena, "/v1/reminders/save", new { digest = false, remindCustomers = false });
        world.Post.Later(25);
        Assert.Equal(1, await world.RoundAsync(0));
        Assert.Equal(2, world.Post.Mails.Caught.Count(m => m.To == "sara@people.example"));
    }

    [Fact]
    public async Task The_windows_are_the_programmes()
    {
        await using var world = new LearningWorld();
        await world.InitializeAsync();
        await world.Post.ExecuteAsync("""
            INSERT INTO rule_book (tenant_id, revision, body, published_at, published_by)
            SELECT tenant_id, revision + 1, jsonb_set(body, '{reminders,0,value,windows}', '[90, 45, 14]'), now(), 'test' FROM rule_book WHERE tenant_id = 1 ORDER BY revision DESC LIMIT 1
            """);
        world.Core.Services.GetRequiredService<TenantRules>().Forget(1);
        await world.CertifyAsync(Person.Sara, "basic", 60);
        Assert.Equal(0, await world.RoundAsync(14));
        Assert.Equal(2, await world.RoundAsync(15));
        Assert.Equal(0, await world.RoundAsync(45));
        Assert.Equal(2, await world.RoundAsync(46));
        Assert.Equal(["14", "45"], await world.Post.LinesAsync("SELECT window_days::text FROM certificate_reminder ORDER BY window_days"));
    }

    /// <summary>What a mail program does with the header (RFC 8058), as the edge passes it on.</summary>
    private static async Task LeaveAsync(LearningWorld world, string header)
    {
        var token = header.Trim('<', '>').Split("/unsubscribe/allnet.")[1];
        using var client = world.Core.As(null);
        var (status, _) = await client.PostAsync("/v1/allnet/unsubscribe", new { token });
        Assert.Equal(HttpStatusCode.OK, status);
    }
}
