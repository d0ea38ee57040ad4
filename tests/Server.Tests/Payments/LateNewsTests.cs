using System.Net;
using Npgsql;
using Tessera.TestKit;

namespace Server.Tests.Payments;

/// <summary>
/// PROOFS.md F7: the message of a payment comes three days late, to a key that has moved on meanwhile. Either the key is renewed as of the
/// day of payment, or the money is an open credit for an operator (OM-8); for a transferred key and a cancelled order see <see cref="PaymentTests"/>.
/// A programme that is suspended is no case: there is no such state.
/// </summary>
public sealed class LateNewsTests(PayWorld world) : IClassFixture<PayWorld>
{
    private static readonly TimeSpan Late = TimeSpan.FromDays(3);

    [Theory]
    [InlineData("close", "CREDITED · KEY_CLOSED")]
    [InlineData("reissue", "APPLIED · –")]
    [InlineData("renew", "CREDITED · RENEWED_MEANWHILE")]
    [InlineData("upgrade", "CREDITED · KEY_CHANGED_MEANWHILE")]
    public async Task What_a_late_payment_finds_decides_what_becomes_of_it(string meanwhile, string line)
    {
        var (quote, session) = await world.OpenedAsync();
        var told = world.Stripe.Pay(session);
        await ChangeAsync(world, quote.Keys[0], meanwhile);
        var was = await world.KeyAsync(quote.Keys[0]);
        world.Clock.Now += Late;
        try
        {
            await world.HearAsync(told, told);
            Assert.Equal(line, await world.LinesAsync(quote));
            var applied = line.StartsWith("APPLIED", StringComparison.Ordinal);
            Assert.Equal(was.Version + (applied ? 1 : 0), (await world.KeyAsync(quote.Keys[0])).Version);
            Assert.Equal(applied ? ("FULFILLED", "") : ("ATTENTION", $"LINE_REFUSED · {quote.Document.GrossMinor} · OPEN"), (await world.OrderStateAsync(quote), await world.CreditsAsync(quote)));
            await world.HoldsAsync();
        }
        finally
        {
            world.Clock.Now -= Late;
        }
    }

    /// <summary>The control: were the money of a late message kept nowhere, the equation would tell.</summary>
    [Fact]
    public async Task Control_without_the_open_credit_the_money_equation_does_not_hold()
    {
        await using var spoilt = new PayWorld();
        await spoilt.InitializeAsync();
        await using var superuser = NpgsqlDataSource.Create(spoilt.Core.Database.Superuser);
        await superuser.CreateCommand("CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$; CREATE TRIGGER swallow BEFORE INSERT ON open_credit FOR EACH ROW EXECUTE FUNCTION swallow()").ExecuteNonQueryAsync();
        var (quote, session) = await spoilt.OpenedAsync();
        await ChangeAsync(spoilt, quote.Keys[0], "close");
        await spoilt.HearAsync(spoilt.Stripe.Pay(session));
        Assert.Equal("CREDITED · KEY_CLOSED", await spoilt.LinesAsync(quote));
        Assert.Contains("I1: of every order, money received = applied + open credits + refunds", await spoilt.BrokenAsync(), StringComparison.Ordinal);
    }

    private static async Task ChangeAsync(PayWorld world, Guid key, string verb)
    {
        object body = verb switch
        {
            "renew" => new { years = 1 },
            "upgrade" => new { edition = "ENTERPRISE", size = 16 },
            _ => new { reason = "The customer asked for it" },
        };
        using var client = world.Core.As(Person.Giulia);
        var (status, answer) = await client.PostAsync($"/v1/keys/{key}/{verb}", body);
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
    }
}
