using System.Text.Json;
using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Keys;

internal sealed record KeyOfficeCall(Caller Caller, KeyParties Parties);

/// <summary>The instant of a decision, and the tenant's day then.</summary>
internal readonly record struct KeyMoment(DateTimeOffset Now, DateOnly Today);

/// <summary>Both halves of a decision that begins a key: the new stream, and the old one it replaces.</summary>
internal sealed record IssueDecision(Decision New, LoadedKey? Replaced, Decision? Old);

internal sealed record KeyIssue(CustomerLink? Customer, PartnerLink? Partner, Func<RuleBook, KeyMoment, IssueDecision>? Decide, bool DryRun)
{
    public Problem? Problem { get; init; }

    public static KeyIssue Refused(Problem problem) => new(null, null, null, false) { Problem = problem };
}

/// <summary>The way a new key comes into being: decided, kept with its events, audit and answer in one transaction.</summary>
internal sealed class KeyOffice(TenantDb db, TenantRules rules, KeyDetails details, ChangeFeed feed, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = MakeJson();

    public async Task<IResult> RunAsync<TRequest>(HttpContext context, string operation, Func<TRequest, KeyOfficeCall, Task<KeyIssue>> prepare, CancellationToken ct)
        where TRequest : class
    {
        var (request, idempotency, problem) = await KeyDesk.ReadAsync<TRequest>(context, ct);
        if (problem is not null) return problem.Result();
        var caller = context.Caller();
        if (await KeptAnswers.ReplayAsync(db, caller, idempotency!, ct) is { } kept) return kept;

        var issue = await prepare(request!, new KeyOfficeCall(caller, new KeyParties(db, caller)));
        if (issue.Problem is { } refused) return refused.Result();
        var (revision, book) = await rules.OfAsync(caller.TenantId, ct);
        // Read after the keys were: whoever wrote before, wrote at an earlier moment (I12).
        var now = clock.GetUtcNow();
        var decided = issue.Decide!(book, new KeyMoment(now, caller.Tenant.DayOf(now)));
        if (decided.Old is Decision.Refused old) return KeyDesk.Refused(old.Refusal, caller.Language);
        if (decided.New is Decision.Refused no) return KeyDesk.Refused(no.Refusal, caller.Language);
        var events = ((Decision.Accepted)decided.New).Events;
        var key = new LoadedKey(KeyStore.Apply(Key.None, events), issue.Customer!, issue.Partner);
        var body = JsonSerializer.Serialize(await details.OfAsync(key, caller, ct), Json);
        if (issue.DryRun) return KeyDesk.Answer(body);
        try
        {
            NpgsqlBatchCommand[] beside = [AuditTrail.Add(caller.TenantId, AuditActor.Of(context), now, new AuditRow(operation, "key", key.Facts.Id.Value, key.Facts.Number.Masked, New(key.Facts))), KeptAnswers.Keep(caller, idempotency!, body, now)];
            await db.WriteAsync(caller.TenantId, [.. Added(caller.TenantId, key, events, book, revision), .. Replaced(caller.TenantId, decided, book, revision), .. beside], ct);
        }
        catch (PostgresException raced) when (KeptAnswers.Raced(raced))
        {
            return await KeptAnswers.ReplayAsync(db, caller, idempotency!, ct) ?? new Problem(409, "VERSION_CONFLICT", "The same write is being made right now. Ask again.").Result();
        }
        catch (PostgresException raced) when (KeyStore.Raced(raced))
        {
            return new Problem(409, "VERSION_CONFLICT", "The key has moved on since you looked.").Result();
        }
        catch (PostgresException taken) when (taken is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "licence_key" })
        {
            return new Problem(422, "KEY_ALREADY_EXISTS", "This number is in use.", Rule: "KL-13", Fields: [new FieldProblem("number", "KEY_ALREADY_EXISTS", "This number is in use.")]).Result();
        }

        feed.Publish(KeyStore.Told(caller.TenantId, null, key.Facts));
        if (decided.Replaced is { } gone) feed.Publish(KeyStore.Told(caller.TenantId, gone.Facts, gone.Facts));
        return KeyDesk.Answer(body);
    }

    /// <summary>The statements that begin a key.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Added(int tenant, LoadedKey key, IReadOnlyList<KeyEvent> events, RuleBook book, int revision)
    {
        var row = KeyRow.Of(key.Facts, book, revision, key.Customer.Name);
        yield return KeySql.Added(tenant, row);
        yield return KeySql.Events(tenant, key.Facts.Id.Value, 1, events);
        yield return KeySql.Found(tenant, key.Facts.Id.Value, row.Search(tenant, key.Customer.Name, key.Partner?.Name));
        if (key.Facts.Activation is not null) yield return KeySql.Bound(tenant, key.Facts);
    }

    private static IEnumerable<NpgsqlBatchCommand> Replaced(int tenant, IssueDecision decided, RuleBook book, int revision)
    {
        if (decided is not { Replaced: { } old, Old: Decision.Accepted { Events.Length: > 0 } gone }) yield break;
        var after = KeyStore.Apply(new Key.OpenKey(old.Facts), gone.Events);
        yield return KeySql.Moved(tenant, KeyRow.Of(after, book, revision, old.Customer.Name), old.Facts.Version);
        yield return KeySql.Events(tenant, after.Id.Value, old.Facts.Version + 1, gone.Events);
        if (old.Facts.Activation is not null && after.Activation is null) yield return KeySql.Bound(tenant, after);
    }

    private static string New(KeyFacts facts) => AuditTrail.Changes(
        ("edition", null, Words.Of(facts.Purchased.Edition)), ("size", null, facts.Purchased.Size), ("lastDay", null, facts.LastDay));

    private static JsonSerializerOptions MakeJson()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Wiring.Configure(options);
        return options;
    }
}
