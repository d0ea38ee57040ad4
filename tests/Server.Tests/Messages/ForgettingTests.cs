using Microsoft.Extensions.DependencyInjection;
using Server.Tests.Payments;
using Tessera.Server.Modules.Messages;
using Tessera.Server.Modules.Payments;

namespace Server.Tests.Messages;

/// <summary>Words are forgotten, facts are not: what was sent and what was told loses its text after a while, and is still not sent or worked on twice.</summary>
public sealed class ForgettingTests(PayWorld world) : IClassFixture<PayWorld>
{
    [Fact]
    public async Task Old_texts_are_forgotten_and_nothing_is_repeated_for_it()
    {
        var (quote, session) = await world.OpenedAsync();
        var told = world.Stripe.Pay(session);
        await world.HearAsync(told);
        await world.ScalarAsync("UPDATE outbox SET state = 'SENT', attempts = 1, done_at = $1", world.Clock.Now);
        var (later, stuck) = await world.OpenedAsync();
        await world.HearAsync(world.Stripe.Pay(stuck));
        await world.ScalarAsync("UPDATE outbox SET state = 'FAILED', done_at = $1 WHERE state = 'NEW'", world.Clock.Now);
        await world.ScalarAsync("UPDATE inbox SET state = 'DEAD', done_at = NULL, note = 'x' WHERE body LIKE '%' || $1 || '%'", stuck);

        await ForgetAsync();
        Assert.Equal((0L, 0L), (await world.CountAsync("outbox WHERE NOT jsonb_exists(body, 'html')"), await world.CountAsync("inbox WHERE body = ''")));
        world.Clock.Now += TimeSpan.FromDays(31);
        await ForgetAsync();
        await ForgetAsync();
        Assert.Equal("anna@rossi.example", await world.TextAsync("SELECT body ->> 'to' FROM outbox WHERE state = 'SENT' AND body ->> 'subject' <> '' AND NOT jsonb_exists_any(body, ARRAY['html', 'text', 'leaveUrl', 'replyTo'])"));
        Assert.Equal((1L, 1L), (await world.CountAsync("outbox WHERE state = 'FAILED' AND jsonb_exists(body, 'html')"), await world.CountAsync("outbox WHERE state = 'SENT'")));
        Assert.Equal(("", "DONE"), (await world.TextAsync("SELECT body FROM inbox WHERE event_id = $1", told["id"]!.GetValue<string>()), await world.TextAsync("SELECT state FROM inbox WHERE event_id = $1", told["id"]!.GetValue<string>())));
        Assert.True(await world.CountAsync("inbox WHERE state = 'DEAD' AND body <> ''") > 0);

        await world.HearAsync(told);
        Assert.Equal((2, "FULFILLED"), ((await world.KeyAsync(quote.Keys[0])).Version, await world.OrderStateAsync(later)));
        Assert.Equal(2, await world.CountAsync("outbox"));
        await world.HoldsAsync();
    }

    private async Task ForgetAsync()
    {
        await ActivatorUtilities.CreateInstance<ForgetMails>(world.Services).Execute(null!, default);
        await ActivatorUtilities.CreateInstance<ForgetEvents>(world.Services).Execute(null!, default);
    }
}
