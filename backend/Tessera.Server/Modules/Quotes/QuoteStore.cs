using Npgsql;
using Tessera.Domain.Orders;
using Tessera.Platform.Events;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Quotes;

/// <summary>Reads quotes and keeps what became of them: row at its expected version, new version, events, and what else belongs to the write, in one batch.</summary>
internal sealed class QuoteStore(TenantDb db, ChangeFeed feed)
{
    /// <param name="tenant">Of the caller.</param>
    /// <param name="quote">Its id.</param>
    /// <param name="partner">Only if it is this partner's; null: anybody's.</param>
    /// <param name="ct">Cancels.</param>
    public Task<LoadedQuote?> FindAsync(int tenant, Guid quote, Guid? partner, CancellationToken ct) => db.ReadAsync(tenant, LoadedQuote.ById(tenant, quote, partner), LoadedQuote.ReadAsync, ct);

    /// <summary>Null <paramref name="before"/>: a new quote.</summary>
    /// <returns>False where another writer was first and nothing was kept: read and decide again.</returns>
    public async Task<bool> KeepAsync(int tenant, LoadedQuote? before, LoadedQuote after, IEnumerable<NpgsqlBatchCommand> beside, CancellationToken ct)
    {
        try
        {
            await db.WriteAsync(tenant, [.. Statements(tenant, before, after), .. beside], ct);
        }
        catch (PostgresException conflict) when (QuoteSql.Raced(conflict))
        {
            return false;
        }

        Tell(tenant, after.Row);
        return true;
    }

    /// <summary>Call after commit.</summary>
    public void Tell(int tenant, QuoteRow row) => feed.Publish(new Change(tenant, "quote", row.Id, row.RowVersion, row.PartnerId is { } partner ? [partner] : []));

    public static IEnumerable<NpgsqlBatchCommand> Statements(int tenant, LoadedQuote? before, LoadedQuote after)
    {
        if (before is null)
        {
            foreach (var statement in QuoteSql.Added(tenant, after)) yield return statement;
            yield break;
        }

        var revised = after.Row.Version != before.Row.Version;
        var happened = after.Events.Skip(before.Events.Count).ToArray();
        yield return QuoteSql.Moved(tenant, before.Row.RowVersion, after.Row, revised || after.Row.Email != before.Row.Email ? QuoteSql.Words(tenant, after) : null);
        if (revised)
        {
            yield return QuoteSql.Version(tenant, after.Row.Id, after.Document, happened[^1].At, happened[^1].Actor);
            yield return QuoteSql.NoKeys(tenant, after.Row.Id);
            yield return QuoteSql.Keys(tenant, after.Row.Id, after.Document);
        }

        foreach (var one in happened) yield return QuoteSql.Event(tenant, after.Row.Id, one);
    }
}

/// <summary>How a quote begins and goes on, in memory: what is kept follows from it.</summary>
internal static class QuoteMaking
{
    /// <summary>A draft of a basket's document.</summary>
    public static LoadedQuote New(PricedBasket basket, QuoteDocument document, Guid id, string number, string? email, string language, DateTimeOffset now, string actor)
    {
        var row = new QuoteRow(
            id, number, 0, 1, QuoteState.Draft, document.Payer, basket.Partner?.Id, null, "", document.Currency, 0, 0, 0, document.ValidUntil, email, language, null, null, null, null, now, actor, null, null, null, null);
        var keys = basket.Keys.DistinctBy(k => k.Facts.Id).ToDictionary(k => k.Facts.Id.Value);
        return new LoadedQuote(row.With(document, basket.Customer?.Id), document, [QuoteHappened.Of(now, actor, "quote.created.v1", ("version", "1"))], [], [], null, keys, basket.Partner);
    }

    /// <summary>The next state of the row, by what happened. Several things may happen in one write.</summary>
    public static LoadedQuote Then(this LoadedQuote quote, LoadedQuote before, QuoteRow row, QuoteHappened happened) =>
        quote with { Row = row with { RowVersion = before.Row.RowVersion + 1 }, Events = [.. quote.Events, happened] };
}
