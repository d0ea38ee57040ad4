using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tessera.Server.Http;

/// <summary>One name an endpoint reads from the query: for <see cref="QueryInput"/> and for the published contract.</summary>
internal sealed record QueryParameter(string Name, JsonSchemaType Type, string Description, string? Format = null, bool Required = false, int? Least = null, int? Most = null)
{
    public static readonly QueryParameter First = new("first", JsonSchemaType.Integer, "How many rows, 1 to 100.", "int32", Required: true, 1, PageRequest.Largest);
    public static readonly QueryParameter After = Text("after", "endCursor of the page before.");
    public static readonly QueryParameter Cursors = Flag("cursors", "Also answer one cursor per row.");

    public static QueryParameter Text(string name, string description) => new(name, JsonSchemaType.String, description);

    public static QueryParameter Flag(string name, string description) => new(name, JsonSchemaType.Boolean, description);

    public static QueryParameter Day(string name, string description, bool required = false) => new(name, JsonSchemaType.String, description, "date", required);

    public static QueryParameter Id(string name, string description) => new(name, JsonSchemaType.String, description, "uuid");

    public static QueryParameter Int(string name, string description, int least, int most, bool required = false) => new(name, JsonSchemaType.Integer, description, "int32", required, least, most);
}

/// <summary>The query parameters of an endpoint, all of them.</summary>
internal sealed record QueryParameters(QueryParameter[] All)
{
    public static readonly QueryParameter[] Paging = [QueryParameter.First, QueryParameter.After, QueryParameter.Cursors];

    public HashSet<string> Names { get; } = [.. All.Select(p => p.Name)];
}

/// <summary>The endpoint is a write that takes an Idempotency-Key.</summary>
internal sealed record IdempotentMetadata;

internal static class QueryParametersContract
{
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder builder, params QueryParameter[] parameters) => builder.WithMetadata(new QueryParameters(parameters));

    public static RouteHandlerBuilder TakesPage(this RouteHandlerBuilder builder, params QueryParameter[] filters) => builder.Takes([.. QueryParameters.Paging, .. filters]);

    public static RouteHandlerBuilder TakesIdempotencyKey(this RouteHandlerBuilder builder) => builder.WithMetadata(new IdempotentMetadata());

    /// <summary>Writes the declared parameters into the OpenAPI document.</summary>
    public static void AddDeclaredParameters(this OpenApiOptions options) => options.AddOperationTransformer((operation, context, _) =>
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var parameter in metadata.OfType<QueryParameters>().SelectMany(p => p.All))
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Required = parameter.Required,
                Description = parameter.Description,
                Schema = new OpenApiSchema { Type = parameter.Type, Format = parameter.Format, Minimum = Number(parameter.Least), Maximum = Number(parameter.Most) },
            });
        }

        if (metadata.OfType<IdempotentMetadata>().Any())
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = Tessera.Platform.Idempotency.IdempotencyKey.Header,
                In = ParameterLocation.Header,
                Required = true,
                Description = "The caller's name for this write, up to 200 visible ASCII characters; the same again gives the kept answer.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 200 },
            });
        }

        return Task.CompletedTask;
    });

    private static string? Number(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
