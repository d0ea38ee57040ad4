using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace Tessera.TestKit;

/// <summary>A mail server that takes everything and delivers nothing; a test may make it refuse, or fall silent.</summary>
public sealed class SmtpCatcher : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<CaughtMail> _caught = new();
    private readonly ConcurrentQueue<string> _logins = new();
    private readonly X509Certificate2? _certificate;
    private readonly Task _listening;
    private int _held;

    /// <param name="certificate">With it the server offers STARTTLS, and takes mails only after it and a login.</param>
    public SmtpCatcher(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"smtp://127.0.0.1:{Port}";

    /// <summary>Who logged in, each as <c>user:password</c>.</summary>
    public IReadOnlyList<string> Logins => [.. _logins];

    public IReadOnlyList<CaughtMail> Caught => [.. _caught];

    /// <summary>The answer to RCPT TO, such as <c>550 no such box</c>; null takes it.</summary>
    public string? Refusal { get; set; }

    /// <summary>Takes the text and hangs up without a word.</summary>
    public bool Silent { get; set; }

    /// <summary>Takes the text and says nothing, with the connection open.</summary>
    public bool Holding { get; set; }

    /// <summary>Texts that are held.</summary>
    public int Held => _held;

    /// <summary>Once so many are there.</summary>
    public async Task<IReadOnlyList<CaughtMail>> WaitAsync(int count, TimeSpan? longest = null)
    {
        for (var waited = TimeSpan.Zero; _caught.Count < count; waited += TimeSpan.FromMilliseconds(20))
        {
            if (waited > (longest ?? TimeSpan.FromSeconds(30))) throw new TimeoutException($"{_caught.Count} of {count} mails arrived.");
            await Task.Delay(20);
        }

        return Caught;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_end.Token);
            _ = Task.Run(() => TalkAsync(client));
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        Stream stream = client.GetStream();
        var (reader, writer) = Lines(stream);
        await writer.WriteLineAsync("220 catcher");
        var (from, to, open) = ("", "", _certificate is null);
        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "STARTTLS" && _certificate is not null)
            {
                await writer.WriteLineAsync("220 go on");
                var secure = new SslStream(stream);
                await secure.AuthenticateAsServerAsync(_certificate);
                (reader, writer) = Lines(stream = secure);
                continue;
            }

            if (verb == "AUTH")
            {
                open = stream is SslStream;
                await writer.WriteLineAsync(open ? await LoginAsync(line, reader, writer) : "538 not in the open");
                continue;
            }

            if (verb is "MAIL" && !open)
            {
                await writer.WriteLineAsync("530 log in first");
                continue;
            }

            if (verb == "MAIL") from = Between(line);
            if (verb == "RCPT") to = Between(line);
            if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var text = await TextAsync(reader);
                if (Silent) return;
                if (Holding)
                {
                    Interlocked.Increment(ref _held);
                    await Task.Delay(Timeout.Infinite, _end.Token);
                }

                _caught.Enqueue(new CaughtMail(from, to, text));
            }

            await writer.WriteLineAsync(verb switch
            {
                "EHLO" when _certificate is not null => stream is SslStream ? "250-catcher\r\n250 AUTH LOGIN" : "250-catcher\r\n250 STARTTLS",
                "EHLO" or "HELO" => "250 catcher",
                "RCPT" when Refusal is { } refusal => refusal,
                "QUIT" => "221 bye",
                _ => "250 ok",
            });
            if (verb == "QUIT") return;
        }
    }

    private static (StreamReader Reader, StreamWriter Writer) Lines(Stream stream) =>
        (new StreamReader(stream, Encoding.UTF8), new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\r\n" });

    /// <summary>AUTH LOGIN, with the name in the same line or asked for.</summary>
    private async Task<string> LoginAsync(string line, StreamReader reader, StreamWriter writer)
    {
        var words = line.Split(' ');
        var name = words.Length > 2 ? words[2] : await AskAsync("334 VXNlcm5hbWU6");
        var password = await AskAsync("334 UGFzc3dvcmQ6");
        _logins.Enqueue(Plain(name) + ":" + Plain(password));
        return "235 welcome";

        async Task<string> AskAsync(string question)
        {
            await writer.WriteLineAsync(question);
            return await reader.ReadLineAsync(_end.Token) ?? "";
        }

        static string Plain(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));
    }

    private async Task<string> TextAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { } line and not ".") text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        return text.ToString();
    }

    private static string Between(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}

/// <summary>A mail as the server got it.</summary>
/// <param name="Raw">Headers and body.</param>
public sealed partial record CaughtMail(string From, string To, string Raw)
{
    public string Subject => Decoded(Header("Subject") ?? "");

    public string Text => Part("text/plain");

    public string Html => Part("text/html");

    /// <summary>Unfolded; null where there is none. Of several of that name, the first.</summary>
    public string? Header(string name)
    {
        var unfolded = Fold().Replace(Raw[..Raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)], " ");
        return unfolded.Split("\r\n").Where(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(l => l[(name.Length + 1)..].Trim()).FirstOrDefault();
    }

    /// <summary>Encoded words as people read them.</summary>
    public static string Decoded(string header) => Between().Replace(EncodedWord().Replace(header, m => "\u0001" + (m.Groups[1].Value is "B" or "b"
        ? Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups[2].Value))
        : Quoted(m.Groups[2].Value.Replace('_', ' '))) + "\u0001"), "").Replace("\u0001", "", StringComparison.Ordinal);

    private string Part(string type)
    {
        var start = Raw.IndexOf("Content-Type: " + type, StringComparison.OrdinalIgnoreCase);
        var body = Raw.IndexOf("\r\n\r\n", start, StringComparison.Ordinal) + 4;
        var end = Raw.IndexOf("\r\n--" + Boundary().Match(Raw).Groups[1].Value, body, StringComparison.Ordinal);
        return Quoted(Raw[body..end]).ReplaceLineEndings("\n");
    }

    private static string Quoted(string text)
    {
        var bytes = new List<byte>();
        var whole = text.Replace("=\r\n", "", StringComparison.Ordinal);
        for (var i = 0; i < whole.Length; i++)
        {
            if (whole[i] == '=' && i + 2 < whole.Length)
            {
                bytes.Add(Convert.ToByte(whole.Substring(i + 1, 2), 16));
                i += 2;
            }
            else bytes.AddRange(Encoding.UTF8.GetBytes(whole[i].ToString()));
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex("\r\n[ \t]+")]
    private static partial Regex Fold();

    [GeneratedRegex(@"=\?utf-8\?([BbQq])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();

    [GeneratedRegex("boundary=\"?([^\"\r\n;]+)")]
    private static partial Regex Boundary();

    [GeneratedRegex("\u0001 +\u0001")]
    private static partial Regex Between();
}
