using Npgsql;

namespace Tessera.Platform.Outbox;

/// <summary>Something that goes out once the write it follows from is kept.</summary>
/// <param name="Id">Version 7, of the moment of the write.</param>
/// <param name="Kind">Names the handler.</param>
/// <param name="Dedupe">Why it goes out, such as <c>receipt:{order}</c>: the same reason is one message.</param>
/// <param name="Body">A JSON object; only the handler reads it.</param>
public sealed record OutboxMessage(Guid Id, string Kind, string Dedupe, string Body, DateTimeOffset DueAt);

/// <summary>One try to send a message.</summary>
/// <param name="Attempt">1, 2, …; also the token that fences off a try whose lease ran out.</param>
public sealed record OutboxDelivery(int Tenant, Guid Id, string Kind, string Dedupe, string Body, int Attempt, DateTimeOffset CreatedAt);

/// <summary>How a try ended.</summary>
public abstract record OutboxResult
{
    /// <summary>It is out.</summary>
    /// <param name="Beside">What is written in the transaction that says so.</param>
    public sealed record Sent(params IReadOnlyList<NpgsqlBatchCommand> Beside) : OutboxResult;

    /// <summary>It is not out, for certain; tried again, later each time.</summary>
    public sealed record Again(string Reason, TimeSpan? After = null) : OutboxResult;

    /// <summary>It cannot go out; a person may send it again.</summary>
    /// <param name="Beside">What is written in the transaction that says so.</param>
    public sealed record Failed(string Reason, params IReadOnlyList<NpgsqlBatchCommand> Beside) : OutboxResult;

    /// <summary>Nobody knows. A repeatable message is tried again; any other waits for a person.</summary>
    public sealed record Uncertain(string Reason) : OutboxResult;
}

/// <summary>Sends the messages of one kind.</summary>
/// <param name="Repeatable">
/// The receiver knows a repetition by its key, so that a try that was never reported is tried again. Otherwise sending is at most
/// once: such a message becomes UNCERTAIN.
/// </param>
/// <param name="SendAsync">Ends within a minute; an exception counts as <see cref="OutboxResult.Uncertain"/>.</param>
/// <param name="Attempts">After so many tries <see cref="OutboxResult.Again"/> is FAILED.</param>
public sealed record OutboxHandler(bool Repeatable, Func<OutboxDelivery, CancellationToken, Task<OutboxResult>> SendAsync, int Attempts = 12);

/// <summary>A handler and the kind it is for.</summary>
public sealed record OutboxKind(string Name, OutboxHandler Handler);
