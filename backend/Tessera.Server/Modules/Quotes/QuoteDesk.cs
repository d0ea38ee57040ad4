using System.Globalization;
using System.Text.Json;
using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Platform.Errors;
using Tessera.Platform.Idempotency;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Quotes;

/// <summary>What a request about one quote may carry besides its own fields.</summary>
internal abstract record DeskRequest
{
    public bool DryRun { get; init; }

    /// <summary>Refuse where the quote's row moved on since the reader looked.</summary>
    public int? ExpectedVersion { get; init; }
}

/// <summary>What a use case knows when it decides.</summary>
internal sealed record QuoteCall(Caller Caller, LoadedQuote Quote, RuleBook Rules, DateOnly Today, DateTimeOffset Now, CancellationToken Ct)
{
    public string Actor => Caller.Membership.Name;
}

/// <summary>How a use case ended: the quote as it shall be, or why not. Neither: everything asked for held already.</summary>
/// <param name="Reason">For the audit.</param>
internal sealed record QuoteTurn(LoadedQuote? After, Problem? Problem = null, string? Reason = null)
{
    /// <summary>Rows that belong to the write.</summary>
    public IReadOnlyList<NpgsqlBatchCommand> Beside { get; init; } = [];

    public Action? AfterCommit { get; init; }

    /// <summary>The answer of a dry run, where it is more than the quote as it would be.</summary>
    public QuoteView? Preview { get; init; }

    public static implicit operator QuoteTurn(Problem problem) => new(null, problem);
}

/// <summary>
/// The way every command on an existing quote goes: read the request, decide, keep audit and answer with it, answer with the quote as
/// it is now (or would be). Another writer was first: read and decide again, once.
/// </summary>
internal sealed class QuoteDesk(QuoteStore store, QuoteDetails details, TenantDb db, TenantRules rules, TimeProvider clock)
{
    private const int Attempts = 2;
    public static readonly JsonSerializerOptions Json = MakeJson();

    private static readonly Problem Racing = new(409, "VERSION_CONFLICT", "The same write is being made right now. Ask again.");

    public TimeProvider Clock => clock;

    public static void Map<TRequest>(IEndpointRouteBuilder routes, string verb, string operation, Func<TRequest, QuoteCall, IServiceProvider, ValueTask<QuoteTurn>> use)
        where TRequest : DeskRequest =>
        routes.MapPost("/v1/quotes/{id:guid}/" + verb, (Guid id, HttpContext context, QuoteDesk desk, CancellationToken ct) => desk.RunAsync(id, context, operation, use, ct))
            .Operation(operation).WithName(char.ToLowerInvariant(operation[0]) + operation[1..]).Accepts<TRequest>("application/json").TakesIdempotencyKey().Produces<QuoteView>().ProducesProblem(422);

    public async Task<IResult> RunAsync<TRequest>(Guid id, HttpContext context, string operation, Func<TRequest, QuoteCall, IServiceProvider, ValueTask<QuoteTurn>> use, CancellationToken ct)
        where TRequest : DeskRequest
    {
        var (request, idempotency, problem) = await ReadAsync<TRequest>(context, ct);
        if (problem is not null) return problem.Result();
        var caller = context.Caller();
        if (await KeptAnswers.ReplayAsync(db, caller, idempotency!, ct) is { } kept) return kept;
        for (var attempt = 1; ; attempt++)
        {
            if (await store.FindAsync(caller.TenantId, id, caller.PartnerId, ct) is not { } quote) return Problem.NotFound.Result();
            if (request!.ExpectedVersion is { } expected && expected != quote.Row.RowVersion) return Conflict(quote.Row).Result();
            var now = clock.GetUtcNow();
            var (_, book) = await rules.OfAsync(caller.TenantId, ct);
            var turn = await use(request, new QuoteCall(caller, quote, book, caller.Tenant.DayOf(now), now, ct), context.RequestServices);
            if (turn.Problem is { } refused) return refused.Result();
            var body = JsonSerializer.Serialize(turn.Preview ?? await details.OfAsync(turn.After ?? quote, caller, ct), Json);
            if (request.DryRun) return Answer(body);
            try
            {
                var answer = KeptAnswers.Keep(caller, idempotency!, body, now);
                if (turn.After is not { } after)
                {
                    await db.WriteAsync(caller.TenantId, [answer], ct);
                }
                else if (!await store.KeepAsync(caller.TenantId, quote, after, [.. turn.Beside, Audit(context, operation, quote, after, now, turn.Reason), answer], ct))
                {
                    if (attempt < Attempts) continue;
                    return Conflict(quote.Row).Result();
                }

                turn.AfterCommit?.Invoke();
                return Answer(body);
            }
            catch (PostgresException raced) when (KeptAnswers.Raced(raced))
            {
                return await KeptAnswers.ReplayAsync(db, caller, idempotency!, ct) ?? Racing.Result();
            }
        }
    }

