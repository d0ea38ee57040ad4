using Npgsql;
using Tessera.TestKit;

namespace Server.Tests.Payments;

/// <summary>What the database itself refuses, whoever asks: postings that do not balance, history that changes, numbers with gaps.</summary>
public sealed class LedgerTests(PayWorld world) : IClassFixture<PayWorld>
{
    [Fact]
    public async Task A_posting_that_does_not_balance_is_refused_when_it_commits()
    {
        var order = await PaidAsync();
        await using var app = NpgsqlDataSource.Create(world.Core.Database.App);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => PostAsync(app, order, 100, -99));
        Assert.Contains("does not sum to zero", refused.MessageText, StringComparison.Ordinal);
        await PostAsync(app, order, 100, -100);
        await using var superuser = NpgsqlDataSource.Create(world.Core.Database.Superuser);
        await superuser.CreateCommand("DELETE FROM ledger_posting WHERE transaction_id IN (SELECT transaction_id FROM ledger_transaction WHERE reference LIKE 'planted:%'); DELETE FROM ledger_transaction WHERE reference LIKE 'planted:%'").ExecuteNonQueryAsync();
    }

    /// <summary>The control: without the trigger the same posting is kept, and the check that an operator runs tells.</summary>
    [Fact]
    public async Task Control_without_the_trigger_the_ledger_check_tells()
    {
        var order = await PaidAsync();
        await using var superuser = NpgsqlDataSource.Create(world.Core.Database.Superuser);
        await using var app = NpgsqlDataSource.Create(world.Core.Database.App);
        await superuser.CreateCommand("ALTER TABLE ledger_posting DISABLE TRIGGER ledger_balances").ExecuteNonQueryAsync();
        await PostAsync(app, order, 100, -99);
        using var client = world.Core.As(Person.Giulia);
        var (_, check) = await client.ReadAsync("/v1/ledger/check");
        Assert.False(check.GetProperty("balanced").GetBoolean());
        Assert.NotEqual("", await world.BrokenAsync());
        await superuser.CreateCommand("DELETE FROM ledger_posting WHERE transaction_id IN (SELECT transaction_id FROM ledger_transaction WHERE reference LIKE 'planted:%'); DELETE FROM ledger_transaction WHERE reference LIKE 'planted:%'; ALTER TABLE ledger_posting ENABLE TRIGGER ledger_balances").ExecuteNonQueryAsync();
        await world.HoldsAsync();
    }

    [Theory]
    [InlineData("UPDATE ledger_posting SET amount_minor = amount_minor * 2")]
    [InlineData("DELETE FROM ledger_posting")]
    [InlineData("UPDATE ledger_transaction SET reference = 'x'")]
    [InlineData("DELETE FROM ledger_transaction")]
    [InlineData("UPDATE document SET gross_minor = 1")]
    [InlineData("DELETE FROM document")]
    [InlineData("UPDATE quote_version SET body = '{}'")]
    [InlineData("DELETE FROM quote_event")]
    [InlineData("DELETE FROM inbox")]
    [InlineData("DELETE FROM payment")]
    [InlineData("TRUNCATE ledger_posting")]
    public async Task History_cannot_be_changed_by_the_application(string sql)
    {
        await PaidAsync();
        await using var app = NpgsqlDataSource.Create(world.Core.Database.App);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => app.CreateCommand(sql).ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Numbers_have_no_gaps_though_many_are_paid_at_once_and_some_transactions_are_undone()
    {
        var sessions = new List<string>();
        for (var i = 0; i < 12; i++) sessions.Add((await world.OpenedAsync()).Session);
        await using var superuser = NpgsqlDataSource.Create(world.Core.Database.Superuser);
        await superuser.CreateCommand("""
            CREATE SEQUENCE unlucky; GRANT USAGE ON unlucky TO tessera_app;
            CREATE FUNCTION unlucky() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval('unlucky') % 3 = 0 THEN RAISE EXCEPTION 'unlucky' USING ERRCODE = 'serialization_failure'; END IF; RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER unlucky AFTER INSERT ON document DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION unlucky()
            """).ExecuteNonQueryAsync();
        await Task.WhenAll(sessions.Select(s => world.DeliverAsync(world.Stripe.Pay(s))));
        await Task.Delay(500);
        await superuser.CreateCommand("CREATE OR REPLACE FUNCTION unlucky() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$").ExecuteNonQueryAsync();
        await superuser.CreateCommand("UPDATE inbox SET claimed_until = NULL, due_at = received_at WHERE state IN ('NEW', 'WAITING')").ExecuteNonQueryAsync();
        await world.Reconciler.FinishAsync(await world.TenantAsync(), default);
        await world.SettleAsync();
        await world.Reconciler.FinishAsync(await world.TenantAsync(), default);
        Assert.Equal("True · True", await world.RowsAsync("SELECT max(number) = count(*), count(*) >= 12 FROM document WHERE kind = 'INVOICE'"));
        Assert.Equal("True · True", await world.RowsAsync("SELECT max(number) = count(*), count(*) >= 12 FROM document WHERE kind = 'RECEIPT'"));
        await world.HoldsAsync();
    }

    private async Task<Guid> PaidAsync()
    {
        var (quote, session) = await world.OpenedAsync();
        await world.HearAsync(world.Stripe.Pay(session));
        return Guid.Parse(await world.TextAsync("SELECT order_id FROM sales_order WHERE quote_id = $1", quote.Id));
    }

    private static async Task PostAsync(NpgsqlDataSource app, Guid order, params long[] amounts)
    {
        await using var connection = await app.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var id = Guid.NewGuid();
        await ExecuteAsync("SELECT set_config('app.tenant', '1', true)");
        await ExecuteAsync($"INSERT INTO ledger_transaction VALUES (1, '{id}', 'planted:{id}', now(), current_date)");
        for (var n = 0; n < amounts.Length; n++) await ExecuteAsync($"INSERT INTO ledger_posting VALUES (1, '{id}', {n + 1}, 'CREDIT', '{order}', 'EUR', {amounts[n]})");
        await transaction.CommitAsync();

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync();
        }
    }
}
