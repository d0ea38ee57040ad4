using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tessera.Platform.Outbox;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Messages.Reminders;
using Tessera.TestKit;

namespace Server.Tests.Messages;

/// <summary>A core of one's own over the small world, with a mail server that catches; owners have addresses, the test sends what waits.</summary>
internal sealed class MailCore : IAsyncDisposable
{
    public const string PublicUrl = "https://tessera.example";

    private readonly NpgsqlDataSource _superuser;
    private readonly bool _first;

    private MailCore(TestDatabase database, SmtpCatcher mails, TestClock clock, bool sends, bool first = true)
    {
        (Mails, _first) = (mails, first);
        _superuser = NpgsqlDataSource.Create(database.Superuser);
        var settings = new Dictionary<string, string> { ["ROLE"] = "api", ["MAIL_FROM"] = "no-reply@tessera.example", ["PUBLIC_URL"] = PublicUrl };
        if (sends) settings["SMTP"] = mails.Url;
        Core = new CoreHost(database, clock, settings);
    }

    public CoreHost Core { get; }

    public SmtpCatcher Mails { get; }

    public TestClock Clock => Core.Clock;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<MailCore> StartAsync(bool sends = true)
    {
        var core = new MailCore(await SmallWorld.CreateAsync(), new SmtpCatcher(), TestClock.OnDemoDay(), sends);
        foreach (var (person, login, language) in new[] { (Person.Elena, "elena@brenta.example", "it"), (Person.Camille, "camille@lagune.example", "fr"), (Person.Ola, "ola@fjord.example", "nb"), (Person.Anna, "anna@colli.example", "en") })
            await core.ExecuteAsync($"UPDATE membership SET login = '{login}', language = '{language}' WHERE object_id = '{person.Id}'");
        return core;
    }

    /// <summary>Another process on the same database.</summary>
    public MailCore Beside() => new(Core.Database, Mails, Core.Clock, sends: true, first: false);

    public async ValueTask DisposeAsync()
    {
        await Core.DisposeAsync();
        await _superuser.DisposeAsync();
        if (_first) await Mails.DisposeAsync();
    }

    /// <summary>A key of Brenta's for Rossi whose last day is <paramref name="lastDay"/>.</summary>
    public async Task<Guid> KeyAsync(DateOnly lastDay, object? differences = null)
    {
        using var client = Core.As(Person.Giulia);
        var body = new Dictionary<string, object?>
        {
            ["customerId"] = SmallWorld.Rossi,
            ["partnerId"] = SmallWorld.Brenta,
            ["kind"] = "ANNUAL",
            ["edition"] = "PROFESSIONAL",
            ["size"] = 16,
            ["startsOn"] = lastDay.AddDays(-364),
        };
        foreach (var property in differences?.GetType().GetProperties() ?? []) body[property.Name] = property.GetValue(differences);
        var (status, key) = await client.PostAsync("/v1/keys/issue", body);
        Assert.True(status == HttpStatusCode.OK, key.ToString());
        return Guid.Parse(key.Text("id"));
    }

    /// <summary>The day's round of a tenant, and everything it wrote is sent.</summary>
    public async Task<int> RemindAsync(string slug = "allnet")
    {
        var tenant = (await Core.Services.GetRequiredService<Tenants>().FindAsync(slug, Ct))!;
        var written = await Core.Services.GetRequiredService<ReminderRound>().RunAsync(tenant, Ct);
        await SendAsync(tenant.Id);
        return written;
    }

    public Task<int> SendAsync(int tenant = 1) => Core.Services.GetRequiredService<OutboxRunner>().RunAsync(tenant, Ct);

    /// <summary>Days later, at the same time of the day.</summary>
    public void Later(int days) => Clock.Now = Clock.Now.AddDays(days);

    public async Task ExecuteAsync(string sql)
    {
        await using var command = _superuser.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    public async Task<string[]> LinesAsync(string sql)
    {
        await using var command = _superuser.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var lines = new List<string>();
        while (await reader.ReadAsync(Ct)) lines.Add(reader.GetString(0));
        return [.. lines];
    }

    public async Task<JsonElement> AskAsync(Person person, HttpMethod method, string path, object? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var client = Core.As(person);
        var (status, answer) = await client.SendAsync(method, path, body);
        Assert.True(status == expected, $"{path}: {status} {answer}");
        return answer;
    }
}
