using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;

namespace Domain.Tests.Orders.Simulation;

/// <summary>Everybody who wants something: partners who quote and revise, customers who pay (or not), operators, a bank, and somebody with bad intentions.</summary>
internal static partial class People
{
    private const int Quotes = 6;
    private const double Hour = 3600;

    public static void Arrive(World world)
    {
        Keys(world);
        for (var number = 0; number < Quotes; number++)
        {
            world.Spawn("partner", Quoting(world), world.Between(0, 3 * 24 * Hour), mortal: false);
        }

        world.Spawn("desk", Meddling(world), 0, mortal: false);
        world.Spawn("operator", Settling(world), 0, mortal: false);
        world.Spawn("bank", Banking(world), 0, mortal: false);
        world.Spawn("forger", Forging(world), 0, mortal: false);
    }

    /// <summary>One in its first year, one fallen back, one perpetual in its window, one over its maximum.</summary>
    private static void Keys(World world)
    {
        Stream[] streams =
        [
            OrderKit.Annual(number: 1), OrderKit.Annual(Edition.Enterprise, 24, "2024-01-01", 2),
            new Stream(world.Rules).With(Kit.ImportPerpetual(new DateOnly(2026, 10, 31)) with { Id = Kit.Id(3), Number = Kit.Number(3) }, "2024-01-01"),
            OrderKit.Annual(number: 4).With(new KeyCommand.ReportUsage(95), "2026-11-01"),
        ];
        foreach (var stream in streams)
        {
            world.Store.Keys.Write(stream.Facts.Id, new KeyRow(stream.Key, [.. stream.Events], stream.Events.Count));
        }
    }

    private static IEnumerable<double> Quoting(World world)
    {
        var keys = world.Store.Keys.Rows.OrderBy(_ => world.Random.Next()).Take(1 + world.Random.Next(2)).Select(row => row.State.Known!.Id).ToArray();
        if (Price(world, keys, 1) is not { } document)
        {
            yield break;
        }

        var id = world.NewId();
        world.Store.Quotes.Write(id, new QuoteRow(id, QuoteState.Draft, document, 1));
        yield return world.Between(1, 600);
        Move(world, id, new QuoteCommand.Send("paola@miramare.example"));
        for (var tab = 0; tab < 1 + world.Random.Next(2); tab++)
        {
            world.Spawn("customer", Visiting(world, id), world.Between(0, 20 * Hour), mortal: false);
        }

        if (world.Random.Next(3) == 0)
        {
            yield return world.Between(0, 24 * Hour);
            Revise(world, id, keys);
        }
    }

    private static QuoteDocument? Price(World world, KeyId[] keys, int version) => Pricing.Quote(
        new QuoteRequest([.. keys.Select(key => world.Store.KeyOf(key).Known!.Line(1 + world.Random.Next(2), "Gold"))], version),
        new PricingContext(world.Rules, world.Today, Payer.Customer, OrderKit.Hotel)).Document;

    /// <summary>A customer comes up to three times: accepts, goes to the provider, pays or does not.</summary>
    private static IEnumerable<double> Visiting(World world, Guid id)
    {
        for (var visit = 0; visit < 3; visit++)
        {
            Move(world, id, new QuoteCommand.View());
            yield return world.Between(5, 300);
            var version = world.Store.Quotes[id].Document.Version;
            var accept = Accepting(world, id, version).GetEnumerator();
            while (Survives(accept))
            {
                yield return accept.Current;
            }

            if (Payable(world, id, version) is { } payment)
            {
                world.Spawn("buyer", Buying(world, world.Provider.Of(payment)), world.Between(10, 900), mortal: false);
            }

            yield return world.Between(Hour, 30 * Hour);
        }
    }

    /// <summary>A crash of ours is an error page to them.</summary>
    private static bool Survives(IEnumerator<double> request)
    {
        try
        {
            return request.MoveNext();
        }
        catch (Crash)
        {
            return false;
        }
    }

    private static IEnumerable<double> Accepting(World world, Guid id, int version)
    {
        var quote = world.Store.Quotes[id];
        var needed = Acknowledging.Needed(quote.Document.Lines.Select(line => world.Store.KeyOf(line.Key).Known!), world.Rules, world.Today);
        foreach (var key in needed)
        {
            foreach (var pause in world.Shop.Do(key, new KeyCommand.AcknowledgeOverLimit("Paola Ricci", "it")))
            {
                yield return pause;
            }
        }

        if (!Move(world, id, new QuoteCommand.Accept("Paola Ricci", version, needed)))
        {
            yield break;
        }

        yield return world.Blink();
        foreach (var pause in CheckingOut(world, id, version))
        {
            yield return pause;
        }
    }

