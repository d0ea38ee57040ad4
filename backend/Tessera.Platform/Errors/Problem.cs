using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Tessera.Platform.Errors;

/// <summary>An RFC 9457 problem with Tessera's stable code (HOUSE.md law 10).</summary>
/// <param name="Code">Stable; clients branch on it.</param>
/// <param name="Rule">Rule code of RULES.md, where a rule decided.</param>
/// <param name="Facts">The figures the refusal rests on.</param>
/// <param name="Fields">Bad input, field by field.</param>
public sealed record Problem(
    int Status,
    string Code,
    string Title,
    string? Detail = null,
    string? Rule = null,
    IReadOnlyDictionary<string, string>? Facts = null,
    IReadOnlyList<FieldProblem>? Fields = null)
{
    [JsonPropertyOrder(-1)]
    public string Type => "urn:tessera:problem:" + Code;

    /// <summary>What a person can quote to us; the request id of the log.</summary>
    public string? Reference { get; init; }

    public static Problem NotFound { get; } = new(StatusCodes.Status404NotFound, "NOT_FOUND", "There is no such thing here.");

    public static Problem Unauthenticated { get; } = new(StatusCodes.Status401Unauthorized, "UNAUTHENTICATED", "Sign in first.");

    public static Problem Forbidden(string operation) =>
        new(StatusCodes.Status403Forbidden, "FORBIDDEN", "Your role does not allow this.", Facts: new Dictionary<string, string> { ["operation"] = operation });

    public static Problem Invalid(params IReadOnlyList<FieldProblem> fields) =>
        new(StatusCodes.Status400BadRequest, "INVALID_INPUT", "Some of what was sent cannot be used.", Fields: fields);
}

/// <summary>One bad input.</summary>
/// <param name="Field">Path in the request, camelCase.</param>
/// <param name="Code">Stable.</param>
public sealed record FieldProblem(string Field, string Code, string Message);
