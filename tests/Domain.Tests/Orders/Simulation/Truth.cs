using System.Text;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;

namespace Domain.Tests.Orders.Simulation;

/// <summary>
/// What has to be true: after every commit of the books, at the end of everything. The end is compared with a trivial model: the
/// provider's own dictionary of sessions and what each was paid, and integers.
/// </summary>
internal static class Truth
{
    public static void AfterCommit(World world)
    {
        var store = world.Store;
        foreach (var posted in store.Ledger.Rows)
        {
            Hold(world, posted.Transaction.Balanced, $"{posted.Transaction.Reference} does not balance");
        }

        foreach (var totals in Ledger.Totals(store.Postings))
        {
            Hold(world, totals.Difference == 0, $"received is not applied + credit + refunded: {totals}");
            var open = store.Credits.Rows.Where(row => row.State is CreditState.Open or CreditState.Refunding).Sum(row => row.Amount.Minor);
            var waiting = store.Orders.Rows.Where(row => row.PaidBy is not null).Sum(row => row.Lines.Where(line => line.State == LineState.Waiting).Sum(line => line.Quoted.GrossMinor));
            Hold(world, totals.Credit == open + waiting, $"CREDIT holds {totals.Credit}, open credits {open} and waiting lines {waiting}");
        }

        foreach (var order in store.Payments.Rows.Where(row => row.Facts.State <= PaymentState.Processing).GroupBy(row => row.Order))
        {
            Hold(world, order.Count() == 1, $"two open payments of order {order.Key:N}");
        }
    }

    public static void AtTheEnd(World world)
    {
        Settled(world);
        Sessions(world);
        Keys(world);
        Books(world);
        Outside(world);
    }

    /// <summary>Nothing is under way any more.</summary>
    private static void Settled(World world)
    {
        var store = world.Store;
        Hold(world, store.Inbox.Rows.All(row => row.State == InboxState.Done), $"messages not done: {string.Join(", ", store.Inbox.Rows.Where(row => row.State != InboxState.Done))}");
        Hold(world, store.Payments.Rows.All(row => row.Facts.State > PaymentState.Processing), "a payment is still open");
        Hold(world, store.Orders.Rows.All(row => row.State is not (OrderState.Paid or OrderState.Processing)), "an order still waits");
        Hold(world, store.Outbox.Rows.All(row => row.State is OutboxState.Sent or OutboxState.Uncertain), "something was not sent");
        Hold(world, store.Credits.Rows.All(row => row.State is CreditState.Refunded or CreditState.Applied), "a credit is still open");
    }

    /// <summary>Each paid session is its order's lines, each renewed or credited once, or one open credit; nothing else is.</summary>
    private static void Sessions(World world)
    {
        var store = world.Store;
        foreach (var session in world.Provider.Sessions)
        {
            var payment = store.Payments[session.Payment];
            var order = store.Orders[payment.Order];
            var whole = store.Credits.Rows.Where(row => row.Payment == payment.Id && row.Line is null).ToArray();
            Hold(world, session.PaidMinor == payment.Facts.PaidMinor, $"session {session.Id} was paid {session.PaidMinor}, we know of {payment.Facts.PaidMinor}");
            Hold(world, session.Disputed == payment.Facts.Dispute is not null, $"session {session.Id} is disputed and we do not know");
            if (session.PaidMinor == 0)
            {
                Hold(world, whole.Length == 0 && order.PaidBy != payment.Id, $"session {session.Id} was never paid");
            }
            else if (order.PaidBy == payment.Id)
            {
                Hold(world, whole.Length == 0 && order.GrossMinor == session.PaidMinor, $"session {session.Id} pays its order and is a credit");
                Lines(world, order);
            }
            else
            {
                Hold(world, whole.Length == 1 && whole[0].Amount.Minor == session.PaidMinor, $"session {session.Id} pays nothing and is {whole.Length} credits");
            }
        }

        foreach (var quote in store.Quotes.Rows)
        {
            var paid = store.Orders.Rows.Any(order => order.Quote == quote.Id && order.PaidBy is not null);
            Hold(world, paid == (quote.State == QuoteState.Paid), $"quote {quote.Id:N} is {quote.State}, its order {(paid ? "" : "not ")}paid");
        }
    }

