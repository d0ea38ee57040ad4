using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Tessera.TestKit;

namespace Server.Tests.Payments;

/// <summary>What goes wrong with the next call.</summary>
internal enum Fault
{
    /// <summary>It is done, and the answer never comes.</summary>
    StallAfterSuccess,

    /// <summary>Nothing is done, and no answer comes.</summary>
    Stall,

    /// <summary>It is done, and the connection is cut.</summary>
    ResetAfterSuccess,

    /// <summary>The connection is cut before anything is done.</summary>
    Reset,
    ServerError,
    TooMany,
    IdempotencyInProgress,

    /// <summary>Nobody listens.</summary>
    Down,
}

/// <summary>
/// A payment provider in this process, for the calls core makes: form encoding, Idempotency-Key with replay and mismatch, error objects, expanded
/// fields, events with signatures. A test makes it fail, pays at it, and delivers its messages in whatever order and number it likes.
/// </summary>
internal sealed partial class FakeStripe : IAsyncDisposable
{
    public const string Secret = "whsec_0123456789abcdef0123456789";
    public const string OldSecret = "whsec_old_23456789abcdef0123456789";
    public const string VcomSecret = "whsec_vcom_456789abcdef0123456789";

    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, JsonObject> _objects = [];
    private readonly Dictionary<string, (string Form, int Status, string Body)> _kept = [];
    private readonly List<JsonObject> _events = [];
    private readonly ConcurrentQueue<Fault> _faults = new();
    private readonly TestClock _clock;
    private int _count;

    private FakeStripe(WebApplication app, TestClock clock) => (_app, _clock) = (app, clock);

    public string Url => _app.Urls.First();

    /// <summary>Every request that was understood: method and path.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public string? LastVersion { get; private set; }

    public string? LastForm { get; private set; }

    public bool IsDown { get; set; }

    /// <summary>Says no to whatever is to be created.</summary>
    public bool Refuse { get; set; }

    public IReadOnlyList<JsonObject> Events
    {
        get
        {
            lock (_gate) return [.. _events];
        }
    }

    public IReadOnlyList<JsonObject> Sessions => Of("cs_");

    public IReadOnlyList<JsonObject> Refunds => Of("re_");

    public static async Task<FakeStripe> StartAsync(TestClock clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var fake = new FakeStripe(app, clock);
        app.Run(fake.AnswerAsync);
        await app.StartAsync();
        return fake;
    }

    public void Fail(params Fault[] faults)
    {
        foreach (var fault in faults) _faults.Enqueue(fault);
    }

    public void Heal() => _faults.Clear();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>The payer pays at the page. Delayed methods: see <see cref="Begin"/>.</summary>
    public JsonObject Pay(string session, long? amount = null, string? currency = null) => Locked(() =>
    {
        var (of, intent) = Confirm(session, amount, currency);
        Succeed(of, intent);
        of["status"] = "complete";
        return Tell("checkout.session.completed", of);
    });

    /// <summary>The payer chose a method that takes days.</summary>
    public JsonObject Begin(string session) => Locked(() =>
    {
        var (of, intent) = Confirm(session, null, null);
        intent["status"] = "processing";
        intent["latest_charge"] = Charge(of, intent, "pending")["id"]!.GetValue<string>();
        of["status"] = "complete";
        return Tell("checkout.session.completed", of);
    });

    public JsonObject Succeed(string session) => Locked(() =>
    {
        var of = _objects[session];
        Succeed(of, _objects[of["payment_intent"]!.GetValue<string>()]);
        return Tell("checkout.session.async_payment_succeeded", of);
    });

    public JsonObject Fail(string session) => Locked(() =>
    {
        var of = _objects[session];
        _objects[of["payment_intent"]!.GetValue<string>()]["status"] = "requires_payment_method";
        return Tell("checkout.session.async_payment_failed", of);
    });

    /// <summary>A card is declined; the page stays open.</summary>
    public JsonObject Decline(string session, string code = "insufficient_funds") => Locked(() =>
    {
        var (_, intent) = Confirm(session, null, null);
        intent["status"] = "requires_payment_method";
        intent["last_payment_error"] = new JsonObject { ["type"] = "card_error", ["code"] = "card_declined", ["decline_code"] = code };
        return Tell("payment_intent.payment_failed", intent);
    });

    public JsonObject Expire(string session) => Locked(() =>
    {
        _objects[session]["status"] = "expired";
        return Tell("checkout.session.expired", _objects[session]);
    });

    /// <summary>Somebody refunds at the provider's own desk.</summary>
    public JsonObject RefundOutside(string session, long amount, string status = "succeeded") => Locked(() => Tell("refund.created", Refund(_objects[session]["payment_intent"]!.GetValue<string>(), amount, status, null)));

    public JsonObject MoveRefund(string refund, string status) => Locked(() =>
    {
        _objects[refund]["status"] = status;
        return Tell(status == "failed" ? "refund.failed" : "refund.updated", _objects[refund]);
    });

