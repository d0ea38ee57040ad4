using System.Net;
using System.Text;
using Tessera.TestKit;

namespace Server.Tests.Imports;

/// <summary>Every way in which a file or a row can be wrong: named by line, column and code, and nothing else happens.</summary>
public sealed class ImportsBadRowTests(ImportCore core) : IClassFixture<ImportCore>
{
    private const string Customers = "reference,name,email,vat_id,country,city,language,partner_vat_id,education\n";
    private const string Keys = "number,customer_reference,kind,edition,size,last_day,maintenance_last_day,start,bought_on,free,partner_vat_id,pbx_version\n";
    private const string Usage = "number,users_and_extensions,system_mailboxes,reported_on\n";

    public static TheoryData<string, string, string[]> Rows => new()
    {
        { "CUSTOMERS", Customers + ",Nobody,,,,,,,\n", ["2 reference REQUIRED"] },
        { "CUSTOMERS", Customers + "r1,,,,,,,,\n", ["2 name REQUIRED"] },
        { "CUSTOMERS", Customers + "r2,Ok,not an address,,,,,,\n", ["2 email INVALID_EMAIL"] },
        { "CUSTOMERS", Customers + "r3,Ok,,?,XX,,de,,perhaps\n", ["2 vat_id INVALID_VAT_ID", "2 country INVALID_COUNTRY", "2 language INVALID_LANGUAGE", "2 education NOT_A_YES_NO"] },
        { "CUSTOMERS", Customers + "r4,Ok,,,,,,IT99999999999,\n", ["2 partner_vat_id PARTNER_UNKNOWN"] },
        { "CUSTOMERS", Customers + "r5," + new string('x', 201) + ",,,,,,,\n", ["2 name TOO_LONG"] },
        { "CUSTOMERS", Customers + "r6,A\u0007bell,,,,,,,\n", ["2 name CONTROL_CHARACTER"] },
        { "CUSTOMERS", Customers + "twice,One,,,,,,,\nother,Two,,,,,,,\ntwice,Three,,,,,,,\n", ["4 reference DUPLICATE_ROW"] },
        { "CUSTOMERS", Customers + "q1,\"open\"x,,,,,,,\nq2,Fine,,,,,,,\n", ["2 BROKEN_QUOTES"] },
        { "CUSTOMERS", Customers + "q3,\"never closed,,,,,,,\nq4,Lost,,,,,,,\n", ["2 BROKEN_QUOTES"] },
        { "CUSTOMERS", Customers + "few,cells\nmany,,,,,,,,,,,,\n", ["2 TOO_FEW_COLUMNS", "3 TOO_MANY_COLUMNS"] },
        { "CUSTOMERS", "reference,name\n\"a\nb\",Over two lines\nc,\n", ["2 reference CONTROL_CHARACTER", "4 name REQUIRED"] },
        { "KEYS", Keys + "AAAA,Rossi,ANNUAL,PROFESSIONAL,16,2027-01-01,,,,,,\n", ["2 number MALFORMED_NUMBER"] },
        { "KEYS", Keys + "AAAA-BBBB-CCCC-0001,nobody,ANNUAL,PROFESSIONAL,16,2027-01-01,,,,,,\n", ["2 customer_reference CUSTOMER_UNKNOWN"] },
        { "KEYS", Keys + "AAAA-BBBB-CCCC-0002,base,MONTHLY,GOLD,many,01.02.2027,,,,,,\n", ["2 kind UNKNOWN_WORD", "2 edition UNKNOWN_WORD", "2 size NOT_A_NUMBER", "2 last_day NOT_A_DATE"] },
        { "KEYS", Keys + "AAAA-BBBB-CCCC-0003,base,ANNUAL,PROFESSIONAL,16,,,,,,,\n", ["2 last_day REQUIRED"] },
        { "KEYS", Keys + "AAAA-BBBB-CCCC-0004,base,PERPETUAL,PROFESSIONAL,16,,,,,,,\n", ["2 maintenance_last_day REQUIRED"] },
        { "KEYS", Keys + "AAAA-BBBB-CCCC-0005,base,ANNUAL,PROFESSIONAL,17,2027-01-01,,,,,,\n", ["2 size SIZE_NOT_SOLD"] },
        { "KEYS", Keys + "AAAA-BBBB-CCCC-0006,base,ANNUAL,PROFESSIONAL,16,2999-01-01,,,,,,\n", ["2 last_day DATE_OUT_OF_RANGE"] },
        { "KEYS", Keys + "AAAA-BBBB-CCCC-0007,base,ANNUAL,PROFESSIONAL,16,2027-01-01,,,2030-01-01,,,\n", ["2 bought_on DATE_OUT_OF_RANGE"] },
        { "KEYS", Keys + "AAAA-BBBB-CCCC-0008,base,ANNUAL,PROFESSIONAL,16,2027-01-01,,,,,FR00000000000,\n", ["2 partner_vat_id PARTNER_UNKNOWN"] },
        { "KEYS", Keys + "AAAA-BBBB-CCCC-0009,base,ANNUAL,PROFESSIONAL,16,2027-01-01,,,,,,20\naaaabbbbcccc0009,base,ANNUAL,PROFESSIONAL,16,2027-01-01,,,,,,20\n", ["3 number DUPLICATE_ROW"] },
        { "KEYS", Keys + "AAAA-BBBB-CCCC-0010,base,ANNUAL,PROFESSIONAL,16,2027-02-30,,,,maybe,," + new string('9', 41) + "\n", ["2 free NOT_A_YES_NO", "2 last_day NOT_A_DATE", "2 pbx_version TOO_LONG"] },
        { "USAGE", Usage + "ZZZZ-ZZZZ-ZZZZ-ZZZZ,5,0,2026-11-01\n", ["2 number KEY_UNKNOWN"] },
        { "USAGE", Usage + "BASE-BASE-BASE-BASE,-5,,\n", ["2 users_and_extensions QUANTITY_OUT_OF_RANGE"] },
        { "USAGE", Usage + "BASE-BASE-BASE-BASE,5,6,\n", ["2 system_mailboxes QUANTITY_OUT_OF_RANGE"] },
        { "USAGE", Usage + "BASE-BASE-BASE-BASE,99999999999,,\n", ["2 users_and_extensions NOT_A_NUMBER"] },
        { "USAGE", Usage + "BASE-BASE-BASE-BASE,5,,2030-01-01\n", ["2 reported_on DATE_OUT_OF_RANGE"] },
    };

