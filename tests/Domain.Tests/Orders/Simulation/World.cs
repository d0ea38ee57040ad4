using Tessera.Domain.Catalogue;

namespace Domain.Tests.Orders.Simulation;

/// <summary>
/// Time, chance and everybody in it. Tasks are iterators that yield how many seconds they pause; between two pauses a task runs alone,
/// so pauses are where others come between. One seed decides everything.
/// </summary>
internal sealed class World
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Days with buyers and faults, and days in which everything under way comes to its end.</summary>
    private const int BusyDays = 4;
    private const int CalmDays = 8;
    private const int LogLines = 60;

    private readonly PriorityQueue<Running, (long Ticks, int Order)> tasks = new();
    private readonly Queue<string> log = new();
    private int order;

    public World(int seed, Defect defect)
    {
        (Seed, Defect, Random, Now) = (seed, defect, new Random(seed), Begin);
        Provider = new Provider(Random, Send, () => Now, () => !Calm && Random.Next(25) == 0);
        Shop = new Shop(this);
    }

    public int Seed { get; }

    public Defect Defect { get; }

    public Random Random { get; }

    public RuleBook Rules => Kit.Allnet;

    public DateTimeOffset Now { get; private set; }

    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    public bool Busy => Now < Begin.AddDays(BusyDays);

    /// <summary>No more faults.</summary>
    public bool Calm => !Busy;

    public Store Store { get; } = new();

    public Provider Provider { get; }

    public Shop Shop { get; }

    /// <summary>What left the house, in order.</summary>
    public List<string> Mails { get; } = [];

    /// <summary>What the provider was told had been received.</summary>
    public HashSet<string> Acknowledged { get; } = [];

    public static double SimulatedDays => BusyDays + CalmDays;

    public IEnumerable<string> Log => log;

    public void Run()
    {
        People.Arrive(this);
        Worker("inbox a", () => Shop.WorkInbox());
        Worker("inbox b", () => Shop.WorkInbox());
        Worker("lines a", () => Shop.WorkLines());
        Worker("lines b", () => Shop.WorkLines());
        Worker("outbox a", () => Shop.WorkOutbox());
        Worker("outbox b", () => Shop.WorkOutbox());
        if (Defect != Defect.NoAsking)
        {
            Worker("asking", () => Shop.WorkAsking());
        }

        var end = Begin.AddDays(BusyDays + CalmDays);
        while (tasks.TryDequeue(out var task, out var at) && at.Ticks <= end.Ticks)
        {
            Now = new DateTimeOffset(at.Ticks, TimeSpan.Zero);
            Step(task);
        }

        Truth.AtTheEnd(this);
    }

    /// <param name="mortal">False: somebody outside our processes, who does not crash with them.</param>
    public void Spawn(string name, IEnumerable<double> body, double inSeconds = 0, bool mortal = true) =>
        Schedule(new Running(name, body.GetEnumerator(), null, mortal), inSeconds);

    /// <summary>Commits with the faults of the store: a crash before or after, a conflict.</summary>
    /// <returns>False: nothing was written.</returns>
    public bool Commit(Unit unit)
    {
        if (unit.IsEmpty)
        {
            return true;
        }

        if (!Calm)
        {
            switch (Random.Next(60))
            {
                case 0: throw new Crash();
                case 1: return false;
            }
        }

        if (!unit.Commit())
        {
            return false;
        }

        Truth.AfterCommit(this);
        return !Calm && Random.Next(60) == 0 ? throw new Crash() : true;
    }

    /// <summary>An outside call. False: no answer, and nobody knows whether it was done.</summary>
    public static bool Try(Action call)
    {
        try
        {
            call();
            return true;
        }
        catch (NoAnswer)
        {
            return false;
        }
    }

    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.NextBytes(bytes);
        return new Guid(bytes);
    }

    /// <summary>Somewhere in a transaction somebody else may run.</summary>
    public double Blink() => Random.NextDouble() * 3;

    public double Between(double least, double most) => least + Random.NextDouble() * (most - least);

    public void Say(string what)
    {
        log.Enqueue($"{Now:dd HH:mm:ss} {what}");
        if (log.Count > LogLines)
        {
            log.Dequeue();
        }
    }

    private void Worker(string name, Func<IEnumerable<double>> body) => Schedule(new Running(name, body().GetEnumerator(), body, Mortal: true), Between(0, 600));

    private void Schedule(Running task, double seconds) => tasks.Enqueue(task, (Now.AddSeconds(seconds).Ticks, order++));

    private void Step(Running task)
    {
        try
        {
            if (task.Mortal && !Calm && Random.Next(400) == 0)
            {
                throw new Crash();
            }

            if (task.Body.MoveNext())
            {
                Schedule(task, task.Body.Current);
            }
        }
        catch (Crash) when (task.Mortal)
        {
            Say($"{task.Name} crashed");
            if (task.Again is { } again)
            {
                Schedule(task with { Body = again().GetEnumerator() }, Between(10, 120));
            }
        }
    }

    /// <summary>A message goes out: lost, once or several times; at once, an hour or a day and a half late.</summary>
    private void Send(Message message, bool certain)
    {
        var copies = certain || Calm ? 1 + Random.Next(2) : Random.Next(8) switch { 0 => 0, 1 => 2, 2 => 3, _ => 1 };
        for (var copy = 0; copy < copies; copy++)
        {
            var late = Random.Next(10) switch { < 6 => Between(0, 10), < 9 => Between(0, 3600), _ => Between(0, 36 * 3600) };
            Spawn("delivery", Deliver(message), late, mortal: false);
        }
    }

    /// <summary>The provider tries until it is told that the message was received, for some days.</summary>
    private IEnumerable<double> Deliver(Message message)
    {
        for (var attempt = 1; attempt <= 12; attempt++)
        {
            var received = false;
            try
            {
                received = Shop.Archive(message);
            }
            catch (Crash)
            {
                Say("crashed while archiving");
            }

            if (received || !message.Signed)
            {
                break;
            }

            yield return attempt * Between(30, 600);
        }
    }

    private sealed record Running(string Name, IEnumerator<double> Body, Func<IEnumerable<double>>? Again, bool Mortal);
}
