using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Server.Http;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.TestKit;

namespace Server.Tests.Imports;

/// <summary>What a good file does: once, exactly, whatever its encoding.</summary>
public sealed class ImportsGoodFileTests(ImportCore core) : IClassFixture<ImportCore>
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string, string> Encodings => new()
    {
        { "utf-8", "utf-8", "," }, { "utf-8-bom", "utf-8", ";" }, { "utf-16le", "utf-16", "\t" }, { "utf-16be", "utf-16", "," }, { "windows-1252", "windows-1252", ";" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Encoding_and_separator_are_found_and_said(string encoding, string said, string separator)
    {
        using var client = core.Core.As(Person.Giulia);
        var text = $"name{separator}city{separator}reference\r\n\"Caffè \"\"Dell’Ærø\"\" – {encoding}\"{separator}Besançon{separator}enc-{encoding}\r\n";
        byte[] bytes = encoding switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(text),
            "utf-8-bom" => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)],
            "utf-16le" => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)],
            "utf-16be" => [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(text)],
            _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
        };
        var run = await ImportCore.CheckAsync(client, "CUSTOMERS", bytes);
        Assert.Equal(("CHECKED", said, separator, "1", "0"), (run.Text("state"), run.Text("encoding"), run.Text("separator"), run.Text("created"), run.Text("bad")));
        await ImportCore.CommitAsync(client, run.Text("id"));
        var kept = await core.RowsAsync($"SELECT name, city FROM customer WHERE reference = 'enc-{encoding}'", r => (r.GetString(0), r.GetString(1)));
        Assert.Equal([($"Caffè \"Dell’Ærø\" – {encoding}", "Besançon")], kept);
    }

    [Fact]
    public async Task Checking_writes_nothing_committing_writes_once_and_the_same_file_again_changes_nothing()
    {
        using var client = core.Core.As(Person.Giulia);
        const string customers = "reference,name,email,country,partner_vat_id\nsame-1,Uno Srl,uno@uno.example,IT,IT00743110157\nsame-2,Due Srl,,IT,\n";
        const string keys = "number,customer_reference,partner_vat_id,kind,edition,size,last_day,maintenance_last_day,fqdn\n"
            + "SAME-SAME-SAME-0001,same-1,IT 0074 3110157,ANNUAL,PROFESSIONAL,16,2027-06-30,,pbx.uno.example\nSAME-SAME-SAME-0002,same-2,,PERPETUAL,ENTERPRISE,32,,2026-10-01,\n";
        const string usage = "number,users_and_extensions,system_mailboxes,reported_on\nSAME-SAME-SAME-0001,95,2,2026-11-20\n";
        foreach (var (kind, csv, created, changed) in ((string, string, int, int)[])[("CUSTOMERS", customers, 2, 0), ("KEYS", keys, 2, 0), ("USAGE", usage, 0, 1)])
        {
            var run = await ImportCore.CheckAsync(client, kind, csv);
            Assert.Equal((created, changed), (run.GetProperty("created").GetInt32(), run.GetProperty("changed").GetInt32()));
            Assert.Equal("0", run.Text("committed"));
            var done = await ImportCore.CommitAsync(client, run.Text("id"));
            Assert.Equal(("DONE", (created + changed).ToString(CultureInfo.InvariantCulture)), (done.Text("state"), done.Text("committed")));
        }

        var events = await core.CountAsync("SELECT count(*) FROM key_event");
        foreach (var (kind, csv) in ((string, string)[])[("CUSTOMERS", customers), ("KEYS", keys), ("USAGE", usage)])
        {
            var again = await ImportCore.ImportAsync(client, kind, csv);
            Assert.Equal(("DONE", "0", again.Text("rows")), (again.Text("state"), again.Text("committed"), again.Text("unchanged")));
        }

        Assert.Equal(events, await core.CountAsync("SELECT count(*) FROM key_event"));
        var (_, found) = await client.ReadAsync("/v1/keys?first=5&q=uno");
        Assert.Equal("SAME-SAME-SAME-0001", found.GetProperty("items")[0].Text("number"));
        Assert.True(found.GetProperty("items")[0].GetProperty("over").GetBoolean());
        using var elena = core.Core.As(Person.Elena);
        Assert.Equal(1, (await elena.ReadAsync("/v1/keys?first=5&q=SAME-SAME")).Body.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Changed_cells_correct_the_key_and_empty_ones_say_nothing()
    {
        using var client = core.Core.As(Person.Giulia);
        await ImportCore.ImportAsync(client, "CUSTOMERS", "reference,name,city\nchg-1,Prima,Padova\n");
        await ImportCore.ImportAsync(client, "KEYS", "number,customer_reference,kind,edition,size,last_day,fqdn\nCHNG-CHNG-CHNG-0001,chg-1,ANNUAL,PROFESSIONAL,16,2027-06-30,pbx.tre.example\n");
        var customers = await ImportCore.ImportAsync(client, "CUSTOMERS", "reference,name,city,education\nchg-1,Seconda,,yes\n");
        var keys = await ImportCore.ImportAsync(client, "KEYS", "number,customer_reference,kind,edition,size,last_day,fqdn\nCHNG-CHNG-CHNG-0001,chg-1,ANNUAL,PROFESSIONAL,32,2027-06-30,\n");
        Assert.Equal(("1", "1"), (customers.Text("changed"), keys.Text("changed")));
        Assert.Equal([("Seconda", "Padova", true, 2)], await core.RowsAsync("SELECT name, city, education, version FROM customer WHERE reference = 'chg-1'", r => (r.GetString(0), r.GetString(1), r.GetBoolean(2), r.GetInt32(3))));
        Assert.Equal([(32, "pbx.tre.example", "Seconda", 2)], await core.RowsAsync("SELECT size, fqdn, customer_name, version FROM licence_key WHERE number = 'CHNG-CHNG-CHNG-0001'", r => (r.GetInt32(0), r.GetString(1), r.GetString(2), r.GetInt32(3))));
        Assert.Equal(1, (await client.ReadAsync("/v1/keys?first=5&q=seconda")).Body.GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await client.ReadAsync("/v1/keys?first=5&q=prima%20CHNG")).Body.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Bad_rows_hold_nothing_up_unless_asked()
    {
        using var client = core.Core.As(Person.Giulia);
        var run = await ImportCore.CheckAsync(client, "CUSTOMERS", "reference,name\nclean-1,Fine\nclean-2,\n");
        var (status, refused) = await client.PostAsync($"/v1/imports/{run.Text("id")}/commit", new { onlyIfClean = true });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "IMPORT_NOT_CLEAN"), (status, refused.Text("code")));
        var done = await ImportCore.CommitAsync(client, run.Text("id"));
        Assert.Equal(("DONE", "1", "1", "1"), (done.Text("state"), done.Text("committed"), done.Text("good"), done.Text("bad")));
        Assert.Equal(["3 name REQUIRED"], await ImportCore.ProblemsAsync(client, run.Text("id")));
        Assert.Equal(0, await core.CountAsync($"SELECT count(*) FROM import_chunk WHERE import_id = '{run.Text("id")}'"));
    }

    [Fact]
    public async Task The_same_upload_is_one_run_and_a_key_of_another_upload_is_refused()
    {
        using var client = core.Core.As(Person.Giulia);
        var (first, one) = await ImportCore.UploadAsync(client, "CUSTOMERS", "reference,name\nonce,Once\n", "upload-1");
        var (second, two) = await ImportCore.UploadAsync(client, "CUSTOMERS", "reference,name\nonce,Once\n", "upload-1");
        var (third, other) = await ImportCore.UploadAsync(client, "CUSTOMERS", "reference,name\nonce,Twice\n", "upload-1");
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted, one.Text("id")), (first, second, two.Text("id")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_KEY_REUSED"), (third, other.Text("code")));
        Assert.Equal(1, await core.CountAsync($"SELECT count(*) FROM import_run WHERE import_id = '{one.Text("id")}'"));
        Assert.Equal(0, await core.CountAsync("SELECT count(*) FROM import_run WHERE NOT uploaded"));
    }

    [Fact]
    public async Task Partners_and_other_programmes_see_no_import()
    {
        using var giulia = core.Core.As(Person.Giulia);
        var run = await ImportCore.CheckAsync(giulia, "CUSTOMERS", "reference,name\nmine,Mine\n");
        using var elena = core.Core.As(Person.Elena);
        using var ingrid = core.Core.As(Person.Ingrid);
        foreach (var path in (string[])["", "/problems?first=5", "/problems.csv"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await elena.GetAsync($"/v1/imports/{run.Text("id")}{path}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await ingrid.GetAsync($"/v1/imports/{run.Text("id")}{path}")).StatusCode);
        }

        foreach (var verb in (string[])["commit", "stop", "resume"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await elena.PostAsync($"/v1/imports/{run.Text("id")}/{verb}", new { })).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await ingrid.PostAsync($"/v1/imports/{run.Text("id")}/{verb}", new { })).Status);
        }

        var norwegian = await ImportCore.CheckAsync(ingrid, "KEYS", "number,customer_reference,kind,edition,size,last_day\nNORW-NORW-NORW-0001,mine,ANNUAL,PROFESSIONAL,16,2027-01-01\n");
        Assert.Equal(["2 customer_reference CUSTOMER_UNKNOWN"], await ImportCore.ProblemsAsync(ingrid, norwegian.Text("id")));
        Assert.DoesNotContain((await ingrid.ReadAsync("/v1/imports?first=100")).Body.GetProperty("items").EnumerateArray(), i => i.Text("id") == run.Text("id"));
    }

    /// <summary>5,000 rows written set-based are what deciding each alone makes of them; I3 holds.</summary>
    [Fact]
    public async Task Many_rows_are_decided_as_each_alone()
    {
        using var client = core.Core.As(Person.Giulia);
        await ImportCore.ImportAsync(client, "CUSTOMERS", "reference,name\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"many-{i},Customer {i}\n")));
        var rows = Enumerable.Range(0, 5_000).Select(ManyRows.Facts).ToList();
        var csv = new StringBuilder("number,customer_reference,partner_vat_id,kind,edition,size,free,trial,start,last_day,maintenance_last_day,bought_on,pbx_version,fqdn\n");
        foreach (var row in rows) csv.AppendLine(row.Csv);
        var done = await ImportCore.ImportAsync(client, "KEYS", csv.ToString());
        Assert.Equal(("DONE", "5000", "5000", "0"), (done.Text("state"), done.Text("rows"), done.Text("created"), done.Text("bad")));

        var customers = (await core.RowsAsync("SELECT reference, customer_id, name FROM customer WHERE reference LIKE 'many-%'", r => (r.GetString(0), r.GetGuid(1), r.GetString(2)))).ToDictionary(c => c.Item1);
        var book = RuleBooks.Load("allnet");
        var kept = (await core.RowsAsync(
            "SELECT k.number, k.state::text, k.outline, k.timeline::text, k.customer_name, e.name, e.body::text FROM licence_key k JOIN key_event e USING (tenant_id, key_id) WHERE k.number LIKE 'MANY%'",
            r => (Number: r.GetString(0), State: r.GetString(1), Outline: r.GetString(2), Timeline: r.GetString(3), Customer: r.GetString(4), Name: r.GetString(5), Body: r.GetString(6)))).ToDictionary(k => k.Number);
        Assert.Equal(5_000, kept.Count);
        foreach (var row in rows)
        {
            var (_, customer, name) = customers[row.Customer];
            var key = kept[row.Number.Value];
            var facts = row.Given with { Customer = new CustomerId(customer), Partner = row.Given.Partner is null ? null : new PartnerId(SmallWorld.Brenta) };
            var id = KeyJson.ReadFacts(Encoding.UTF8.GetBytes(key.State)).Id;
            var decided = (Decision.Accepted)KeyDecider.Decide(new KeyCommand.ImportKey(id, row.Number, facts), Key.None, book, Today, Now, new Actor("Giulia"));
            var alone = KeyRow.Of(Key.Fold(decided.Events).Known!, book, 1, name);
            Assert.Equal((alone.Values[^1], alone.Values[^2], alone.Values[^3], name), (key.State, key.Timeline, key.Outline, key.Customer));
            Assert.Equal(alone.Facts, Key.Fold([KeyJson.ReadEvent(key.Name, Encoding.UTF8.GetBytes(key.Body))]).Known! with { Terms = alone.Facts.Terms, Purchases = alone.Facts.Purchases, LeakedNumbers = alone.Facts.LeakedNumbers, BoundOn = alone.Facts.BoundOn, UsageMarks = alone.Facts.UsageMarks, Acknowledgements = alone.Facts.Acknowledgements, DeadlineExtensions = alone.Facts.DeadlineExtensions });
        }

        Assert.Equal(0, await core.CountAsync("SELECT count(*) FROM (SELECT key_id FROM licence_key k WHERE NOT EXISTS (SELECT FROM key_search s WHERE s.key_id = k.key_id)) AS unfound"));
    }

    /// <summary>F33: names that begin like formulas come back exactly, through our own file.</summary>
    [Fact]
    public async Task What_looks_like_a_formula_goes_out_harmless_and_comes_back_as_it_was()
    {
        using var client = core.Core.As(Person.Giulia);
        string[] names = ["=1+1", "+39 049 8700", "-Meno", "@Casa", "'=1+1", "''quoted", "=cmd|' /C calc'!A0", "＝full width", "A \"quoted\", name; here", "plain"];
        var csv = "reference,name\n" + string.Concat(names.Select((n, i) => $"fml-{i},\"{n.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n"));
        var typed = await ImportCore.ImportAsync(client, "CUSTOMERS", string.Concat(csv));
        Assert.Equal("0", typed.Text("bad"));
        var kept = (await core.RowsAsync("SELECT reference, name FROM customer WHERE reference LIKE 'fml-%'", r => (r.GetString(0), r.GetString(1)))).ToDictionary();
        for (var i = 0; i < names.Length; i++) Assert.Equal(CsvWriter.Plain(names[i]), kept["fml-" + i]);

        var exported = await client.GetStringAsync("/v1/customers.csv");
        var lines = exported.TrimStart('\uFEFF').Split("\n", StringSplitOptions.RemoveEmptyEntries).Where(l => l.Contains("\"fml-", StringComparison.Ordinal)).ToList();
        Assert.Equal(names.Length, lines.Count);
        Assert.DoesNotContain(lines, l => l.Split("\",\"").Any(cell => cell.TrimStart('"') is ['=' or '+' or '-' or '@' or '＝', ..]));
        var back = "id,reference,name,email,vatId,country,city,language,education,partner,createdAt\n";
        var again = await ImportCore.ImportAsync(client, "CUSTOMERS", "reference,name\n" + string.Concat(lines.Select(l => string.Join(',', l.Split("\",\"").Skip(1).Take(2).Select(c => $"\"{c.Trim('"')}\"")) + "\n")).Replace(back, "", StringComparison.Ordinal));
        Assert.Equal(names.Length.ToString(CultureInfo.InvariantCulture), again.Text("unchanged"));
    }

    [Fact]
    public async Task An_import_is_in_the_audit_with_who_and_what()
    {
        using var client = core.Core.As(Person.Marco);
        var run = await ImportCore.ImportAsync(client, "CUSTOMERS", "reference,name\naud-1,Audited\n");
        var rows = await core.RowsAsync($"SELECT action, actor, object_kind, changes::text FROM audit_entry WHERE object_id = '{run.Text("id")}' OR object_label = 'Audited'", r => (Action: r.GetString(0), Actor: r.GetString(1), Kind: r.GetString(2), Changes: r.GetString(3)));
        Assert.Equal(["StartImport", "CommitImport", "CommitImport", "CommitImport"], rows.Select(r => r.Action).Order(StringComparer.Ordinal).Reverse());
        Assert.All(rows, r => Assert.Equal("Marco", r.Actor));
        Assert.Contains(rows, r => r.Kind == "customer" && r.Changes.Contains("Audited", StringComparison.Ordinal));
        using var finished = JsonDocument.Parse(rows.Single(r => r.Kind == "import" && r.Changes.Contains("created", StringComparison.Ordinal)).Changes);
        Assert.Equal(1, finished.RootElement.GetProperty("created").GetProperty("to").GetInt32());
    }
}
