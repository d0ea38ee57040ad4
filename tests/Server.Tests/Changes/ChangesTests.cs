using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Server.Tests.Keys;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Server.Modules.Changes;
using Tessera.TestKit;

namespace Server.Tests.Changes;

public sealed class ChangesTests(KeyFixture fixture) : IClassFixture<KeyFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_committed_change_reaches_those_who_may_see_it_and_nobody_else()
    {
        await using var operators = await Listener.OpenAsync(fixture.Core, Person.Marco);
        await using var own = await Listener.OpenAsync(fixture.Core, Person.Sara);
        await using var other = await Listener.OpenAsync(fixture.Core, Person.Camille);
        await using var foreign = await Listener.OpenAsync(fixture.Core, Person.Ingrid);
        var brenta = await fixture.IssueAsync();
        var lagune = await fixture.IssueAsync(new { partnerId = SmallWorld.Lagune });
        var norwegian = await fixture.IssueAsync(null, Person.Ingrid);
        fixture.Core.Services.GetRequiredService<ChangeFeed>().Publish(new Change(1, "import", Guid.Empty, 5, [], "CHECKING", 10));

        await operators.UntilAsync("event: import\ndata: {\"id\":\"00000000-0000-0000-0000-000000000000\",\"done\":5,\"total\":10,\"state\":\"CHECKING\"}");
        await operators.UntilAsync($"event: key\ndata: {{\"id\":\"{brenta.Text("id")}\",\"version\":1}}");
        await own.UntilAsync(brenta.Text("id"));
        await other.UntilAsync(lagune.Text("id"));
        await foreign.UntilAsync(norwegian.Text("id"));
        Assert.DoesNotContain(lagune.Text("id"), own.Heard, StringComparison.Ordinal);
        Assert.DoesNotContain("import", own.Heard, StringComparison.Ordinal);
        Assert.DoesNotContain(brenta.Text("id"), other.Heard, StringComparison.Ordinal);
        Assert.DoesNotContain(brenta.Text("id"), foreign.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stream_ends_with_the_token()
    {
        var now = fixture.Core.Clock.Now;
        using var client = fixture.Core.As(Person.Marco);
        try
        {
            using var answer = await client.GetAsync("/v1/changes", HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            fixture.Core.Clock.Now = DateTimeOffset.MaxValue;
            Assert.DoesNotContain("event:", await answer.Content.ReadAsStringAsync().WaitAsync(Patience), StringComparison.Ordinal);
        }
        finally
        {
            fixture.Core.Clock.Now = now;
        }
    }

    [Fact]
    public void A_reader_too_slow_is_told_once_to_read_everything_again()
    {
        var queue = new ChangeQueue(Reader(null));
        for (var i = 0; i < 1_000; i++) queue.Offer(new Change(1, "key", Guid.CreateVersion7(), i, []));
        Assert.True(queue.TakeOverflow());
        Assert.False(queue.TakeOverflow());
        Assert.False(queue.Waiting.TryRead(out _));
        queue.Offer(new Change(1, "key", Guid.Empty, 1, []));
        Assert.True(queue.Waiting.TryRead(out _));
    }

    [Fact]
    public void A_queue_takes_nothing_of_other_tenants_partners_or_kinds()
    {
        var partner = Guid.CreateVersion7();
        var queue = new ChangeQueue(Reader(partner));
        foreach (var change in new[] { new Change(2, "key", Guid.Empty, 1, [partner]), new Change(1, "key", Guid.Empty, 1, [Guid.CreateVersion7()]), new Change(1, "import", Guid.Empty, 1, [partner]), new Change(1, "rules", Guid.Empty, 1, [partner]) })
            queue.Offer(change);
        Assert.False(queue.Waiting.TryRead(out _));
    }

    [Fact]
    public void Seats_of_a_course_are_news_to_everybody_of_the_programme_and_to_nobody_else()
    {
        foreach (var (partner, tenant, heard) in new[] { ((Guid?)Guid.CreateVersion7(), 1, true), (null, 1, true), (Guid.CreateVersion7(), 2, false) })
        {
            var queue = new ChangeQueue(Reader(partner));
            queue.Offer(new Change(tenant, Change.Course, Guid.CreateVersion7(), 0, []));
            Assert.Equal(heard, queue.Waiting.TryRead(out _));
        }
    }

    [Fact]
    public async Task A_person_holds_a_bounded_number_of_streams()
    {
        var open = new List<Listener>();
        try
        {
            for (var i = 0; i < 20; i++) open.Add(await Listener.OpenAsync(fixture.Core, Person.Paolo));
            using var client = fixture.Core.As(Person.Paolo);
            using var refused = await client.GetAsync("/v1/changes", HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        }
        finally
        {
            foreach (var listener in open) await listener.DisposeAsync();
        }
    }

    private static Caller Reader(Guid? partner) => new(
        default, new(1, "allnet", "Allnet", "EUR", "Europe/Rome", []), new Membership(1, Guid.Empty, false, "", "", partner is null ? Role.Operator : Role.Owner, partner, null, "", "{}"), "en");

    private sealed class Listener(HttpClient client, HttpResponseMessage answer, Stream stream) : IAsyncDisposable
    {
        private readonly StringBuilder _heard = new();

        public string Heard => _heard.ToString();

        public static async Task<Listener> OpenAsync(CoreHost core, Person person)
        {
            var client = core.As(person);
            var answer = await client.GetAsync("/v1/changes", HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            var listener = new Listener(client, answer, await answer.Content.ReadAsStreamAsync());
            await listener.UntilAsync(": open");
            return listener;
        }

        public async Task UntilAsync(string text)
        {
            using var patience = new CancellationTokenSource(Patience);
            var buffer = new byte[4096];
            while (!Heard.Contains(text, StringComparison.Ordinal))
            {
                var read = await stream.ReadAsync(buffer, patience.Token);
                Assert.True(read > 0, "The stream ended before: " + text + "\nHeard: " + Heard);
                _heard.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }

        public async ValueTask DisposeAsync()
        {
            await stream.DisposeAsync();
            answer.Dispose();
            client.Dispose();
        }
    }
}
