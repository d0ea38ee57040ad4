using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Tessera.Browser.Tests.Kit;

/// <summary>What left by e-mail, as the mail catcher of the stack keeps it.</summary>
public sealed partial class Post(Uri catcher) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HttpClient _http = new() { BaseAddress = catcher };

    /// <summary>The newest mail to <paramref name="address"/> that speaks of <paramref name="about"/>; waited for.</summary>
    public async Task<string> ReadAsync(string address, string about, Func<string, bool>? fits = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var mails = await _http.GetFromJsonAsync<JsonElement[]>("/api/email", patience.Token) ?? [];
            var found = mails
                .Where(mail => mail.GetProperty("to").EnumerateArray().Any(to => to.GetProperty("address").GetString() == address))
                .Select(mail => $"{mail.GetProperty("subject").GetString()}\n{mail.GetProperty("text").GetString()}")
                .LastOrDefault(text => text.Contains(about, StringComparison.Ordinal) && (fits is null || fits(text)));
            if (found is not null) return found;
            await Task.Delay(TimeSpan.FromMilliseconds(500), patience.Token);
        }
    }

    public static string PayLinkIn(string mail)
    {
        var link = PayLink().Match(mail);
        Assert.True(link.Success, mail);
        return link.Value;
    }

    public static string InvitationIn(string mail)
    {
        var link = Invitation().Match(mail);
        Assert.True(link.Success, mail);
        return link.Value;
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex(@"https?://[^\s""<>]+/pay/[a-z0-9-]+\.[A-Za-z0-9_-]{20,}")]
    private static partial Regex PayLink();

    [GeneratedRegex(@"https?://[^\s""<>]+/invitation/[a-z0-9-]+\.[A-Za-z0-9_-]{43}")]
    private static partial Regex Invitation();
}