    public static TheoryData<string, string[]> Files => new()
    {
        { "", ["1 EMPTY_FILE"] },
        { "reference|name\na|b\n", ["1 WRONG_SEPARATOR"] },
        { "just one thing\n", ["1 WRONG_SEPARATOR"] },
        { "reference,surname\na,b\n", ["1 surname UNKNOWN_COLUMN", "1 name MISSING_COLUMN"] },
        { "reference,name,name\na,b,c\n", ["1 name DUPLICATE_COLUMN"] },
        { "reference;email\na;b\n", ["1 name MISSING_COLUMN"] },
        { new string(',', 1_000_000) + "\na,b\n", ["1 ROW_TOO_LONG"] },
        { new string(',', 500) + "\na,b\n", ["1 TOO_MANY_COLUMNS"] },
        { "reference,name\nfine,Fine\nlong," + new string('x', 10_000_000) + "\nafter,After\n", ["3 ROW_TOO_LONG"] },
        { "reference,name\nnul,a\0b\n", ["1 NOT_TEXT"] },
        { "PK\u0003\u0004\0\0\0a zip file\0", ["1 NOT_TEXT"] },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_bad_row_is_named_and_the_others_are_good(string kind, string csv, string[] expected)
    {
        using var client = core.Core.As(Person.Giulia);
        await BaseAsync(client);
        var run = await ImportCore.CheckAsync(client, kind, csv);
        Assert.Equal("CHECKED", run.Text("state"));
        Assert.Equal(expected, await ImportCore.ProblemsAsync(client, run.Text("id")));
        var bad = expected.Select(e => e.Split(' ')[0]).Distinct().Count();
        Assert.Equal(bad, run.GetProperty("bad").GetInt32());
        Assert.Equal(run.GetProperty("rows").GetInt32(), bad + run.GetProperty("good").GetInt32());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_cannot_be_read_says_why_and_cannot_be_committed(string csv, string[] expected)
    {
        using var client = core.Core.As(Person.Giulia);
        var run = await ImportCore.CheckAsync(client, "CUSTOMERS", csv);
        Assert.Equal("FAILED", run.Text("state"));
        Assert.Equal(expected, await ImportCore.ProblemsAsync(client, run.Text("id")));
        var (status, problem) = await client.PostAsync($"/v1/imports/{run.Text("id")}/commit", new { });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "IMPORT_NOT_CHECKED"), (status, problem.Text("code")));
        Assert.Equal(0, await core.CountAsync("SELECT count(*) FROM customer WHERE reference IN ('fine', 'after', 'a')"));
    }