    /// <summary>One open payment per order, one order per version: asked again, the same.</summary>
    private static IEnumerable<double> CheckingOut(World world, Guid id, int version)
    {
        var (store, quote) = (world.Store, world.Store.Quotes[id]);
        if (quote.State != QuoteState.Accepted || quote.Document.Version != version)
        {
            yield break;
        }

        var order = store.Orders.Rows.SingleOrDefault(row => row.Quote == id && row.QuoteVersion == version)
            ?? new OrderRow(
                world.NewId(), id, version, OrderState.Open, [.. quote.Document.Lines.Select(line => new LineRow(line, LineState.Waiting))], null, null, 0);
        var payment = store.Payments.Rows.SingleOrDefault(row => row.Order == order.Id && row.Facts.State <= PaymentState.Processing);
        yield return world.Blink();
        if (payment is null)
        {
            payment = new PaymentRow(world.NewId(), order.Id, new PaymentFacts(PaymentState.Creating, "EUR", order.GrossMinor), world.Now, 0);
            var unit = world.Shop.Unit()
                .Require(now => now.Quotes[id].Version == quote.Version)
                .Require(now => !now.Orders.Rows.Any(row => row.Quote == id && row.QuoteVersion == version && row.Id != order.Id))
                .Require(now => !now.Payments.Rows.Any(row => row.Order == order.Id && row.Facts.State <= PaymentState.Processing))
                .Put(store.Orders, order.Id, order).Put(store.Payments, payment.Id, payment);
            if (order.State is not OrderState.Open || !world.Commit(unit))
            {
                yield break;
            }

            yield return world.Blink();
        }

        if (World.Try(() => world.Provider.Create(payment.Id, payment.Facts.AmountMinor)))
        {
            var unit = world.Shop.Unit();
            world.Shop.Take(unit, store.Payments[payment.Id], new PaymentNews.Opened(world.Provider.Of(payment.Id).Id));
            world.Commit(unit);
        }
    }

    /// <summary>The link they were sent to, where there is one.</summary>
    private static Guid? Payable(World world, Guid id, int version)
    {
        var order = world.Store.Orders.Rows.SingleOrDefault(row => row.Quote == id && row.QuoteVersion == version);
        var payment = world.Store.Payments.Rows.FirstOrDefault(row => row.Order == order?.Id && row.Facts.State == PaymentState.Open);
        return payment is not null && world.Provider.Knows(payment.Id) ? payment.Id : null;
    }

    private static IEnumerable<double> Buying(World world, Session session)
    {
        if (session.State != PaymentState.Open)
        {
            yield break;
        }

        switch (world.Random.Next(10))
        {
            case 0:
                yield break; // leaves the page; the session runs out
            case 1:
                world.Provider.Tell(session, new PaymentNews.Failed("card_declined", Final: false));
                break;
            case 2 or 3:
                world.Provider.Become(session, PaymentState.Processing, new PaymentNews.Processing());
                yield return world.Between(Hour, 48 * Hour);
                if (world.Random.Next(5) < 2)
                {
                    world.Provider.Become(session, PaymentState.Failed, new PaymentNews.Failed("debit_failed", Final: true));
                    yield return world.Between(Hour, 24 * Hour);
                    if (world.Random.Next(2) == 0)
                    {
                        world.Provider.Pay(session, certain: true); // the bank had erred
                    }

                    yield break;
                }

                break;
        }

        if (session.State is PaymentState.Open or PaymentState.Processing)
        {
            world.Provider.Pay(session, certain: false);
        }
    }

    private static void Revise(World world, Guid id, KeyId[] keys)
    {
        var (store, quote) = (world.Store, world.Store.Quotes[id]);
        var orders = store.Orders.Rows.Where(row => row.Quote == id).ToArray();
        var facts = Facts(quote) with { PaymentUnderWay = orders.Any(order => order.State == OrderState.Processing) };
        if (QuoteDecider.Decide(new QuoteCommand.Revise(), facts, world.Today) is not QuoteDecision.Moved moved || Price(world, keys, quote.Document.Version + 1) is not { } document)
        {
            return;
        }

        var unit = world.Shop.Unit().Put(store.Quotes, id, quote with { State = moved.To, Document = document });
        foreach (var order in orders.Where(order => order.State == OrderState.Open))
        {
            unit.Put(store.Orders, order.Id, order with { State = OrderState.Cancelled });
            foreach (var payment in store.Payments.Rows.Where(row => row.Order == order.Id && row.Facts.State <= PaymentState.Open))
            {
                unit.Once(store.Outbox, $"expire:{payment.Id}", new OutboxRow($"expire:{payment.Id}", "expire", payment.Id, null, 0, OutboxState.New, world.Now, 0));
            }
        }

        Quietly(world, unit);
    }

    /// <summary>The other doors to the same keys, open all the time.</summary>
    private static IEnumerable<double> Meddling(World world)
    {
        while (world.Busy)
        {
            yield return world.Between(Hour, 10 * Hour);
            MeddleWith(world, world.Store.Keys.Rows.ElementAt(world.Random.Next(4)).State.Known!.Id);
        }
    }

