using Tessera.TestKit;

namespace Server.Tests.Imports;

/// <summary>PP-2: certificates from elsewhere come in as a file, once, and reach levels at once (PP-4).</summary>
public sealed class ImportsCertificateTests(ImportCore core) : IClassFixture<ImportCore>
{
    private const string Head = "email,path,from,until\n";

    public static TheoryData<string, string[]> Rows => new()
    {
        { "nobody@brenta.example,basic,2026-03-01,\n", ["2 email PERSON_UNKNOWN"] },
        { "giulia,basic,2026-03-01,\n", ["2 email PERSON_UNKNOWN"] },
        { "ola,basic,2026-03-01,\n", ["2 email PERSON_UNKNOWN"] },
        { ",basic,2026-03-01,\n", ["2 email REQUIRED"] },
        { "sara,wizardry,2026-03-01,\n", ["2 path PATH_UNKNOWN"] },
        { "sara,,2026-03-01,\n", ["2 path REQUIRED"] },
        { "sara,basic,,\n", ["2 from REQUIRED"] },
        { "sara,basic,01.03.2026,\n", ["2 from NOT_A_DATE"] },
        { "sara,basic,2026-11-22,\n", ["2 from CERTIFICATE_IN_THE_FUTURE"] },
        { "sara,basic,1989-12-31,\n", ["2 from DATE_OUT_OF_RANGE"] },
        { "sara,basic,2026-03-01,2026-02-28\n", ["2 until CERTIFICATE_ENDS_FIRST"] },
        { "sara,basic,2026-03-01,2300-01-01\n", ["2 until DATE_OUT_OF_RANGE"] },
        { "sara,basic,2026-03-01,\nSara,basic,2026-03-01,2027-01-01\n", ["3 email DUPLICATE_ROW"] },
        { "nobody,wizardry,2026-12-24,x\n", ["2 path PATH_UNKNOWN", "2 from CERTIFICATE_IN_THE_FUTURE", "2 until NOT_A_DATE"] },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_bad_row_is_named_with_line_column_and_reason_and_nothing_is_kept(string rows, string[] expected)
    {
        using var client = core.Core.As(Person.Giulia);
        var run = await ImportCore.CheckAsync(client, "CERTIFICATES", Head + rows);
        Assert.Equal("CHECKED", run.Text("state"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), (await ImportCore.ProblemsAsync(client, run.Text("id"))).Order(StringComparer.Ordinal));
        Assert.Equal(0, await core.CountAsync($"SELECT count(*) FROM certificate WHERE membership_id = '{Person.Sara.Id}'"));
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing_and_a_level_that_is_reached_holds_at_once()
    {
        using var client = core.Core.As(Person.Giulia);
        await client.PostAsync($"/v1/partners/{SmallWorld.Brenta}/points/correct", new { points = 25_000, reason = "For the test" });
        const string file = Head + "Davide,advanced,2026-03-01,\npaolo,basic,2025-01-01,2025-12-31\n";
        var dry = await ImportCore.CheckAsync(client, "CERTIFICATES", file);
        Assert.Equal((2, 0), (dry.GetProperty("created").GetInt32(), await core.CountAsync($"SELECT count(*) FROM certificate WHERE membership_id IN ('{Person.Davide.Id}', '{Person.Paolo.Id}')")));
        var done = await ImportCore.CommitAsync(client, dry.Text("id"));
        Assert.Equal(("DONE", 2), (done.Text("state"), done.GetProperty("committed").GetInt32()));
        Assert.Equal(["GOLD"], await core.RowsAsync($"SELECT to_level FROM level_change WHERE partner_id = '{SmallWorld.Brenta}' AND reference LIKE 'certificate:%'", r => r.GetString(0)));
        Assert.Equal(2, await core.CountAsync($"SELECT count(*) FROM audit_entry WHERE action = 'CommitImport' AND object_id IN ('{Person.Davide.Id}', '{Person.Paolo.Id}')"));

        var again = await ImportCore.ImportAsync(client, "CERTIFICATES", file);
        Assert.Equal((0, 2), (again.GetProperty("created").GetInt32(), again.GetProperty("unchanged").GetInt32()));
        Assert.Equal(2, await core.CountAsync($"SELECT count(*) FROM certificate WHERE membership_id IN ('{Person.Davide.Id}', '{Person.Paolo.Id}')"));
        Assert.Equal(1, await core.CountAsync($"SELECT count(*) FROM level_change WHERE partner_id = '{SmallWorld.Brenta}'"));
    }
}