    /// <summary>A quote that begins: its answer, audit row and itself in one batch.</summary>
    public async Task<IResult> BeginAsync(HttpContext context, IdempotencyKey idempotency, LoadedQuote quote, CancellationToken ct)
    {
        var caller = context.Caller();
        var body = JsonSerializer.Serialize(await details.OfAsync(quote, caller, ct), Json);
        try
        {
            NpgsqlBatchCommand[] beside = [Audit(context, "CreateQuote", null, quote, quote.Row.CreatedAt, null), KeptAnswers.Keep(caller, idempotency, body, quote.Row.CreatedAt)];
            return await store.KeepAsync(caller.TenantId, null, quote, beside, ct) ? Answer(body) : Racing.Result();
        }
        catch (PostgresException raced) when (KeptAnswers.Raced(raced))
        {
            return await KeptAnswers.ReplayAsync(db, caller, idempotency, ct) ?? Racing.Result();
        }
    }

    public static async Task<(TRequest? Request, IdempotencyKey? Key, Problem? Problem)> ReadAsync<TRequest>(HttpContext context, CancellationToken ct)
        where TRequest : class
    {
        if (!context.Request.HasJsonContentType()) return (null, null, new Problem(415, "UNSUPPORTED_MEDIA", "Send application/json."));
        var (bytes, tooLarge) = await RequestBody.ReadAsync(context.Request, ct);
        if (tooLarge) return (null, null, new Problem(413, "TOO_LARGE", "The request is larger than this operation takes."));
        if (IdempotencyKey.Of(context, bytes) is not { } key) return (null, null, IdempotencyKey.Required);
        try
        {
            return JsonSerializer.Deserialize<TRequest>(bytes, Json) is { } request
                ? (request, key, null)
                : (null, null, Problem.Invalid(new FieldProblem("body", "MALFORMED", "An object is expected.")));
        }
        catch (JsonException bad)
        {
            return (null, null, Problem.Invalid(new FieldProblem(bad.Path is { Length: > 2 } path ? path[2..] : "body", "MALFORMED", "This is not what the field takes.")));
        }
    }

    public static IResult Answer(object view) => Answer(JsonSerializer.Serialize(view, Json));

    public static Problem Refused(Refusal refusal, string language) => Refused([refusal], language);

    /// <summary>The first refusal is the answer; every one of them stands at its field.</summary>
    public static Problem Refused(IReadOnlyList<Refusal> refusals, string language)
    {
        var texts = Texts.Of(language);
        var first = refusals[0];
        FieldProblem[] fields = [.. refusals.Where(r => r.Field is not null).Select(r => new FieldProblem(r.Field!, r.Code, texts.Refusal(r)))];
        return new Problem(422, first.Code, texts.Refusal(first), texts.Remedy(first), first.Rule, first.Facts, fields.Length > 0 ? fields : null);
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ContentHttpResult Answer(string json) => TypedResults.Text(json, "application/json; charset=utf-8");

    private static Problem Conflict(QuoteRow current) => new(
        409, "VERSION_CONFLICT", "The quote has moved on since you looked.", "Look at it as it is now, then decide again.",
        Facts: new Dictionary<string, string> { ["version"] = current.RowVersion.ToString(CultureInfo.InvariantCulture) });

    private static NpgsqlBatchCommand Audit(HttpContext context, string operation, LoadedQuote? before, LoadedQuote after, DateTimeOffset now, string? reason) => AuditTrail.Add(
        context.Caller().TenantId, AuditActor.Of(context), now, new AuditRow(operation, "quote", after.Row.Id, after.Row.Number, Changed(before?.Row, after.Row), reason));

    /// <summary>What an operator reading the audit wants to see side by side.</summary>
    public static string Changed(QuoteRow? before, QuoteRow after) => AuditTrail.Changes(
        ("state", before is null ? null : QuoteRow.Word(before.State), QuoteRow.Word(after.State)),
        ("version", before?.Version, after.Version),
        ("grossMinor", before?.GrossMinor, after.GrossMinor),
        ("validUntil", before?.ValidUntil, after.ValidUntil),
        ("email", before?.Email, after.Email),
        ("poNumber", before?.PoNumber, after.PoNumber));

    private static JsonSerializerOptions MakeJson()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Wiring.Configure(options);
        return options;
    }
}
