using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Changes;

/// <summary>
/// Server-sent events of what the reader may see, as it is committed. Says nothing but ids and versions: whoever is told reads
/// again. Ends when the token does, or the membership it was opened under.
/// </summary>
internal static class ReadChanges
{
    internal sealed record Changed(Guid Id, int Version);

    /// <summary>Of long work: an import, a review.</summary>
    internal sealed record RunChanged(Guid Id, int Done, int Total, string? State);

    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/changes", HandleAsync).Operation(nameof(ReadChanges)).WithName("changes").Takes().Produces<string>(200, "text/event-stream");

    private static async Task HandleAsync(HttpContext context, ChangeFeed feed, OpenStreams streams, Memberships memberships, TimeProvider clock, IHostApplicationLifetime life)
    {
        var caller = context.Caller();
        if (new QueryInput(context).Problem is { } problem)
        {
            await Problems.WriteAsync(context, problem);
            return;
        }

        using var place = streams.Open(caller.Membership.Id);
        if (place is null)
        {
            await CallerLimits.RefuseAsync(context);
            return;
        }

        var queue = new ChangeQueue(caller);
        using var subscription = feed.Subscribe(queue.Offer);
        using var loss = feed.SubscribeLoss(queue.Overflow);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await TellAsync(context, ": open\n\n", ending.Token);
            var expiry = Expiry(context.User);
            while (clock.GetUtcNow() < expiry && !(caller.Viewing?.Until <= clock.GetUtcNow()) && await IsMemberAsync(memberships, caller, ending.Token))
            {
                var left = expiry - clock.GetUtcNow();
                await BeatAsync(context, queue, left < Heartbeat ? left : Heartbeat, ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The reader or this process is going.
        }
    }

    /// <summary>Tells what happens until the next heartbeat is due.</summary>
    private static async Task BeatAsync(HttpContext context, ChangeQueue queue, TimeSpan length, CancellationToken ct)
    {
        using var due = CancellationTokenSource.CreateLinkedTokenSource(ct);
        due.CancelAfter(length > TimeSpan.Zero ? length : TimeSpan.Zero);
        try
        {
            while (await queue.Waiting.WaitToReadAsync(due.Token))
            {
                if (queue.TakeOverflow()) await TellAsync(context, "event: resync\ndata: {}\n\n", ct);
                while (queue.Waiting.TryRead(out var change)) await TellAsync(context, Text(change), ct);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            await TellAsync(context, ": beat\n\n", ct);
        }
    }

    private static async Task<bool> IsMemberAsync(Memberships memberships, Caller caller, CancellationToken ct) =>
        (await memberships.OfAsync(caller.Person, ct)).Any(m =>
            m.Id == caller.Membership.Id && m.Suspension is null && (caller.Viewing is null ? m.Role == caller.Role && m.PartnerId == caller.PartnerId : m.Role == Role.Operator));

    private static DateTimeOffset Expiry(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue("exp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MinValue;

    private static string Text(Change change) => change.Kind is "import" or "review"
        ? $"event: {change.Kind}\ndata: {JsonSerializer.Serialize(new RunChanged(change.Id, change.Version, change.Total, change.State), JsonSerializerOptions.Web)}\n\n"
        : $"event: {change.Kind}\ndata: {JsonSerializer.Serialize(new Changed(change.Id, change.Version), JsonSerializerOptions.Web)}\n\n";

    private static async Task TellAsync(HttpContext context, string text, CancellationToken ct)
    {
        await context.Response.WriteAsync(text, ct);
        await context.Response.Body.FlushAsync(ct);
    }
}
