using Tessera.Domain.Orders;

namespace Domain.Tests.Orders.Simulation;

/// <summary>The bank that takes money back, and somebody who forges messages.</summary>
internal static partial class People
{
    /// <summary>Sessions run out after a day; refunds arrive, or come back first; now and then somebody refunds a cent in the provider's own office.</summary>
    private static IEnumerable<double> Banking(World world)
    {
        while (true)
        {
            yield return world.Between(Hour / 2, Hour);
            foreach (var session in world.Provider.Sessions.ToArray())
            {
                if (session.State == PaymentState.Open && world.Now - session.CreatedAt > TimeSpan.FromDays(1))
                {
                    world.Provider.Become(session, PaymentState.Expired, new PaymentNews.Expired());
                }

                foreach (var refund in session.Refunds.Values.Where(refund => refund.State == RefundState.Pending).ToArray())
                {
                    var fails = world.Busy && world.Random.Next(4) == 0;
                    if (!fails || world.Random.Next(2) == 0)
                    {
                        world.Provider.Settle(session, refund, RefundState.Succeeded);
                    }

                    if (fails)
                    {
                        world.Provider.Settle(session, refund, RefundState.Failed);
                    }
                }

                if (world.Busy && session.PaidMinor > 0 && session.Refunds.Count == 0 && world.Random.Next(100) == 0
                    && world.Store.Orders.Rows.Any(order => order.PaidBy == session.Payment && order.State == OrderState.Fulfilled))
                {
                    World.Try(() => world.Provider.SendBack($"office:{session.Id}", session.Payment, null, 1));
                }
            }
        }
    }

    /// <summary>Messages in the provider's shape without its signature.</summary>
    private static IEnumerable<double> Forging(World world)
    {
        for (var at = 1; world.Busy; at++)
        {
            yield return world.Between(2 * Hour, 6 * Hour);
            foreach (var payment in world.Store.Payments.Rows.Where(row => row.Facts.State <= PaymentState.Expired).Take(1).ToArray())
            {
                var forged = new Message($"evt_forged_{at}", payment.Id, new PaymentNews.Paid(payment.Facts.AmountMinor, "EUR", "pi_x", "ch_x", world.Today), Signed: false);
                try
                {
                    world.Shop.Archive(forged);
                }
                catch (Crash)
                {
                    world.Say("crashed while archiving");
                }
            }
        }
    }
}
