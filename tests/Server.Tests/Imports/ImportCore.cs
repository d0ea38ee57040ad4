using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Npgsql;
using Tessera.TestKit;

namespace Server.Tests.Imports;

/// <summary>A core with the small world that takes files; one database per test class.</summary>
public class ImportCore : IAsyncLifetime
{
    private static readonly string[] AtRest = ["CHECKED", "DONE", "FAILED", "STOPPED"];

    internal CoreHost Core { get; private set; } = null!;

    /// <summary>"all" works on imports by itself; with "api" the test drives the runner.</summary>
    protected virtual string Role => "all";

    public async ValueTask InitializeAsync() => Core = new CoreHost(await SmallWorld.CreateAsync(), TestClock.OnDemoDay(), new Dictionary<string, string> { ["ROLE"] = Role });

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Core.DisposeAsync();
    }

    internal static Task<(HttpStatusCode Status, JsonElement Body)> UploadAsync(HttpClient client, string kind, string csv, string? key = null) => UploadAsync(client, kind, Encoding.UTF8.GetBytes(csv), key);

    /// <summary>Asks again where the database was just taken away, as Retry-After says.</summary>
    internal static async Task<(HttpStatusCode Status, JsonElement Body)> UploadAsync(HttpClient client, string kind, byte[] csv, string? key = null)
    {
        for (var attempt = 0; ; attempt++)
        {
            var answer = await UploadOnceAsync(client, kind, csv, key);
            if (answer.Status != HttpStatusCode.ServiceUnavailable || attempt == 5) return answer;
        }
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> UploadOnceAsync(HttpClient client, string kind, byte[] csv, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/imports?kind={kind}&fileName=test.csv") { Content = new ByteArrayContent(csv) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    /// <summary>The run once it rests.</summary>
    internal static async Task<JsonElement> RestingAsync(HttpClient client, string id)
    {
        for (var waited = 0; waited < 1200; waited++)
        {
            var (_, run) = await client.ReadAsync("/v1/imports/" + id);
            if (AtRest.Contains(run.Text("state"))) return run;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("The import does not come to rest.");
    }

    internal static async Task<JsonElement> CheckAsync(HttpClient client, string kind, byte[] csv)
    {
        var (status, run) = await UploadAsync(client, kind, csv);
        Assert.True(status == HttpStatusCode.Accepted, run.ToString());
        return await RestingAsync(client, run.Text("id"));
    }

    internal static Task<JsonElement> CheckAsync(HttpClient client, string kind, string csv) => CheckAsync(client, kind, Encoding.UTF8.GetBytes(csv));

    internal static async Task<JsonElement> CommitAsync(HttpClient client, string id)
    {
        var (status, run) = await client.PostAsync($"/v1/imports/{id}/commit", new { });
        Assert.True(status == HttpStatusCode.OK, run.ToString());
        return await RestingAsync(client, id);
    }

    internal static async Task<JsonElement> ImportAsync(HttpClient client, string kind, string csv) => await CommitAsync(client, (await CheckAsync(client, kind, csv)).Text("id"));

    /// <summary>"line column code" of every problem.</summary>
    internal static async Task<string[]> ProblemsAsync(HttpClient client, string id)
    {
        var (_, page) = await client.ReadAsync($"/v1/imports/{id}/problems?first=100");
        return [.. page.GetProperty("items").EnumerateArray().Select(p => $"{p.Text("line")} {p.Text("column")} {p.Text("code")}".Replace("  ", " ", StringComparison.Ordinal))];
    }

    internal async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> map)
    {
        await using var source = NpgsqlDataSource.Create(Core.Database.Superuser);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(map(reader));
        return rows;
    }

    internal async Task<int> CountAsync(string sql) => (await RowsAsync(sql, r => (int)r.GetInt64(0)))[0];
}

/// <summary>The same without a worker: the test takes its place.</summary>
public sealed class WorkerlessCore : ImportCore
{
    protected override string Role => "api";
}
