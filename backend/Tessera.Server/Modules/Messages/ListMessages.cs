using System.Text.Json.Serialization;
using Npgsql;
using Tessera.Domain.Kernel;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Messages.Sending;

namespace Tessera.Server.Modules.Messages;

[JsonConverter(typeof(ScreamingSnake<MessageState>))]
internal enum MessageState
{
    New,
    Sending,
    Sent,
    Failed,
    Uncertain,
}

/// <summary>Something that goes out, as an operator sees it.</summary>
/// <param name="Kind">mail, or the call to the payment provider.</param>
/// <param name="Failure">Of the newest try.</param>
internal sealed record MessageEntry(
    Guid Id, string Kind, MessageState State, string? To, string? Subject, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset DueAt, DateTimeOffset? DoneAt, string? Failure)
{
    public const string Columns = "message_id, kind, state, body ->> 'to', body ->> 'subject', attempts, created_at, due_at, done_at, failure";

    public static MessageEntry Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), Enum.Parse<MessageState>(row.GetString(2), ignoreCase: true), row.TextOrNull(3), row.TextOrNull(4), row.GetInt32(5), row.Moment(6), row.Moment(7), row.MomentOrNull(8),
        row.TextOrNull(9));
}

/// <summary>What went out, or did not, newest first. Without a state: what waits for an operator.</summary>
internal static class ListMessages
{
    private const string Sort = "messages";
    private static readonly MessageState[] Stuck = [MessageState.Failed, MessageState.Uncertain];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/messages", HandleAsync).Operation(nameof(ListMessages)).WithName("messages")
        .TakesPage(QueryParameter.Text("state", "NEW, SENDING, SENT, FAILED, UNCERTAIN, comma separated; without it FAILED,UNCERTAIN.")).Produces<Page<MessageEntry>>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        var input = new QueryInput(context);
        var page = input.Page(caller.TenantId, Sort);
        var asked = input.Words<MessageState>("state");
        var states = (asked ?? Stuck).Select(s => System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(s.ToString())).ToArray();
        if (input.Problem is { } problem) return problem.Result();
        var rows = await db.QueryAsync(
            caller.TenantId,
            Sql.Of(
                $"SELECT {MessageEntry.Columns} FROM outbox WHERE tenant_id = $1 AND state = ANY($2) AND message_id < $3 AND failure IS DISTINCT FROM $5 ORDER BY message_id DESC LIMIT $4",
                caller.TenantId, states, page.After?.Id ?? Guid.AllBitsSet, page.Limit, asked is null ? MailFailures.AddressLeft : ""),
            MessageEntry.Read, ct);
        return TypedResults.Ok(page.Page(rows, r => r, r => new Cursor(caller.TenantId, Sort, "", r.Id)));
    }
}
