namespace Server.Tests.Payments;

/// <summary>PROOFS.md F9: whatever the provider's API does, an order has one session, a payer is told to wait and not that it failed, and what was begun is finished when it answers.</summary>
public sealed class ProviderFaultTests(PayWorld world) : IClassFixture<PayWorld>
{
    public static TheoryData<string, bool> Faults => new()
    {
        { "StallAfterSuccess", true }, { "Stall", true }, { "ServerError,ServerError", true }, { "TooMany", true }, { "IdempotencyInProgress", true }, { "ResetAfterSuccess", true }, { "Reset", true },
        { "Stall,Stall,Stall,Stall,Stall,Stall", false }, { "StallAfterSuccess,Stall,Stall,Stall,Stall,Stall,Stall", false }, { "ServerError,ServerError,ServerError,ServerError,ServerError,ServerError", false },
        { "ResetAfterSuccess,Reset,Reset,Reset,Reset,Reset", false },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task One_session_whatever_happens_to_its_answer(string faults, bool answered)
    {
        var quote = await world.QuoteAsync([await world.IssueAsync()]);
        world.Stripe.Fail([.. faults.Split(',').Select(Enum.Parse<Fault>)]);
        var answer = await world.CheckoutAsync(quote);
        world.Stripe.Heal();
        Assert.Equal((answered, !answered), (answer.Url is not null, answer.Unavailable));
        if (!answered)
        {
            Assert.Equal("CREATING", await world.TextAsync("SELECT p.state FROM payment p JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1", quote.Id));
            world.Clock.Now += TimeSpan.FromMinutes(2);
            await world.Reconciler.AskAsync(await world.TenantAsync(), default);
        }

        var session = await world.OpenAsync(quote);
        Assert.Single(world.Stripe.Sessions, s => s["metadata"]!["quote"]!.GetValue<string>() == quote.Number);
        Assert.Equal(1, await world.CountAsync("payment p JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1", quote.Id));
        await world.HearAsync(world.Stripe.Pay(session));
        Assert.Equal("FULFILLED", await world.OrderStateAsync(quote));
        await world.HoldsAsync();
    }

    /// <summary>The control: what makes it one session is the Idempotency-Key. Two payments of two orders have two.</summary>
    [Fact]
    public async Task Control_without_the_same_key_there_are_two_sessions()
    {
        var before = world.Stripe.Sessions.Count;
        await world.OpenedAsync();
        await world.OpenedAsync();
        Assert.Equal(before + 2, world.Stripe.Sessions.Count);
    }

    [Fact]
    public async Task A_request_the_provider_refuses_frees_the_order_for_another_try()
    {
        var quote = await world.QuoteAsync([await world.IssueAsync()]);
        world.Stripe.Refuse = true;
        Assert.True((await world.CheckoutAsync(quote)).Unavailable);
        world.Stripe.Refuse = false;
        Assert.Equal("FAILED · amount_too_small", await world.RowsAsync("SELECT p.state, p.failure FROM payment p JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1", quote.Id));
        await world.HearAsync(world.Stripe.Pay(await world.OpenAsync(quote)));
        Assert.Equal("FULFILLED", await world.OrderStateAsync(quote));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task While_the_provider_is_down_money_that_came_before_is_still_worked_on()
    {
        var (quote, session) = await world.OpenedAsync();
        var told = world.Stripe.Pay(session);
        world.Stripe.IsDown = true;
        try
        {
            await world.HearAsync(told);
            Assert.Equal("FULFILLED", await world.OrderStateAsync(quote));
            Assert.True((await world.CheckoutAsync(await world.QuoteAsync([await world.IssueAsync()]))).Unavailable);
        }
        finally
        {
            world.Stripe.IsDown = false;
        }

        await world.HoldsAsync();
    }
}
