using System.Text.Json;
using System.Text.Json.Nodes;

namespace Server.Tests;

/// <summary>Problems as two requests can share them: without the reference, which names the request.</summary>
internal static class Problems
{
    public static string WithoutReference(JsonElement problem)
    {
        var node = JsonNode.Parse(problem.GetRawText())!.AsObject();
        node.Remove("reference");
        return node.ToJsonString();
    }
}
