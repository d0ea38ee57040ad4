using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Server.Tests.Messages;
using Tessera.TestKit;

namespace Server.Tests.Joining;

/// <summary>A programme that resellers apply to, with its post.</summary>
public sealed partial class JoiningWorld : IAsyncLifetime
{
    private int _applied;

    internal MailCore Post { get; private set; } = null!;

    internal CoreHost Core => Post.Core;

    public async ValueTask InitializeAsync() => Post = await MailCore.StartAsync();

    public ValueTask DisposeAsync() => Post.DisposeAsync();

    /// <summary>Somebody with an account of theirs and no membership anywhere.</summary>
    internal static Person Newcomer(string name) => new(name, Guid.CreateVersion7(), Guid.CreateVersion7(), "");

    /// <summary>A form as it is filled in, after a decent while.</summary>
    internal async Task<Dictionary<string, object?>> FormAsync(string company, params (string Field, object? Value)[] differences)
    {
        using var visitor = Core.As(null);
        var (status, page) = await visitor.ReadAsync("/v1/allnet/join");
        Assert.True(status == HttpStatusCode.OK, page.ToString());
        Post.Clock.Now = Post.Clock.Now.AddSeconds(5);
        var form = new Dictionary<string, object?>
        {
            ["form"] = page.Text("form"),
            ["company"] = company,
            ["vatId"] = VatId(Interlocked.Increment(ref _applied)),
            ["country"] = "IT",
            ["city"] = "Trento",
            ["contact"] = "Marta Pace",
            ["email"] = $"marta{_applied}@pace.example",
            ["language"] = "it",
        };
        foreach (var (field, value) in differences) form[field] = value;
        return form;
    }

    internal async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(Dictionary<string, object?> form, string tenant = "allnet", string language = "en")
    {
        using var visitor = Core.As(null, language);
        return await visitor.PostAsync($"/v1/{tenant}/join/apply", form);
    }

    /// <summary>Applies, and gives the application as operators see it.</summary>
    internal async Task<JsonElement> ApplyAsync(string company, params (string Field, object? Value)[] differences)
    {
        var (status, answer) = await SendAsync(await FormAsync(company, differences));
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        return await FindAsync(company);
    }

    internal async Task<JsonElement> FindAsync(string company)
    {
        var page = await Post.AskAsync(Person.Giulia, HttpMethod.Get, "/v1/applications?first=100");
        return page.GetProperty("items").EnumerateArray().First(a => a.Text("company") == company);
    }

    internal Task<JsonElement> ApproveAsync(JsonElement application) => Post.AskAsync(Person.Giulia, HttpMethod.Post, $"/v1/applications/{application.Text("id")}/approve", new { });

    /// <summary>The token in the newest mail to an address.</summary>
    internal async Task<string> TokenAsync(string email)
    {
        await Post.SendAsync();
        return Link().Match(Post.Mails.Caught.Last(m => m.To == email && Link().IsMatch(m.Text)).Text).Groups[1].Value;
    }

    internal async Task<(HttpStatusCode Status, JsonElement Body)> AcceptAsync(Person? person, string token, string tenant = "allnet")
    {
        using var client = Core.As(person);
        client.DefaultRequestHeaders.Add("Tessera-Invitation-Token", token);
        return await client.PostAsync($"/v1/{tenant}/invitation/accept", new { });
    }

    internal async Task<(HttpStatusCode Status, JsonElement Body)> LookAsync(string token, string tenant = "allnet")
    {
        using var client = Core.As(null);
        client.DefaultRequestHeaders.Add("Tessera-Invitation-Token", token);
        return await client.ReadAsync($"/v1/{tenant}/invitation");
    }

    internal async Task<(HttpStatusCode Status, JsonElement Body)> DoAsync(Person person, string path, object body)
    {
        using var client = Core.As(person);
        return await client.PostAsync(path, body);
    }

    internal async Task<long> CountAsync(string of) => long.Parse((await Post.LinesAsync($"SELECT count(*)::text FROM {of}"))[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A true Italian VAT id for a number.</summary>
    private static string VatId(int number)
    {
        var digits = $"{number + 5_000_000:D7}028";
        var sum = digits.Reverse().Select((c, i) => (c - '0') * (i % 2 == 0 ? 2 : 1)).Sum(d => d > 9 ? d - 9 : d);
        return "IT" + digits + (10 - sum % 10) % 10;
    }

    [GeneratedRegex(@"/invitation/[a-z]+\.([A-Za-z0-9_-]{43})\b")]
    private static partial Regex Link();
}