    private static void Lines(World world, OrderRow order)
    {
        for (var n = 0; n < order.Lines.Length; n++)
        {
            var line = order.Lines[n];
            var reference = new OrderLineFacts(order.Id, n, line.Quoted).Reference;
            var terms = world.Store.KeyOf(line.Quoted.Key).Known!.Terms.Count(term => term.Reference == reference);
            var credits = world.Store.Credits.Rows.Where(row => row.Order == order.Id && row.Line == n).ToArray();
            var applied = line.State == LineState.Applied;
            Hold(world, terms == (applied ? 1 : 0), $"{reference} is {line.State} and renewed its key {terms} times");
            Hold(world, applied ? credits.All(credit => credit.State == CreditState.Applied) && credits.Length < 2 : credits.Length == 1, $"{reference} is {line.State} with {credits.Length} credits");
        }
    }

    /// <summary>I3: every row is the fold of its events, and every renewal by an order is a line of one.</summary>
    private static void Keys(World world)
    {
        var applied = world.Store.Orders.Rows.SelectMany(order => order.Lines.Select((line, n) => (line, n, order))).Where(one => one.line.State == LineState.Applied)
            .Select(one => new OrderLineFacts(one.order.Id, one.n, one.line.Quoted).Reference).ToHashSet();
        foreach (var row in world.Store.Keys.Rows)
        {
            var fold = Key.Fold(row.Events);
            Hold(world, fold.Json() == row.State.Json(), "a key's row is not the fold of its events");
            Hold(world, row.Version == row.Events.Count && row.State.Known!.Version == row.Events.Count, $"a key at version {row.Version} has {row.Events.Count} events");
            foreach (var term in row.State.Known!.Terms.Where(term => term.Reference?.StartsWith("order:", StringComparison.Ordinal) == true))
            {
                Hold(world, applied.Contains(term.Reference!), $"{term.Reference} renewed a key and is no applied line");
            }
        }
    }

    private static void Books(World world)
    {
        var totals = Ledger.Totals(world.Store.Postings).SingleOrDefault() ?? new LedgerTotals("EUR", 0, 0, 0, 0);
        var received = world.Provider.Sessions.Sum(session => session.PaidMinor);
        var refunds = world.Provider.Sessions.SelectMany(session => session.Refunds.Values).Where(refund => refund.State == RefundState.Succeeded).ToArray();
        var applied = world.Store.Orders.Rows.Sum(order => order.Lines.Where(line => line.State == LineState.Applied).Sum(line => line.Quoted.GrossMinor));
        var model = new LedgerTotals("EUR", received, applied - refunds.Where(refund => refund.Ours is null).Sum(refund => refund.Amount), 0, refunds.Sum(refund => refund.Amount));
        Hold(world, totals == model, $"the books say {totals}, the provider and the lines {model}");
    }

    /// <summary>What left the house: no mail twice, a receipt for every order that was paid; what was acknowledged is kept, what was forged is not.</summary>
    private static void Outside(World world)
    {
        foreach (var mail in world.Mails.GroupBy(mail => mail))
        {
            Hold(world, mail.Count() == 1, $"{mail.Key} was mailed {mail.Count()} times");
        }

        foreach (var order in world.Store.Orders.Rows.Where(order => order.PaidBy is not null))
        {
            Hold(world, world.Store.Outbox.Find($"receipt:{order.Id}") is not null, $"order {order.Id:N} has no receipt");
        }

        Hold(world, world.Acknowledged.All(id => world.Store.Inbox.Find(id) is not null), "an acknowledged message is not kept");
        Hold(world, world.Store.Inbox.Rows.All(row => row.Message.Signed), "a forged message was kept");
    }

    private static void Hold(World world, bool holds, string what)
    {
        if (holds)
        {
            return;
        }

        var told = new StringBuilder()
            .AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"seed {world.Seed} ({world.Defect}) at {world.Now:yyyy-MM-dd HH:mm:ss}: {what}")
            .AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"again: TESSERA_SEED={world.Seed} TESSERA_SEEDS=1 ./test domain");
        foreach (var line in world.Log)
        {
            told.AppendLine("  " + line);
        }

        throw new Xunit.Sdk.XunitException(told.ToString());
    }
}