    [Theory]
    [InlineData("en", "There is no such customer.")]
    [InlineData("it", "Questo cliente non esiste.")]
    [InlineData("nb", "Kunden finnes ikke.")]
    [InlineData("fr", "Ce client n’existe pas.")]
    public async Task Reasons_are_told_in_the_readers_language_and_exported(string language, string sentence)
    {
        using var client = core.Core.As(Person.Giulia, language);
        var run = await ImportCore.CheckAsync(client, "KEYS", Keys + "AAAA-BBBB-CCCC-0021,=nobody,ANNUAL,PROFESSIONAL,16,2027-01-01,,,,,,\n");
        var (_, page) = await client.ReadAsync($"/v1/imports/{run.Text("id")}/problems?first=10");
        Assert.Equal(sentence, page.GetProperty("items")[0].Text("message"));
        var csv = await client.GetStringAsync($"/v1/imports/{run.Text("id")}/problems.csv");
        Assert.Equal($"\"line\",\"column\",\"value\",\"code\",\"rule\",\"message\"\n\"2\",\"customer_reference\",\"'=nobody\",\"CUSTOMER_UNKNOWN\",\"\",\"{sentence}\"\n", csv.Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Problems_are_paged_without_loss()
    {
        using var client = core.Core.As(Person.Giulia);
        var run = await ImportCore.CheckAsync(client, "CUSTOMERS", "reference,name\n" + string.Concat(Enumerable.Range(0, 250).Select(i => $"p{i},\n")));
        var lines = new List<int>();
        string? after = null;
        do
        {
            var (_, page) = await client.ReadAsync($"/v1/imports/{run.Text("id")}/problems?first=60" + (after is null ? "" : "&after=" + after));
            lines.AddRange(page.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("line").GetInt32()));
            after = page.GetProperty("hasNextPage").GetBoolean() ? page.Text("endCursor") : null;
        }
        while (after is not null);
        Assert.Equal(Enumerable.Range(2, 250), lines);
    }

    [Fact]
    public async Task What_is_too_large_or_no_file_is_refused_and_leaves_nothing()
    {
        using var client = core.Core.As(Person.Giulia);
        var before = await core.CountAsync("SELECT count(*) FROM import_run");
        var (status, problem) = await ImportCore.UploadAsync(client, "CUSTOMERS", new byte[64 * 1024 * 1024 + 1]);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "TOO_LARGE"), (status, problem.Text("code")));
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await client.PostAsync("/v1/imports?kind=KEYS", json)).StatusCode);
        foreach (var path in (string[])["/v1/imports", "/v1/imports?kind=PARTNERS", "/v1/imports?kind=KEYS,USAGE", "/v1/imports?kind=KEYS&colour=red"])
        {
            using var csv = new StringContent("a,b\n", Encoding.UTF8, "text/csv");
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(path, csv)).StatusCode);
        }

        Assert.Equal(before, await core.CountAsync("SELECT count(*) FROM import_run"));
        Assert.Equal(0, await core.CountAsync("SELECT count(*) FROM import_chunk c WHERE NOT EXISTS (SELECT FROM import_run r WHERE r.import_id = c.import_id)"));
    }

    /// <summary>A customer and a key that rows can be about.</summary>
    private static async Task BaseAsync(HttpClient client)
    {
        await ImportCore.ImportAsync(client, "CUSTOMERS", "reference,name\nbase,Base\n");
        await ImportCore.ImportAsync(client, "KEYS", "number,customer_reference,kind,edition,size,last_day\nBASE-BASE-BASE-BASE,base,ANNUAL,PROFESSIONAL,16,2027-06-30\n");
    }
}
