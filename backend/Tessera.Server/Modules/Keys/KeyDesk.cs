using System.Text.Json;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Platform.Errors;
using Tessera.Platform.Idempotency;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Keys;

/// <summary>What every request about one key may carry besides its own fields.</summary>
internal abstract record KeyRequest
{
    public bool DryRun { get; init; }

    /// <summary>Refuse where the key moved on since the reader looked.</summary>
    public int? ExpectedVersion { get; init; }
}

/// <summary>What a use case knows when it turns a request into a command.</summary>
/// <param name="Reference">The caller's idempotency key: a payment named twice renews once.</param>
internal sealed record KeyCall(Caller Caller, DateOnly Today, DateTimeOffset Now, string Reference, LoadedKey Key);

/// <summary>Looks up what a request names before it is decided; a problem where it names nothing.</summary>
internal delegate Task<(TRequest? Request, Problem? Problem)> KeyResolver<TRequest>(TRequest request, KeyParties parties, CancellationToken ct);

/// <summary>
/// The way every command on an existing key goes: read the request, decide, keep audit and answer with it, answer with the key
/// as it is now (or would be).
/// </summary>
internal sealed class KeyDesk(KeyStore store, KeyDetails details, TenantDb db)
{
    private static readonly JsonSerializerOptions Json = MakeJson();

    public static void Map<TRequest>(IEndpointRouteBuilder routes, string verb, string operation, Func<TRequest, KeyCall, KeyCommand> command, Func<TRequest, string?>? reason = null, KeyResolver<TRequest>? resolve = null)
        where TRequest : KeyRequest =>
        routes.MapPost("/v1/keys/{id:guid}/" + verb, (Guid id, HttpContext context, KeyDesk desk, CancellationToken ct) => desk.RunAsync(id, context, new Use<TRequest>(operation, command, reason, resolve), ct))
            .Operation(operation).WithName(char.ToLowerInvariant(operation[0]) + operation[1..])
            .Accepts<TRequest>("application/json").Produces<KeyDetailView>().ProducesProblem(422);

    /// <summary>Answers with the key, a refusal, or what the same request was answered before.</summary>
    private async Task<IResult> RunAsync<TRequest>(Guid id, HttpContext context, Use<TRequest> use, CancellationToken ct)
        where TRequest : KeyRequest
    {
        var (request, idempotency, problem) = await ReadAsync<TRequest>(context, ct);
        if (problem is not null) return problem.Result();
        var caller = context.Caller();
        if (await KeptAnswers.ReplayAsync(db, caller, idempotency!, ct) is { } before) return before;
        if (use.Resolve is { } resolve)
        {
            (request, problem) = await resolve(request!, new KeyParties(db, caller), ct);
            if (problem is not null) return problem.Result();
        }

        string? body = null;
        var write = new KeyWrite(
            caller.TenantId,
            () => LoadedKey.ById(caller.TenantId, id, caller.PartnerId),
            (key, book, now) =>
            {
                var today = caller.Tenant.DayOf(now);
                return KeyDecider.Decide(use.Command(request!, new KeyCall(caller, today, now, idempotency!.Value, key)), new Key.OpenKey(key.Facts).AsOf(today), book, today, now, KeyDetails.ActorOf(caller));
            })
        {
            DryRun = request!.DryRun,
            ExpectedVersion = request.ExpectedVersion,
            Beside = async (was, after, events, now) =>
            {
                body = JsonSerializer.Serialize(await details.OfAsync(after, caller, ct), Json);
                var kept = KeptAnswers.Keep(caller, idempotency!, body, now);
                if (events.Count == 0) return [kept];
                var row = new AuditRow(use.Operation, "key", id, after.Facts.Number.Masked, Changed(was.Facts, after.Facts), use.Reason?.Invoke(request!));
                return [AuditTrail.Add(caller.TenantId, AuditActor.Of(context), now, row), kept];
            },
        };
        try
        {
            return await store.TransactAsync(write, ct) switch
            {
                KeyOutcome.Accepted accepted => Answer(body ?? JsonSerializer.Serialize(await details.OfAsync(accepted.Key, caller, ct), Json)),
                KeyOutcome.Refused refused => Refused(refused.Refusal, caller.Language),
                KeyOutcome.Conflict conflict => Conflict(conflict.Current),
                _ => Problem.NotFound.Result(),
            };
        }
        catch (Npgsql.PostgresException raced) when (KeptAnswers.Raced(raced))
        {
            return await KeptAnswers.ReplayAsync(db, caller, idempotency!, ct) ?? new Problem(409, "VERSION_CONFLICT", "The same write is being made right now. Ask again.").Result();
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

    public static IResult Refused(Refusal refusal, string language)
    {
        var texts = Texts.Of(language);
        var fields = refusal.Field is { } field ? new[] { new FieldProblem(field, refusal.Code, texts.Refusal(refusal)) } : null;
        return new Problem(422, refusal.Code, texts.Refusal(refusal), texts.Remedy(refusal), refusal.Rule, refusal.Facts, fields).Result();
    }

    public static IResult Answer(string json) => TypedResults.Text(json, "application/json; charset=utf-8");

    private static IResult Conflict(LoadedKey current) => new Problem(
        409, "VERSION_CONFLICT", "The key has moved on since you looked.", "Look at it as it is now, then decide again.",
        Facts: new Dictionary<string, string> { ["version"] = current.Facts.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) }).Result();

    private sealed record Use<TRequest>(string Operation, Func<TRequest, KeyCall, KeyCommand> Command, Func<TRequest, string?>? Reason, KeyResolver<TRequest>? Resolve);

    /// <summary>What an operator reading the audit wants to see side by side.</summary>
    private static string Changed(KeyFacts before, KeyFacts after) => AuditTrail.Changes(
        ("lastDay", before.LastDay, after.LastDay),
        ("edition", Words.Of(before.Purchased.Edition), Words.Of(after.Purchased.Edition)),
        ("size", before.Purchased.Size, after.Purchased.Size),
        ("partner", before.Partner, after.Partner),
        ("number", before.Number.Masked, after.Number.Masked),
        ("fingerprint", before.Activation?.Fingerprint, after.Activation?.Fingerprint),
        ("usersAndExtensions", before.Usage?.UsersAndExtensions, after.Usage?.UsersAndExtensions),
        ("deadline", before.DeadlineExtensions.LastOrDefault()?.To, after.DeadlineExtensions.LastOrDefault()?.To),
        ("transferTo", before.Transfer?.ToPartner, after.Transfer?.ToPartner),
        ("closesOn", before.ClosesOn, after.ClosesOn),
        ("acknowledgements", before.Acknowledgements.Length, after.Acknowledgements.Length),
        ("pendingSize", before.PendingDowngrade?.Size, after.PendingDowngrade?.Size));

    private static JsonSerializerOptions MakeJson()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Wiring.Configure(options);
        return options;
    }
}
