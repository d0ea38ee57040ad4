using System.Security.Cryptography;
using System.Text;

namespace Tessera.Server.Modules.Demo;

/// <summary>The demonstration world's ids: the same in every database, made from names.</summary>
internal static class DemoIds
{
    public const int Allnet = 1;
    public const int Vcom = 2;

    public static readonly Guid Brenta = Guid.Parse("0b000000-0000-4000-8000-000000000003");
    public static readonly Guid Lagune = Guid.Parse("0b000000-0000-4000-8000-000000000004");
    public static readonly Guid Colli = Guid.Parse("0b000000-0000-4000-8000-000000000005");
    public static readonly Guid Fjord = Guid.Parse("0b000000-0000-4000-8000-000000000006");
    public static readonly Guid Nordlys = Guid.Parse("0b000000-0000-4000-8000-000000000007");

    public static Guid Key(string name) => Of("key:" + name);

    public static Guid Customer(string reference) => Of("customer:" + reference);

    /// <summary>Like a UUIDv7 of that moment, so that rows listed by id stand in the order of time.</summary>
    public static Guid At(DateTimeOffset moment, string name)
    {
        var bytes = Hash(name);
        var milliseconds = moment.ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++) bytes[i] = (byte)(milliseconds >> (8 * (5 - i)));
        return Versioned(bytes, 0x70);
    }

    private static Guid Of(string name) => Versioned(Hash(name), 0x80);

    private static byte[] Hash(string name) => SHA256.HashData(Encoding.UTF8.GetBytes("tessera-demo:" + name))[..16];

    private static Guid Versioned(byte[] bytes, byte version)
    {
        bytes[6] = (byte)(bytes[6] & 0x0F | version);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>Keys with a name: one for each thing worth showing or testing.</summary>
internal static class DemoKeys
{
    public static readonly Guid NotStarted = DemoIds.Key("not-started");
    public static readonly Guid New = DemoIds.Key("new");
    public static readonly Guid Active = DemoIds.Key("active");
    public static readonly Guid Expiring7 = DemoIds.Key("expiring-7");
    public static readonly Guid Expiring30 = DemoIds.Key("expiring-30");
    public static readonly Guid Expiring60 = DemoIds.Key("expiring-60");
    public static readonly Guid Expiring90 = DemoIds.Key("expiring-90");
    public static readonly Guid Fallback = DemoIds.Key("fallback");

    /// <summary>Lapsed before November 2025: fell back by the table of 2020.</summary>
    public static readonly Guid Fallback2020 = DemoIds.Key("fallback-2020");
    public static readonly Guid RenewedLate = DemoIds.Key("renewed-late");
    public static readonly Guid ThreeYears = DemoIds.Key("three-years");
    public static readonly Guid Perpetual = DemoIds.Key("perpetual");
    public static readonly Guid MaintenanceWindow = DemoIds.Key("maintenance-window");
    public static readonly Guid LapsedPerpetual = DemoIds.Key("lapsed-perpetual");

    /// <summary>Over the maximum, bought by 22 October 2025.</summary>
    public static readonly Guid OverEarlyCohort = DemoIds.Key("over-early-cohort");

    /// <summary>Over the maximum, bought later; its deadline has passed.</summary>
    public static readonly Guid OverDeadlinePast = DemoIds.Key("over-deadline-past");
    public static readonly Guid OverDeadlineAhead = DemoIds.Key("over-deadline-ahead");
    public static readonly Guid OverAcknowledged = DemoIds.Key("over-acknowledged");
    public static readonly Guid OverExtended = DemoIds.Key("over-extended");
    public static readonly Guid EndOfLife = DemoIds.Key("end-of-life");
    public static readonly Guid Free = DemoIds.Key("free");
    public static readonly Guid Trial = DemoIds.Key("trial");
    public static readonly Guid TrialExpired = DemoIds.Key("trial-expired");
    public static readonly Guid NotForResale = DemoIds.Key("not-for-resale");
    public static readonly Guid Closed = DemoIds.Key("closed");
    public static readonly Guid ClosingPlanned = DemoIds.Key("closing-planned");

    /// <summary>Perpetual, traded in for <see cref="TradedInFor"/>.</summary>
    public static readonly Guid TradedIn = DemoIds.Key("traded-in");
    public static readonly Guid TradedInFor = DemoIds.Key("traded-in-for");
    public static readonly Guid Reissued = DemoIds.Key("reissued");

    /// <summary>Brenta's, offered to Lagune.</summary>
    public static readonly Guid TransferWaiting = DemoIds.Key("transfer-waiting");
    public static readonly Guid Transferred = DemoIds.Key("transferred");
    public static readonly Guid DowngradePending = DemoIds.Key("downgrade-pending");
    public static readonly Guid Upgraded = DemoIds.Key("upgraded");
    public static readonly Guid Education = DemoIds.Key("education");
    public static readonly Guid Unassigned = DemoIds.Key("unassigned");
    public static readonly Guid Lagune = DemoIds.Key("lagune-active");
    public static readonly Guid Colli = DemoIds.Key("colli-active");
    public static readonly Guid VcomSubscription = DemoIds.Key("vcom-subscription");
    public static readonly Guid VcomPerpetual = DemoIds.Key("vcom-perpetual");
    public static readonly Guid VcomEndOfLife = DemoIds.Key("vcom-end-of-life");
    public static readonly Guid VcomNordlys = DemoIds.Key("vcom-nordlys");
}