    public JsonObject Dispute(string session, string status, string type, string? id = null) => Locked(() =>
    {
        var intent = _objects[_objects[session]["payment_intent"]!.GetValue<string>()];
        var dispute = Keep(new JsonObject
        {
            ["id"] = id ?? Next("dp_"),
            ["object"] = "dispute",
            ["amount"] = intent["amount"]!.GetValue<long>(),
            ["currency"] = intent["currency"]!.GetValue<string>(),
            ["payment_intent"] = intent["id"]!.GetValue<string>(),
            ["charge"] = intent["latest_charge"]?.GetValue<string>(),
            ["status"] = status,
            ["created"] = Now,
        });
        return Tell("charge.dispute." + type, dispute);
    });

    /// <summary>An event as the provider would send it; the object is a copy of the moment.</summary>
    public JsonObject Tell(string type, JsonObject about, DateTimeOffset? at = null)
    {
        var told = new JsonObject
        {
            ["id"] = Next("evt_"),
            ["object"] = "event",
            ["api_version"] = "2025-09-30.clover",
            ["created"] = at?.ToUnixTimeSeconds() ?? Now,
            ["livemode"] = false,
            ["pending_webhooks"] = 1,
            ["request"] = new JsonObject { ["id"] = null, ["idempotency_key"] = null },
            ["type"] = type,
            ["data"] = new JsonObject { ["object"] = about.DeepClone() },
        };
        lock (_gate) _events.Add(told);
        return told;
    }

    public JsonObject Read(string id)
    {
        lock (_gate) return (JsonObject)_objects[id].DeepClone();
    }

    private long Now => _clock.Now.ToUnixTimeSeconds();

    private T Locked<T>(Func<T> work)
    {
        lock (_gate) return work();
    }

    private List<JsonObject> Of(string prefix) => Locked(() => _objects.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(o => o.Value).ToList());

    private string Next(string prefix) => prefix + "test_" + Interlocked.Increment(ref _count).ToString("D6", CultureInfo.InvariantCulture) + "_" + Guid.NewGuid().ToString("N")[..8];

    private JsonObject Keep(JsonObject made) => _objects[made["id"]!.GetValue<string>()] = made;

    private (JsonObject Session, JsonObject Intent) Confirm(string session, long? amount, string? currency)
    {
        var of = _objects[session];
        if (amount is not null) of["amount_total"] = amount;
        if (currency is not null) of["currency"] = currency;
        var intent = of["payment_intent"] is { } known ? _objects[known.GetValue<string>()] : Keep(new JsonObject
        {
            ["id"] = Next("pi_"),
            ["object"] = "payment_intent",
            ["amount"] = of["amount_total"]!.GetValue<long>(),
            ["amount_received"] = 0,
            ["currency"] = of["currency"]!.GetValue<string>(),
            ["created"] = Now,
            ["latest_charge"] = null,
            ["last_payment_error"] = null,
            ["metadata"] = of["intent_metadata"]!.DeepClone(),
            ["status"] = "requires_payment_method",
        });
        of["payment_intent"] = intent["id"]!.GetValue<string>();
        return (of, intent);
    }

    private JsonObject Charge(JsonObject session, JsonObject intent, string status) => Keep(new JsonObject
    {
        ["id"] = Next("ch_"),
        ["object"] = "charge",
        ["amount"] = session["amount_total"]!.GetValue<long>(),
        ["amount_refunded"] = 0,
        ["currency"] = session["currency"]!.GetValue<string>(),
        ["created"] = Now,
        ["disputed"] = false,
        ["payment_intent"] = intent["id"]!.GetValue<string>(),
        ["status"] = status,
        ["metadata"] = new JsonObject(),
    });

    /// <summary>A delayed method's charge began with it.</summary>
    private void Succeed(JsonObject session, JsonObject intent)
    {
        var charge = intent["latest_charge"] is { } begun && intent["status"]!.GetValue<string>() == "processing" ? _objects[begun.GetValue<string>()] : Charge(session, intent, "succeeded");
        charge["status"] = "succeeded";
        intent["latest_charge"] = charge["id"]!.GetValue<string>();
        intent["status"] = "succeeded";
        intent["amount_received"] = intent["amount"]!.GetValue<long>();
        session["payment_status"] = "paid";
    }

    private JsonObject Refund(string intent, long amount, string status, JsonObject? metadata) => Keep(new JsonObject
    {
        ["id"] = Next("re_"),
        ["object"] = "refund",
        ["amount"] = amount,
        ["currency"] = _objects[intent]["currency"]!.GetValue<string>(),
        ["payment_intent"] = intent,
        ["charge"] = _objects[intent]["latest_charge"]?.GetValue<string>(),
        ["created"] = Now,
        ["metadata"] = metadata ?? new JsonObject(),
        ["status"] = status,
        ["reason"] = null,
    });
}
