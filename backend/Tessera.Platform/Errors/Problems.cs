using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Tessera.Platform.Errors;

/// <summary>Writes problems, and turns what nobody decided into one opaque answer and one log line.</summary>
public static partial class Problems
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static IResult Result(this Problem problem) => new ProblemResult(problem);

    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = "application/problem+json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        if (problem.Status is StatusCodes.Status503ServiceUnavailable && !context.Response.Headers.ContainsKey("Retry-After")) context.Response.Headers.RetryAfter = "2";
        var body = JsonSerializer.SerializeToUtf8Bytes(problem with { Reference = Reference(context) }, Options);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>The request id people may quote: the caller's trace id, so that edge and core name the same thing.</summary>
    public static string Reference(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    public static async Task HandleAsync(HttpContext context)
    {
        var error = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var problem = error switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new Problem(413, "TOO_LARGE", "The request is larger than this operation takes."),
            BadHttpRequestException { InnerException: JsonException json } => Problem.Invalid(new FieldProblem(Path(json), "MALFORMED", "This is not what the field takes.")),
            BadHttpRequestException bad => new Problem(bad.StatusCode, "INVALID_INPUT", "The request cannot be read."),
            OperationCanceledException when context.RequestAborted.IsCancellationRequested => new Problem(499, "CANCELLED", "The caller went away."),
            NpgsqlException { IsTransient: true } or TimeoutException or OperationCanceledException => new Problem(503, "UNAVAILABLE", "The database does not answer. Try again shortly."),
            _ => new Problem(500, "INTERNAL", "Something went wrong here, not with what you sent."),
        };
        if (problem.Status == 500 && error is not null)
            Log.Unexpected(context.RequestServices.GetService(typeof(ILoggerFactory)) is ILoggerFactory f ? f.CreateLogger("Tessera.Errors") : throw error, error, Reference(context));
        await WriteAsync(context, problem);
    }

    private static string Path(JsonException json) => json.Path is { Length: > 2 } path ? path[2..] : "body";

    private sealed class ProblemResult(Problem problem) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => problem.Status;

        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, problem);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Unexpected failure, reference {Reference}")]
        public static partial void Unexpected(ILogger logger, Exception error, string reference);
    }
}
