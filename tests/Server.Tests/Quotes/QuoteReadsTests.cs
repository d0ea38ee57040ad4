using Tessera.TestKit;

namespace Server.Tests.Quotes;

/// <summary>What a list of quotes costs where there are many.</summary>
public sealed class QuoteReadsTests(QuoteFixture fixture) : IClassFixture<QuoteFixture>
{
    /// <summary>PROOFS.md §1: the page by its index, then its relations; a reader of one partner never walks the tenant's.</summary>
    [Fact]
    public async Task A_page_reads_a_page()
    {
        await fixture.QuoteAsync();
        await ManyAsync(6_000);
        using var davide = fixture.Core.As(Person.Davide);
        using var giulia = fixture.Core.As(Person.Giulia);
        foreach (var (client, query) in new[] { (davide, ""), (giulia, ""), (giulia, "&state=SENT,VIEWED"), (davide, "&validTo=2027-01-01"), (davide, "&customerId=" + SmallWorld.Rossi) })
        {
            await client.ReadAsync("/v1/quotes?first=50&count=false" + query);
            var reads = await TableReads.DuringAsync(fixture.Core, async () => Assert.Equal(50, (await client.ReadAsync("/v1/quotes?first=50&count=false" + query)).Body.GetProperty("items").GetArrayLength()));
            Assert.True(reads["quote"] is { Scans: 0, RowsFetched: < 200 }, query + reads["quote"]);
            Assert.True(reads["quote_version"].RowsFetched == 0 && reads["quote_key"].RowsFetched < 200, query + reads["quote_key"]);
        }
    }

    /// <summary>Copies of one quote's row, as many as it takes for a plan to matter.</summary>
    private async Task ManyAsync(int count)
    {
        await fixture.CountAsync($"""
            WITH one AS (SELECT * FROM quote WHERE tenant_id = 1 AND partner_id = '{SmallWorld.Brenta}' LIMIT 1), made AS (
              INSERT INTO quote SELECT (jsonb_populate_record(NULL::quote, to_jsonb(one) || jsonb_build_object('quote_id', gen_random_uuid(), 'number', 'X-' || n, 'state', CASE WHEN n % 3 = 0 THEN 'DRAFT' ELSE 'SENT' END))).*
              FROM one, generate_series(1, {count}) n RETURNING 1)
            SELECT count(*) FROM made
            """);
        await fixture.CountAsync("ANALYZE quote; SELECT 1");
    }
}