    public static void MeddleWith(World world, KeyId id)
    {
        var key = world.Store.KeyOf(id).Known!;
        var reference = $"desk-{world.NewId():N}";
        KeyCommand command = world.Random.Next(12) switch
        {
            < 3 => key.Kind == KeyKind.Perpetual ? new KeyCommand.RenewMaintenance(1, null, reference) : new KeyCommand.RenewKey(1, null, reference),
            < 7 => new KeyCommand.ReportUsage(world.Random.Next(60, 130)),
            < 9 => new KeyCommand.AcknowledgeOverLimit("Giulia Ferri"),
            9 => new KeyCommand.UpgradeKey(Edition.Enterprise, 32),
            10 => new KeyCommand.DowngradeKey(key.Purchased.Edition, 8),
            _ => new KeyCommand.CloseKey("leaves"),
        };
        world.Spawn("desk's request", world.Shop.Do(id, command), world.Blink());
    }

    private static IEnumerable<double> Settling(World world)
    {
        while (true)
        {
            yield return world.Between(4 * Hour, 8 * Hour);
            foreach (var credit in world.Store.Credits.Rows.Where(row => row.State == CreditState.Open).ToArray())
            {
                var how = credit.Cause == CreditCause.LineRefused && world.Random.Next(2) == 0 ? Settlement.Retry : Settlement.Refund;
                if (Credits.Settle(how, credit.State, credit.Cause, "agreed") is null)
                {
                    var unit = world.Shop.Unit();
                    if (how == Settlement.Refund ? SendBack(world, unit, credit) : ApplyAfterAll(world, unit, credit))
                    {
                        Quietly(world, unit);
                    }
                }

                yield return world.Between(1, 60);
            }
        }
    }

    private static bool SendBack(World world, Unit unit, CreditRow credit)
    {
        var (id, payment) = (world.NewId(), world.Store.Payments[credit.Payment]);
        var asked = payment.Facts with { Refunds = payment.Facts.Refunds.Add(new RefundFacts(id, null, credit.Amount.Minor, RefundState.Requested)) };
        unit.Put(world.Store.Credits, credit.Id, credit with { State = CreditState.Refunding, Refund = id })
            .Put(world.Store.Payments, payment.Id, payment with { Facts = asked })
            .Once(world.Store.Outbox, $"refund:{id}", new OutboxRow($"refund:{id}", "refund", payment.Id, id, credit.Amount.Minor, OutboxState.New, world.Now, 0));
        return true;
    }

    private static bool ApplyAfterAll(World world, Unit unit, CreditRow credit)
    {
        var (order, n) = (world.Store.Orders[credit.Order], credit.Line.GetValueOrDefault());
        var quoted = order.Lines[n].Quoted;
        var key = world.Store.Keys[quoted.Key];
        var decision = Fulfilment.Decide(
            new OrderLineFacts(order.Id, n, quoted), key.State.Known!, world.Rules, order.PaidOn.GetValueOrDefault(), world.Today, world.Now, Kit.Giulia, inSpite: true);
        if (decision is not Decision.Accepted { Events: var events })
        {
            return false;
        }

        var after = order with { Lines = order.Lines.SetItem(n, new LineRow(quoted, LineState.Applied)) };
        unit.Put(world.Store.Keys, quoted.Key, Shop.Grown(key, events))
            .Put(world.Store.Orders, order.Id, after with { State = Fulfilment.StateOf(after.Lines.Select(line => line.State)) })
            .Put(world.Store.Credits, credit.Id, credit with { State = CreditState.Applied });
        world.Shop.Post(unit, Ledger.Applied(order.Id, n, credit.Amount, world.Today));
        return true;
    }

    private static bool Move(World world, Guid id, QuoteCommand command)
    {
        var quote = world.Store.Quotes[id];
        var decision = QuoteDecider.Decide(command, Facts(quote), world.Today);
        if (decision is QuoteDecision.Moved moved)
        {
            var unit = world.Shop.Unit().Put(world.Store.Quotes, id, quote with { State = moved.To });
            if (command is QuoteCommand.Send)
            {
                var dedupe = $"quote:{id}:{quote.Document.Version}";
                unit.Once(world.Store.Outbox, dedupe, new OutboxRow(dedupe, "mail", default, null, 0, OutboxState.New, world.Now, 0));
            }

            return Quietly(world, unit);
        }

        return decision is QuoteDecision.Nothing;
    }

    private static QuoteFacts Facts(QuoteRow quote) => new(quote.State, quote.Document.Version, quote.Document.ValidUntil);

    /// <summary>A request of a person: a crash is an error page.</summary>
    private static bool Quietly(World world, Unit unit)
    {
        try
        {
            return world.Commit(unit);
        }
        catch (Crash)
        {
            return false;
        }
    }
}
