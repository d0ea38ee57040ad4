using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using Tessera.Platform.Identity;
using Tessera.Server.Modules.Access.Contracts;
using Tessera.TestKit;

namespace Server.Tests.Security;

/// <summary>PROOFS.md F28: every operation × every role, and with ids of another tenant and of another partner beside random ones.</summary>
public sealed partial class MatrixTests(SmallCore core) : IClassFixture<SmallCore>
{
    private static readonly (Role Role, Person Person)[] People =
        [(Role.Operator, Person.Giulia), (Role.Owner, Person.Elena), (Role.Sales, Person.Davide), (Role.Support, Person.Sara), (Role.Purchase, Person.Paolo)];

    public static TheoryData<string> Operations => [.. Call.All.Select(c => c.Operation)];

    [Fact]
    public async Task Every_operation_of_the_published_contract_has_its_row_here_and_in_the_permission_table()
    {
        using var client = core.Core.As(null);
        var (_, document) = await client.ReadAsync("/v1/openapi.json");
        var published = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => method.Name.ToUpperInvariant() + " " + Shape(path.Name)))
            .Where(o => !o.Contains("/v1/{}/", StringComparison.Ordinal) && !o.Contains(".well-known", StringComparison.Ordinal) && o != "GET /v1/me").Order().ToArray();
        var called = Call.All.Select(c => c.Method + " " + Shape(c.Path.Split('?')[0])).Order().ToArray();
        Assert.NotEmpty(published);
        Assert.Equal(published, called);
        Assert.Equal(Permissions.Table.Operations.Except(["ReadMe"]).Order(), Call.All.Select(c => c.Operation).Order());
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Each_role_is_let_through_or_refused_as_the_table_says(string operation)
    {
        var call = Call.All.Single(c => c.Operation == operation);
        foreach (var (role, person) in People)
        {
            var (status, body) = await AskAsync(person, call, _ => Guid.CreateVersion7());
            var refused = status == HttpStatusCode.Forbidden && body.Contains("\"FORBIDDEN\"", StringComparison.Ordinal);
            Assert.True(refused != Permissions.Table.Allows(role, operation), $"{operation} as {role}: {status} {body}");
        }

        foreach (var nobody in new[] { null, Person.Guest with { Tenant = "allnet" }, Person.Ingrid with { Tenant = "allnet" }, Person.Ola with { Tenant = "allnet" } })
        {
            var (status, body) = await AskAsync(nobody, call, _ => Guid.CreateVersion7());
            Assert.True(status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{operation} as {nobody?.Name ?? "nobody"}: {status} {body}");
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Somebody_elses_id_is_answered_exactly_like_a_random_one(string operation)
    {
        var call = Call.All.Single(c => c.Operation == operation);
        if (!call.Names.Any()) return;
        var norwegian = await StrangerAsync(Person.Ingrid, SmallWorld.Havn, SmallWorld.Fjord);
        var french = await StrangerAsync(Person.Giulia, SmallWorld.Rossi, SmallWorld.Lagune);
        foreach (var (reader, theirs) in new[] { (Person.Giulia, norwegian), (Person.Elena, norwegian), (Person.Elena, french with { Customer = norwegian.Customer }) })
        {
            var random = await AskAsync(reader, call, _ => Guid.CreateVersion7());
            var foreign = await AskAsync(reader, call, theirs.Of);
            Assert.True(random.Status == foreign.Status, $"{operation}: {random.Status} {random.Body} / {foreign.Status} {foreign.Body}");
            Assert.Equal(Reference().Replace(random.Body, ""), Reference().Replace(foreign.Body, ""));
            Assert.True(foreign.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest, $"{operation}: {foreign.Status} {foreign.Body}");
            Assert.DoesNotContain("Havn", foreign.Body, StringComparison.Ordinal);
        }
    }

    private sealed record Stranger(Guid Key, Guid Customer, Guid Partner, Guid Import, Guid Audit, Guid Quote, Guid Message)
    {
        public Guid Of(string kind) => kind switch
        {
            "key" => Key,
            "customer" => Customer,
            "partner" => Partner,
            "import" => Import,
            "audit" => Audit,
            "quote" => Quote,
            "message" => Message,
            _ => PlantedOrder.Id(Partner, kind),
        };
    }

    private readonly Dictionary<Guid, Stranger> _strangers = [];

    private async Task<Stranger> StrangerAsync(Person operatorOfTheirs, Guid customer, Guid partner)
    {
        if (_strangers.TryGetValue(partner, out var known)) return known;
        using var client = core.Core.As(operatorOfTheirs);
        var (status, key) = await client.PostAsync("/v1/keys/issue", new { customerId = customer, partnerId = partner, kind = "ANNUAL", edition = "PROFESSIONAL", size = 16 });
        Assert.True(status == HttpStatusCode.OK, key.ToString());
        var (_, import) = await ImportAsync(client);
        var (quoted, quote) = await client.PostAsync("/v1/quotes/create", new { payer = "PARTNER", lines = new[] { new { keyId = key.Text("id"), years = 1 } } });
        Assert.True(quoted == HttpStatusCode.OK, quote.ToString());
        await using var source = NpgsqlDataSource.Create(core.Core.Database.Superuser);
        await PlantedOrder.PlantAsync(source, operatorOfTheirs.Tenant == "vcom" ? 2 : 1, partner);
        await using var audit = source.CreateCommand("SELECT audit_id FROM audit_entry WHERE object_id = $1");
        audit.Parameters.AddWithValue(Guid.Parse(key.Text("id")));
        return _strangers[partner] = new Stranger(Guid.Parse(key.Text("id")), customer, partner, Guid.Parse(import.Text("id")), (Guid)(await audit.ExecuteScalarAsync())!, Guid.Parse(quote.Text("id")), await MessageAsync(source, operatorOfTheirs.Tenant == "vcom" ? 2 : 1));
    }

    private static async Task<Guid> MessageAsync(NpgsqlDataSource source, int tenant)
    {
        var id = Guid.CreateVersion7();
        await using var message = source.CreateCommand("INSERT INTO outbox (tenant_id, message_id, kind, dedupe, body, state, created_at, due_at) VALUES ($1, $2, 'mail', $2::text, '{}', 'FAILED', now(), now())");
        message.Parameters.AddWithValue(tenant);
        message.Parameters.AddWithValue(id);
        await message.ExecuteNonQueryAsync();
        return id;
    }

    private static async Task<(HttpStatusCode, JsonElement)> ImportAsync(HttpClient client)
    {
        using var content = new StringContent("reference,name\nx1,Havn\n", null, "text/csv");
        using var answer = await client.PostAsync("/v1/imports?kind=CUSTOMERS&fileName=a.csv", content);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    /// <summary>Status and body; of a stream only that it began.</summary>
    private async Task<(HttpStatusCode Status, string Body)> AskAsync(Person? person, Call call, Func<string, Guid> id)
    {
        using var client = core.Core.As(person);
        using var request = call.Request(id);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync());
    }

    private static string Shape(string path) => Placeholder().Replace(path, "{}");

    [GeneratedRegex("\\{[^}]*\\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(",?\"reference\":\"[^\"]*\"")]
    private static partial Regex Reference();
}
