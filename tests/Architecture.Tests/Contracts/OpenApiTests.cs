using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Architecture.Tests.Kit;

namespace Architecture.Tests.Contracts;

/// <summary>backend/openapi.json is what integrators build on: it tells what the running core answers, and changes only on purpose.</summary>
public sealed partial class OpenApiTests(RunningCore running)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_committed_contract_is_the_one_that_runs()
    {
        var document = await DocumentAsync();
        Assert.NotEmpty(document["paths"]!.AsObject());
        Snapshot.Matches("backend/openapi.json", Sorted(document)!.ToJsonString(Readable));
    }

    [Fact]
    public async Task Every_answer_has_a_shape()
    {
        var operations = Operations(await DocumentAsync()).ToArray();
        Rule.Holds(operations.Length, operations.Where(o => !HasAnswer(o.Operation)).Select(o => o.Name), Shapeless);
    }

    [Fact]
    public async Task Every_address_has_a_name_of_its_own()
    {
        var operations = Operations(await DocumentAsync()).ToArray();
        Rule.Holds(operations.Length, operations.GroupBy(o => (string?)o.Operation["operationId"]).Where(g => g.Key is null || g.Count() > 1).SelectMany(g => g.Select(o => o.Name)));
    }

    [Fact]
    public async Task Every_body_is_described_by_what_its_endpoint_reads()
    {
        var document = await DocumentAsync();
        var takes = running.Endpoints.Where(e => !e.Metadata.OfType<IExcludeFromDescriptionMetadata>().Any()).SelectMany(e => e.Metadata.OfType<IAcceptsMetadata>().Where(a => a.RequestType is { IsClass: true } type && type != typeof(string)).Select(a => (Endpoint: e, Type: a.RequestType!))).ToArray();
        Rule.Holds(takes.Length, takes.Where(t => !Described(document, t.Endpoint).SetEquals(Read(t.Type))).Select(t => RunningCore.NameOf(t.Endpoint)));
    }

    private static HashSet<string> Read(Type type) => [.. type.GetProperties().Where(p => !p.IsDefined(typeof(JsonIgnoreAttribute), inherit: true)).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))];

    private static HashSet<string> Described(JsonObject document, RouteEndpoint endpoint)
    {
        var path = PathParameter().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), "{$1}");
        var schema = document["paths"]![path]?["post"]?["requestBody"]?["content"]?["application/json"]?["schema"];
        var name = ((string?)schema?["$ref"])?.Split('/')[^1];
        return name is null ? [] : [.. document["components"]!["schemas"]![name]!["properties"]?.AsObject().Select(p => p.Key) ?? []];
    }

    [GeneratedRegex(@"\{(\w+)(:[^}]*)?\}")]
    private static partial Regex PathParameter();

    private static readonly Excused[] Shapeless =
    [
        new("GET /.well-known/tessera-licence-keys.json", "a JSON Web Key Set as RFC 7517 has it"),
    ];

    private async Task<JsonObject> DocumentAsync()
    {
        using var client = running.Core.As(null);
        var document = JsonNode.Parse(await client.GetStringAsync("/v1/openapi.json"))!.AsObject();
        document.Remove("servers");
        return document;
    }

    private static IEnumerable<(string Name, JsonNode Operation)> Operations(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        where method.Key is "get" or "post" or "put" or "delete"
        select (method.Key.ToUpperInvariant() + " " + path.Key, method.Value!);

    private static bool HasAnswer(JsonNode operation) => operation["responses"]!.AsObject().Any(r => r.Key[0] == '2' && (r.Key == "204" || r.Value!["content"] is JsonObject { Count: > 0 }));

    /// <summary>Order of members carries no meaning, so it must not make a difference.</summary>
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
