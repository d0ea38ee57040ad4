using System.Runtime.CompilerServices;
using System.Text;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Domain.Tests;

/// <summary>Stored names and shapes. A difference here means events already stored could no longer be read: add a v2 instead.</summary>
public sealed class StorageContract
{
    private static readonly DateOnly On = new(2026, 3, 1);
    private static readonly DateTimeOffset At = new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero);
    private static readonly LicenceNumber Old = LicenceNumber.Parse("AAAA-BBBB-CCCC-DDDD");
    private static readonly LicenceNumber New = LicenceNumber.Parse("EEEE-FFFF-GGGG-HHHH");
    private static readonly ImportedFacts Facts = new(
        Kit.Hotel, Kit.Brenta, KeyKind.Perpetual, Edition.Enterprise, 64, false, false, true, true, On, null, On.AddDays(364), On, "16.0.6", "pbx.example");

    private static readonly KeyEvent[] One =
    [
        new KeyEvent.KeyIssued(
            On, At, "Giulia Ferri", Kit.Id(1), Old, Kit.Hotel, Kit.Brenta, KeyKind.Annual, Edition.Professional, 16, false, false, false, true,
            On, On.AddDays(364), 1, "20", new KeyLink(Kit.Id(2), New)),
        new KeyEvent.KeyImported(On, At, "Giulia Ferri", Kit.Id(1), Old, Facts, On, On.AddDays(364), On),
        new KeyEvent.KeyCorrected(On, At, "Giulia Ferri", Facts, On, On.AddDays(364), On, ["size", "lastDay"]),
        new KeyEvent.KeyActivated(On, At, "device", "f1", "pbx.example", "20.0.4"),
        new KeyEvent.KeyReleased(On, At, "Sara Longo", "f1", "moved"),
        new KeyEvent.UsageReported(On, At, "Sara Longo", 95, 10, 2, "20.0.4"),
        new KeyEvent.KeyRenewed(On, At, "Giulia Ferri", On, 2, On.AddDays(1), On.AddDays(730), "order-1", new EntitledTo(Edition.Standard, 8)),
        new KeyEvent.MaintenanceRenewed(On, At, "Giulia Ferri", On, 1, On.AddDays(1), On.AddDays(365), "order-2", null),
        new KeyEvent.DeadlineExtended(On, At, "Giulia Ferri", On, On.AddDays(90), "agreed"),
        new KeyEvent.KeyAssigned(On, At, "Giulia Ferri", Kit.Brenta, "first contact"),
        new KeyEvent.TransferProposed(On, At, "Elena Zanon", Kit.Brenta, Kit.Lagune, "moves to France"),
        new KeyEvent.KeyTransferred(On, At, "Camille Renaud", Kit.Brenta, Kit.Lagune),
        new KeyEvent.TransferDeclined(On, At, "Camille Renaud", Kit.Lagune, "not ours"),
        new KeyEvent.KeyReissued(On, At, "Giulia Ferri", Old, New, "leaked"),
        new KeyEvent.KeyTradedIn(On, At, "Giulia Ferri", new KeyLink(Kit.Id(2), New), Edition.Enterprise, 64, 1, new Money(120_000, "EUR")),
        new KeyEvent.KeyUpgraded(On, At, "Giulia Ferri", Edition.Professional, 16, Edition.Enterprise, 32, 200),
        new KeyEvent.DowngradePlanned(On, At, "Giulia Ferri", Edition.Professional, 8, On.AddDays(10)),
        new KeyEvent.DowngradeCancelled(On, At, "Giulia Ferri"),
        new KeyEvent.OverLimitAcknowledged(On, At, "Giulia Ferri", "Elena Zanon", 95, 80, "I know.", "over-limit-1"),
        new KeyEvent.ClosingPlanned(On, At, "Giulia Ferri", On.AddDays(30), "leaves"),
        new KeyEvent.KeyClosed(On, At, "Giulia Ferri", On, "leaves"),
    ];

    [Fact]
    public void Every_event_has_one_stored_name_and_an_example_here()
    {
        var types = typeof(KeyEvent).GetNestedTypes();
        Assert.Equal(types.Length, KeyEventNames.All.Count);
        Assert.Equal(KeyEventNames.All, One.Select(KeyEventNames.Of));
        Assert.All(types, type => Assert.Equal(type, KeyEventNames.TypeOf(KeyEventNames.Of((KeyEvent)RuntimeHelpers.GetUninitializedObject(type)))));
        Assert.All(KeyEventNames.All, name => Assert.Matches("^key\\.[a-z-]+\\.v[0-9]+$", name));
    }

    [Fact]
    public void Names_and_shapes_are_those_of_the_snapshot()
    {
        var now = string.Concat(One.Select(happened => $"{KeyEventNames.Of(happened)} {Encoding.UTF8.GetString(KeyJson.WriteEvent(happened))}\n"));
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "snapshots", "events.received.txt"), now);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "snapshots", "events.txt")), now);
    }

    [Fact]
    public void What_the_snapshot_stores_can_be_read_back_whole()
    {
        foreach (var line in File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "snapshots", "events.txt")))
        {
            var (name, json) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            var read = KeyJson.ReadEvent(name, Encoding.UTF8.GetBytes(json));
            Assert.Equal(json, Encoding.UTF8.GetString(KeyJson.WriteEvent(read)));
        }
    }

    [Fact]
    public void A_name_or_shape_nobody_stored_is_refused()
    {
        Assert.Throws<System.Text.Json.JsonException>(() => KeyJson.ReadEvent("key.vanished.v1", "{}"u8));
        Assert.Throws<System.Text.Json.JsonException>(() => KeyJson.ReadEvent("key.closed.v1", "null"u8));
    }

    [Fact]
    public void A_plain_key_is_drawn_and_stored_in_little()
    {
        var key = new Stream(Kit.Allnet).With(Kit.Issue(), "2026-02-01").Key;
        var phases = Timeline.Of(key, Kit.Allnet).Phases;
        Assert.InRange(KeyJson.WritePhases(phases).Length, 1, 150 * phases.Length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Timeline.Of(key, Kit.Allnet);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_500);
    }

    [Fact]
    public void Phases_are_stored_small_and_read_back_whole()
    {
        var key = new Stream(Kit.Allnet).With(Kit.ImportPerpetual(new DateOnly(2026, 4, 30)), "2026-01-01").With(new KeyCommand.ReportUsage(95), "2026-02-01");
        var json = KeyJson.WritePhases(key.Phases);
        Assert.True(json.Length <= 330 * key.Phases.Length, $"{json.Length} bytes for {key.Phases.Length} phases: {Encoding.UTF8.GetString(json)}");
        var read = KeyJson.ReadPhases(json);
        Assert.Equal(key.Phases.Select(phase => (phase.From, phase.To)), read.Select(phase => (phase.From, phase.To)));
        Assert.All(key.Phases.Zip(read), pair => Assert.True(pair.First.Holds.SameAs(pair.Second.Holds)));
    }
}
