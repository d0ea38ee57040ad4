using System.Globalization;
using Npgsql;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Platform.Errors;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Quotes.Pay;

/// <summary>What a visitor's write came to: the quote as it is now, or why not.</summary>
internal sealed record PayTurn(LoadedQuote Quote, Problem? Problem = null)
{
    /// <summary>Rows that belong to the write.</summary>
    public IReadOnlyList<NpgsqlBatchCommand> Beside { get; init; } = [];
}

/// <summary>Writes of the pay page. Nobody is signed in: the link is the proof, and the audit keeps the address it came from.</summary>
internal sealed class PayDesk(QuoteStore store, KeyStore keys)
{
    private const int Attempts = 3;

    /// <summary>Decides, keeps, and where another writer was first decides again on what is there now.</summary>
    /// <param name="call">Admitted.</param>
    /// <param name="action">For the audit: the page's own word.</param>
    /// <param name="who">Name of whoever does it, as typed, or the buyer's.</param>
    /// <param name="decide">The same quote: it is so already.</param>
    public async Task<PayTurn> KeepAsync(PayCall call, string action, string who, Func<PayCall, Task<PayTurn>> decide)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (tenant, before) = (call.Tenant.Id, call.Quote);
            var turn = await decide(call);
            if (turn.Problem is not null || ReferenceEquals(turn.Quote, before)) return turn;
            var audit = AuditTrail.Add(tenant, Actor(call, who), call.Now, new AuditRow(action, "quote", before.Row.Id, before.Row.Number, QuoteDesk.Changed(before.Row, turn.Quote.Row), turn.Quote.Row.Reason));
            if (await store.KeepAsync(tenant, before, turn.Quote, [.. turn.Beside, audit], call.Ct)) return turn;
            if (attempt == Attempts || await store.FindAsync(tenant, before.Row.Id, null, call.Ct) is not { } now)
                return turn with { Problem = new Problem(409, "VERSION_CONFLICT", "The quote is being changed right now. Try again.") };
            call = call with { Quote = now };
        }
    }

    /// <summary>XP-3: kept on the key, with the name as typed and the text as read. The same name again writes nothing.</summary>
    public async Task<Refusal?> AcknowledgeAsync(PayCall call, KeyId key, string name)
    {
        var who = Actor(call, name);
        var outcome = await keys.TransactAsync(
            new KeyWrite(
                call.Tenant.Id, () => LoadedKey.ById(call.Tenant.Id, key.Value, null),
                (loaded, book, now) => KeyDecider.Decide(new KeyCommand.AcknowledgeOverLimit(name, call.Language), new Key.OpenKey(loaded.Facts).AsOf(call.Today), book, call.Today, now, new Actor(name)))
            {
                Beside = (was, after, events, now) => new(events.Count == 0 ? [] : [AuditTrail.Add(call.Tenant.Id, who, now, new AuditRow("AcknowledgeOverLimit", "key", key.Value, after.Facts.Number.Masked,
                    AuditTrail.Changes(("acknowledgements", was.Facts.Acknowledgements.Length, after.Facts.Acknowledgements.Length))))]),
            },
            call.Ct);
        return outcome switch
        {
            KeyOutcome.Refused refused => refused.Refusal,
            KeyOutcome.Conflict or KeyOutcome.Unknown => Refusal.Of(RefusalCodes.OverLimitNotAcknowledged, "XP-3", "acknowledge"),
            _ => null,
        };
    }

    public static QuoteHappened Happened(PayCall call, string who, string name, params ReadOnlySpan<(string Name, string? Value)> facts) =>
        QuoteHappened.Of(call.Now, who, name, [.. facts, ("version", call.Quote.Row.Version.ToString(CultureInfo.InvariantCulture))]);

    private static AuditActor Actor(PayCall call, string name) => new(name, null, null, Problems.Reference(call.Context), call.Context.Connection.RemoteIpAddress?.ToString());
}
