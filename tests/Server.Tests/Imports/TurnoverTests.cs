using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tessera.Platform.Events;
using Tessera.Server.Modules.Imports.Runs;
using Tessera.TestKit;

namespace Server.Tests.Imports;

/// <summary>PP-3: turnover from before the ledger of points comes in as a file, once, and reaches levels at once (PP-4).</summary>
public sealed class ImportsTurnoverTests(ImportCore core) : IClassFixture<ImportCore>
{
    private const string Head = "reference,partner,day,net,currency,note\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string[]> Rows => new()
    {
        { ",Studio Colli,2026-03-01,100,,\n", ["2 reference REQUIRED"] },
        { "b1,,2026-03-01,100,,\n", ["2 partner REQUIRED"] },
        { "b2,Studio Colli,,100,,\n", ["2 day REQUIRED"] },
        { "b3,Studio Colli,2026-03-01,,,\n", ["2 net REQUIRED"] },
        { "b4,IT99999999999,2026-03-01,100,,\n", ["2 partner PARTNER_UNKNOWN"] },
        { "b5,Nobody Srl,2026-03-01,100,,\n", ["2 partner PARTNER_UNKNOWN"] },
        { "b6,0b000000-0000-7000-8000-000000000004,2026-03-01,100,,\n", ["2 partner PARTNER_UNKNOWN"] },
        { "b7,NO923609016MVA,2026-03-01,100,,\n", ["2 partner PARTNER_UNKNOWN"] },
        { "b8,Studio Colli,2026-11-22,100,,\n", ["2 day DATE_OUT_OF_RANGE"] },
        { "b9,Studio Colli,1989-12-31,100,,\n", ["2 day DATE_OUT_OF_RANGE"] },
        { "b10,Studio Colli,01.03.2026,100,,\n", ["2 day NOT_A_DATE"] },
        { "b11,Studio Colli,2026-03-01,\"1.234,50\",,\n", ["2 net NOT_AN_AMOUNT"] },
        { "b12,Studio Colli,2026-03-01,\"1,234\",,\n", ["2 net NOT_AN_AMOUNT"] },
        { "b13,Studio Colli,2026-03-01,1.234,,\n", ["2 net NOT_AN_AMOUNT"] },
        { "b14,Studio Colli,2026-03-01,€ 5,,\n", ["2 net NOT_AN_AMOUNT"] },
        { "b15,Studio Colli,2026-03-01,1e5,,\n", ["2 net NOT_AN_AMOUNT"] },
        { "b16,Studio Colli,2026-03-01,0.99,,\nb17,Studio Colli,2026-03-01,-100,,\nb18,Studio Colli,2026-03-01,1000000000.01,,\nb19,Studio Colli,2026-03-01,99999999999999999999999999999999999999,,\n",
            ["2 net AMOUNT_OUT_OF_RANGE", "3 net AMOUNT_OUT_OF_RANGE", "4 net AMOUNT_OUT_OF_RANGE", "5 net NOT_AN_AMOUNT"] },
        { "b20,Studio Colli,2026-03-01,100,NOK,\n", ["2 currency OTHER_CURRENCY"] },
        { "b21,Studio Colli,2026-03-01,100,eur," + new string('x', 201) + "\n", ["2 note TOO_LONG"] },
        { "b22,Nobody,2026-13-01,x,USD,\n", ["2 day NOT_A_DATE", "2 net NOT_AN_AMOUNT", "2 currency OTHER_CURRENCY"] },
        { "b23,Studio Colli,2026-03-01,100,,\nb24,Studio Colli,2026-03-02,100,,\nb23,Studio Colli,2026-03-03,100,,\n", ["4 reference DUPLICATE_ROW"] },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_bad_row_is_named_and_the_others_are_good(string rows, string[] expected)
    {
        using var client = core.Core.As(Person.Giulia);
        var run = await ImportCore.CheckAsync(client, "TURNOVER", Head + rows);
        Assert.Equal("CHECKED", run.Text("state"));
        Assert.Equal(expected, await ImportCore.ProblemsAsync(client, run.Text("id")));
        Assert.Equal(expected.Select(e => e.Split(' ')[0]).Distinct().Count(), run.GetProperty("bad").GetInt32());
        Assert.Equal(run.GetProperty("rows").GetInt32(), run.GetProperty("bad").GetInt32() + run.GetProperty("good").GetInt32());
        Assert.Equal(0, await core.CountAsync("SELECT count(*) FROM point_line WHERE reference ~ '^turnover:b[0-9]+$'"));
    }

    [Fact]
    public async Task A_row_becomes_a_line_on_its_day_that_says_what_it_is_and_the_level_it_reaches_is_taken_on_at_once()
    {
        await ExecuteAsync($"""
            INSERT INTO certificate (tenant_id, certificate_id, membership_id, path, from_day, at, actor)
            SELECT 1, gen_random_uuid(), membership_id, 'intermediate', '2026-01-01', now(), 'test' FROM membership WHERE partner_id = '{SmallWorld.Lagune}' LIMIT 1
            """);
        using var client = core.Core.As(Person.Giulia);
        var csv = Head + "lag-1,FR 83 404 833 048,2026-03-31,3000.99,EUR,March 2026\nlag-2,lagune voix sarl,2026-04-30,1999.50,,\n"
            + $"lag-3,{SmallWorld.Lagune},2024-04-30,90000,,Long ago\nlag-4,Nobody,2026-04-30,5,,\n";
        var run = await ImportCore.ImportAsync(client, "TURNOVER", csv);
        Assert.Equal(("DONE", 3, 1), (run.Text("state"), run.GetProperty("created").GetInt32(), run.GetProperty("bad").GetInt32()));

        using var camille = core.Core.As(Person.Camille);
        var (_, level) = await camille.ReadAsync($"/v1/partners/{SmallWorld.Lagune}/level");
        Assert.Equal(("Bronze", 4_999), (level.Text("level"), level.GetProperty("standing").GetProperty("points").GetInt64()));
        Assert.Equal("DONE", (await ImportCore.ImportAsync(client, "TURNOVER", Head + "lag-5,Lagune Voix SARL,2026-11-21,1,,Today\n")).Text("state"));
        (_, level) = await camille.ReadAsync($"/v1/partners/{SmallWorld.Lagune}/level");
        var reached = level.GetProperty("history")[0];
        Assert.Equal(("Silver", "SILVER", "PROMOTION", "2026-11-21", 5_000), (level.Text("level"), reached.Text("level"), reached.Text("cause"), reached.Text("on"), reached.GetProperty("points").GetInt64()));
        Assert.Equal(1, await core.CountAsync($"SELECT count(*) FROM level_change WHERE partner_id = '{SmallWorld.Lagune}' AND reference = 'turnover:lag-5'"));
        Assert.Equal(1, await core.CountAsync($"SELECT count(*) FROM audit_entry WHERE action = 'PromotePartner' AND object_id = '{SmallWorld.Lagune}'"));

        var (_, page) = await camille.ReadAsync($"/v1/partners/{SmallWorld.Lagune}/points?first=10");
        var lines = page.GetProperty("items").EnumerateArray().ToDictionary(l => l.Text("countsOn"));
        Assert.Equal("March 2026: net turnover €3,000.99", lines["2026-03-31"].Text("text"));
        Assert.Equal("lag-2: net turnover €1,999.50", lines["2026-04-30"].Text("text"));
        Assert.Equal((3_000, true, "TURNOVER"), (lines["2026-03-31"].GetProperty("points").GetInt64(), lines["2026-03-31"].GetProperty("counts").GetBoolean(), lines["2026-03-31"].Text("cause")));
        Assert.False(lines["2024-04-30"].GetProperty("counts").GetBoolean());
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing_and_a_reference_that_says_something_else_is_refused()
    {
        using var client = core.Core.As(Person.Giulia);
        const string csv = Head + "twice-1,Studio Colli,2026-05-01,100,,One\ntwice-2,Studio Colli,2026-05-02,200.50,,Two\n";
        await ImportCore.ImportAsync(client, "TURNOVER", csv);
        var again = await ImportCore.ImportAsync(client, "TURNOVER", csv.Replace(",One", ",Other words", StringComparison.Ordinal));
        Assert.Equal((2, 0, 0), (again.GetProperty("unchanged").GetInt32(), again.GetProperty("created").GetInt32(), again.GetProperty("committed").GetInt32()));
        var run = await ImportCore.ImportAsync(
            client, "TURNOVER", Head + "twice-1,Studio Colli,2026-05-01,100.01,,One\ntwice-2,Studio Colli,2026-05-03,200.50,,Two\ntwice-3,Studio Colli,2026-05-01,7,,\n");
        Assert.Equal(["2 reference TURNOVER_DIFFERS", "3 reference TURNOVER_DIFFERS"], await ImportCore.ProblemsAsync(client, run.Text("id")));
        var moved = await ImportCore.CheckAsync(client, "TURNOVER", Head + "twice-1,Brenta Telefonia Srl,2026-05-01,100,,One\n");
        Assert.Equal(["2 reference TURNOVER_DIFFERS"], await ImportCore.ProblemsAsync(client, moved.Text("id")));
        var (_, page) = await client.ReadAsync($"/v1/imports/{moved.Text("id")}/problems?first=10");
        Assert.Contains("100 points", page.GetProperty("items")[0].Text("message"), StringComparison.Ordinal);
        Assert.Equal(["One", "Two", "twice-3"], await core.RowsAsync("SELECT facts ->> 'note' FROM point_line WHERE reference LIKE 'turnover:twice-%' ORDER BY reference", r => r.GetString(0)));
    }

    [Fact]
    public async Task A_name_that_two_partners_share_names_neither()
    {
        await ExecuteAsync("INSERT INTO partner SELECT (jsonb_populate_record(p, jsonb_build_object('partner_id', gen_random_uuid(), 'name', 'Same Name', 'vat_id', 'X' || n))).* FROM partner p, generate_series(1, 2) n WHERE p.name = 'Studio Colli'");
        using var client = core.Core.As(Person.Giulia);
        var run = await ImportCore.CheckAsync(client, "TURNOVER", Head + "same-1,same name,2026-05-01,100,,\n");
        Assert.Equal(["2 partner PARTNER_AMBIGUOUS"], await ImportCore.ProblemsAsync(client, run.Text("id")));
    }

    [Fact]
    public async Task Another_programme_keeps_its_own_references()
    {
        using var giulia = core.Core.As(Person.Giulia);
        using var ingrid = core.Core.As(Person.Ingrid);
        await ImportCore.ImportAsync(giulia, "TURNOVER", Head + "shared-1,Studio Colli,2026-05-01,100,,\n");
        var run = await ImportCore.ImportAsync(ingrid, "TURNOVER", Head + "shared-1,Nordlys IKT AS,2026-06-01,70,NOK,\n");
        Assert.Equal(1, run.GetProperty("created").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await giulia.ReadAsync("/v1/imports/" + run.Text("id"))).Status);
    }

    [Theory]
    [InlineData("Elena")]
    [InlineData("Davide")]
    public async Task A_partner_brings_no_turnover(string name)
    {
        using var client = core.Core.As(name == "Elena" ? Person.Elena : Person.Davide);
        Assert.Equal(HttpStatusCode.Forbidden, (await ImportCore.UploadAsync(client, "TURNOVER", Head + "own-1,Brenta Telefonia Srl,2026-05-01,100000,,\n")).Status);
    }

    [Fact]
    public async Task Many_rows_go_in_quickly_and_the_days_add_up()
    {
        const int rows = 20_000;
        using var client = core.Core.As(Person.Giulia);
        var csv = new StringBuilder(Head);
        for (var i = 0; i < rows; i++) csv.Append(CultureInfo.InvariantCulture, $"many-{i},Brenta Telefonia Srl,{new DateOnly(2020, 1, 1).AddDays(i % 2_000):yyyy-MM-dd},{1 + i % 50}.75,,\n");
        var from = Stopwatch.GetTimestamp();
        var run = await ImportCore.ImportAsync(client, "TURNOVER", csv.ToString());
        TestContext.Current.SendDiagnosticMessage($"{rows} rows of turnover: {Stopwatch.GetElapsedTime(from).TotalSeconds:0.0} s");
        Assert.Equal(("DONE", rows), (run.Text("state"), run.GetProperty("created").GetInt32()));
        Assert.Equal(Enumerable.Range(0, rows).Sum(i => 1 + i % 50), await core.CountAsync($"SELECT sum(points)::bigint FROM point_line WHERE reference LIKE 'turnover:many-%'"));
        Assert.Equal(0, await core.CountAsync("""
            SELECT count(*) FROM point_day d FULL JOIN (SELECT tenant_id, partner_id, counts_on AS day, sum(points) AS points FROM point_line GROUP BY 1, 2, 3) l USING (tenant_id, partner_id, day)
            WHERE d.points IS DISTINCT FROM l.points
            """));
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(core.Core.Database.Superuser);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }
}

/// <summary>Stopped in the middle, the points are those of an import that ran through.</summary>
public sealed class ImportsTurnoverResumeTests(WorkerlessCore core) : IClassFixture<WorkerlessCore>
{
    [Fact]
    public async Task A_stopped_import_of_turnover_goes_on_and_books_nothing_twice()
    {
        var ct = TestContext.Current.CancellationToken;
        var runner = core.Core.Services.GetRequiredService<ImportRunner>();
        using var client = core.Core.As(Person.Giulia);
        var csv = "reference,partner,day,net\n" + string.Concat(Enumerable.Range(0, 2_500).Select(i => $"stop-{i},Studio Colli,2026-0{1 + i % 9}-15,{(i % 500 == 9 ? "x" : "10")}\n"));
        var (_, started) = await ImportCore.UploadAsync(client, "TURNOVER", csv);
        var id = Guid.Parse(started.Text("id"));
        await runner.RunAsync(1, id, ct);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"/v1/imports/{id}/commit", new { })).Status);
        using (core.Core.Services.GetRequiredService<ChangeFeed>().Subscribe(c => When(c, id, () => Stop(id)))) await runner.RunAsync(1, id, ct);
        Assert.Equal(("STOPPED", 1_000), Read((await client.ReadAsync("/v1/imports/" + id)).Body));
        Assert.Equal(998 * 10, await core.CountAsync("SELECT sum(points)::bigint FROM point_day"));
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"/v1/imports/{id}/resume", new { })).Status);
        await runner.RunAsync(1, id, ct);
        Assert.Equal(("DONE", 2_500), Read((await client.ReadAsync("/v1/imports/" + id)).Body));
        Assert.Equal(2_495, await core.CountAsync("SELECT count(*) FROM point_line"));
        Assert.Equal(24_950, await core.CountAsync("SELECT sum(points)::bigint FROM point_day"));

        static (string, int) Read(JsonElement run) => (run.Text("state"), run.GetProperty("done").GetInt32());
    }

    private static void When(Change change, Guid id, Action act)
    {
        if (change.Kind == "import" && change.Id == id && change.Version == 1_000 && change.State == "COMMITTING") act();
    }

    private void Stop(Guid id)
    {
        using var source = NpgsqlDataSource.Create(core.Core.Database.Superuser);
        using var command = source.CreateCommand($"UPDATE import_run SET stop_asked = true WHERE import_id = '{id}'");
        command.ExecuteNonQuery();
    }
}
