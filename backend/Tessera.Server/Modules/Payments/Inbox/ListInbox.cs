using Npgsql;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Payments.Books;

namespace Tessera.Server.Modules.Payments.Inbox;

/// <summary>The states of an archived message.</summary>
internal enum InboxState
{
    New,
    Done,
    Ignored,
    Waiting,
    Dead,
}

/// <param name="Note">What it waits for, or why it is dead.</param>
internal sealed record InboxEventView(string EventId, string Type, InboxState State, int Attempts, DateTimeOffset ReceivedAt, string? Note)
{
    public const string Columns = "event_id, type, state, attempts, received_at, note";

    public static InboxEventView Read(NpgsqlDataReader r) => new(r.GetString(0), r.GetString(1), PaymentWords.Read<InboxState>(r.GetString(2)), r.GetInt32(3), r.Moment(4), r.TextOrNull(5));
}

/// <summary>The provider's messages, newest first, up to 200; unless asked otherwise, those that need somebody.</summary>
internal static class ListInbox
{
    private const int Most = 200;
    private static readonly InboxState[] Unfinished = [InboxState.Waiting, InboxState.Dead];

    private const string Newest = $"SELECT {InboxEventView.Columns} FROM inbox WHERE tenant_id = $1 AND state = ANY($2) ORDER BY received_at DESC, event_id LIMIT $3";

    internal sealed record InboxView(IReadOnlyList<InboxEventView> Items);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/inbox", HandleAsync).Operation(nameof(ListInbox)).WithName("inbox").Takes(QueryParameter.Text("state", "One or more states, comma separated.")).Produces<InboxView>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, CancellationToken ct)
    {
        var tenant = context.Caller().TenantId;
        var input = new QueryInput(context);
        var states = input.Words<InboxState>("state") ?? Unfinished;
        if (input.Problem is { } problem) return problem.Result();
        return TypedResults.Ok(new InboxView(await db.QueryAsync(tenant, Sql.Of(Newest, tenant, states.Select(PaymentWords.Of).ToArray(), Most), InboxEventView.Read, ct)));
    }
}
