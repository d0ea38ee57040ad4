using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;
using Tessera.TestKit;
using Xunit;

[assembly: AssemblyFixture(typeof(Tessera.Browser.Tests.Kit.RunningSystem))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Tessera.Browser.Tests.Kit;

/// <summary>
/// The whole system with its demonstration world, started once by the same script as <c>./run</c> (or already running at
/// TESSERA_BROWSER_ADDRESS), and one Chromium. Every person signs in once; later visits start from that session.
/// </summary>
public sealed class RunningSystem : IAsyncLifetime
{
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly Dictionary<Person, string> _sessions = [];
    private Process? _stack;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string _address = "";
    private Post? _post;
    private Integrator? _integrator;

    /// <summary>Somebody else's program, with a token of its own.</summary>
    public Integrator Integrator => _integrator ?? throw new InvalidOperationException("TESSERA_BROWSER_IDENTITY is needed beside TESSERA_BROWSER_ADDRESS.");

    /// <summary>What left by e-mail.</summary>
    public Post Post => _post ?? throw new InvalidOperationException("TESSERA_BROWSER_MAIL is needed beside TESSERA_BROWSER_ADDRESS.");

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("TESSERA_BROWSER_ADDRESS") is { } running)
        {
            _address = running;
            if (Environment.GetEnvironmentVariable("TESSERA_BROWSER_MAIL") is { } catcher) _post = new Post(new Uri(catcher));
            if (Environment.GetEnvironmentVariable("TESSERA_BROWSER_IDENTITY") is { } identity) _integrator = new Integrator(new Uri(_address), new Uri(identity));
        }
        else
        {
            await StartAsync();
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium",
            Args = Flags,
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
        _post?.Dispose();
        _integrator?.Dispose();
        if (_stack is null) return;
        _stack.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _stack.WaitForExitAsync(patience.Token);
        _stack.Dispose();
    }

    /// <summary>A person in front of a browser of their own, signed in.</summary>
    public async Task<Visit> VisitAsync(Person person, Look? look = null)
    {
        if (!_sessions.TryGetValue(person, out var session))
        {
            await using var first = await ArriveAsync(person);
            await first.SignInAsync();
            _sessions[person] = session = await first.Page.Context.StorageStateAsync();
        }

        return await OpenAsync(person, look ?? Look.Desk, session);
    }

    /// <summary>A person who has not signed in yet.</summary>
    public Task<Visit> ArriveAsync(Person person) => OpenAsync(person, Look.Desk, null);

    private async Task<Visit> OpenAsync(Person person, Look look, string? session)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = _address,
            Locale = person.Language,
            TimezoneId = "Europe/Rome",
            ViewportSize = new() { Width = look.Width, Height = 900 },
            ColorScheme = look.Scheme,
            ReducedMotion = ReducedMotion.Reduce,
            StorageState = session,
        });
        context.SetDefaultTimeout(30_000);
        return new Visit(person, await context.NewPageAsync());
    }

    private async Task StartAsync()
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Repository.Root, "infra/local/stack.mjs")])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = Repository.Root,
        };
        _stack = Process.Start(start)!;
        var line = await _stack.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The system did not start; its reason is above.");
        using var ready = JsonDocument.Parse(line);
        _address = ready.RootElement.GetProperty("edge").GetString()!;
        _post = new Post(new Uri(ready.RootElement.GetProperty("mail").GetString()!));
        _integrator = new Integrator(new Uri(_address), new Uri(ready.RootElement.GetProperty("identity").GetString()!));
    }
}
