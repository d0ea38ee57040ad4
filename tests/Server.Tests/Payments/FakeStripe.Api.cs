using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Server.Tests.Payments;

/// <summary>The calls core makes: form encoding, replayed Idempotency-Keys, error objects, expanded fields.</summary>
internal sealed partial class FakeStripe
{
    private async Task AnswerAsync(HttpContext context)
    {
        var fault = _faults.TryDequeue(out var next) ? next : (Fault?)null;
        if (IsDown || fault is Fault.Reset or Fault.Down)
        {
            context.Abort();
            return;
        }

        if (fault is Fault.Stall) await Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        if (fault is Fault.Stall) return;
        using var reader = new StreamReader(context.Request.Body);
        var form = await reader.ReadToEndAsync();
        var (status, body, retryAfter) = fault switch
        {
            Fault.ServerError => (500, """{"error":{"type":"api_error","message":"down"}}""", null),
            Fault.TooMany => (429, """{"error":{"type":"invalid_request_error","code":"rate_limit"}}""", "1"),
            Fault.IdempotencyInProgress => (409, """{"error":{"type":"idempotency_error","code":"idempotency_key_in_use"}}""", (string?)null),
            _ => Understood(context, form),
        };
        if (fault is Fault.ResetAfterSuccess)
        {
            context.Abort();
            return;
        }

        if (fault is Fault.StallAfterSuccess)
        {
            await Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        await context.Response.WriteAsync(body);
    }

    private (int Status, string Body, string? RetryAfter) Understood(HttpContext context, string form)
    {
        lock (_gate)
        {
            var path = context.Request.Path.Value!;
            var account = context.Request.Headers.Authorization.ToString();
            LastVersion = context.Request.Headers["Stripe-Version"].ToString();
            LastForm = form;
            if (account is not ("Bearer sk_test_allnet_sandbox" or "Bearer sk_test_vcom_sandbox")) return (401, """{"error":{"type":"invalid_request_error"}}""", null);
            Calls.Enqueue(context.Request.Method + " " + path);
            var key = context.Request.Headers["Idempotency-Key"].ToString();
            if (key.Length > 0 && _kept.TryGetValue(key, out var kept))
                return kept.Form == path + form ? (kept.Status, kept.Body, null) : (400, """{"error":{"type":"idempotency_error","message":"other parameters"}}""", null);
            var (status, body) = Answer(context.Request.Method, path, context.Request.Query, Fields(form));
            var text = body.ToJsonString();
            if (key.Length > 0) _kept[key] = (path + form, status, text);
            return (status, text, null);
        }
    }

    private (int Status, JsonNode Body) Answer(string method, string path, IQueryCollection query, Dictionary<string, string> form)
    {
        var parts = path.Trim('/').Split('/');
        return (method, parts) switch
        {
            ("POST", _) when Refuse => (400, Error("amount_too_small")),
            ("POST", ["v1", "checkout", "sessions"]) => Create(form),
            ("GET", ["v1", "checkout", "sessions", var id]) => Found(id, query),
            ("POST", ["v1", "checkout", "sessions", var id, "expire"]) => ExpireByCall(id),
            ("GET", ["v1", "payment_intents", var id]) => Found(id, query),
            ("GET", ["v1", "charges", var id]) => Found(id, query),
            ("GET", ["v1", "refunds", var id]) => Found(id, query),
            ("POST", ["v1", "refunds"]) => RefundByCall(form),
            ("GET", ["v1", "events"]) => List(query),
            _ => (404, Error("resource_missing")),
        };
    }

    private (int Status, JsonNode Body) Create(Dictionary<string, string> form)
    {
        var amount = long.Parse(form["line_items[0][price_data][unit_amount]"], CultureInfo.InvariantCulture);
        if (amount < 50) return (400, Error("amount_too_small"));
        var id = Next("cs_");
        var session = Keep(new JsonObject
        {
            ["id"] = id,
            ["object"] = "checkout.session",
            ["status"] = "open",
            ["payment_status"] = "unpaid",
            ["client_reference_id"] = form["client_reference_id"],
            ["amount_total"] = amount,
            ["currency"] = form["line_items[0][price_data][currency]"],
            ["payment_intent"] = null,
            ["url"] = $"{Url}/pay/{id}",
            ["created"] = Now,
            ["expires_at"] = long.Parse(form["expires_at"], CultureInfo.InvariantCulture),
            ["success_url"] = form["success_url"],
            ["cancel_url"] = form["cancel_url"],
            ["livemode"] = false,
            ["metadata"] = Map(form, "metadata"),
            ["intent_metadata"] = Map(form, "payment_intent_data[metadata]"),
        });
        return (200, session.DeepClone());
    }

    private (int Status, JsonNode Body) ExpireByCall(string id)
    {
        if (!_objects.TryGetValue(id, out var session)) return (404, Error("resource_missing"));
        if (session["status"]!.GetValue<string>() != "open") return (400, Error("session_not_open"));
        session["status"] = "expired";
        Tell("checkout.session.expired", session);
        return (200, session.DeepClone());
    }

    private (int Status, JsonNode Body) RefundByCall(Dictionary<string, string> form)
    {
        var intent = form["payment_intent"];
        var amount = long.Parse(form["amount"], CultureInfo.InvariantCulture);
        var left = _objects[intent]["amount"]!.GetValue<long>() - Of("re_").Where(r => r["payment_intent"]!.GetValue<string>() == intent && r["status"]!.GetValue<string>() != "failed").Sum(r => r["amount"]!.GetValue<long>());
        if (amount > left) return (400, Error("charge_already_refunded"));
        var refund = Refund(intent, amount, "succeeded", Map(form, "metadata"));
        Tell("refund.created", refund);
        return (200, refund.DeepClone());
    }

    private (int Status, JsonNode Body) Found(string id, IQueryCollection query)
    {
        if (!_objects.TryGetValue(id, out var found)) return (404, Error("resource_missing"));
        var answer = (JsonObject)found.DeepClone();
        foreach (var path in query.Where(q => q.Key.StartsWith("expand", StringComparison.Ordinal)).Select(q => q.Value.ToString())) Expand(answer, path.Split('.'));
        return (200, answer);
    }

    private void Expand(JsonObject into, ReadOnlySpan<string> path)
    {
        if (path.Length == 0 || into[path[0]] is not { } value) return;
        if (value is not JsonObject inner) into[path[0]] = inner = (JsonObject)_objects[value.GetValue<string>()].DeepClone();
        Expand(inner, path[1..]);
    }

    private (int Status, JsonNode Body) List(IQueryCollection query)
    {
        var since = long.Parse(query["created[gte]"].ToString(), CultureInfo.InvariantCulture);
        var types = query.Where(q => q.Key.StartsWith("types[", StringComparison.Ordinal)).Select(q => q.Value.ToString()).ToHashSet();
        var newest = _events.AsEnumerable().Reverse().Where(e => e["created"]!.GetValue<long>() >= since && types.Contains(e["type"]!.GetValue<string>())).ToList();
        if (query["starting_after"].ToString() is { Length: > 0 } after) newest = [.. newest.SkipWhile(e => e["id"]!.GetValue<string>() != after).Skip(1)];
        var page = newest.Take(int.Parse(query["limit"].ToString(), CultureInfo.InvariantCulture)).ToList();
        return (200, new JsonObject { ["object"] = "list", ["data"] = new JsonArray([.. page.Select(e => e.DeepClone())]), ["has_more"] = newest.Count > page.Count, ["url"] = "/v1/events" });
    }

    private static JsonObject Error(string code) => new() { ["error"] = new JsonObject { ["type"] = "invalid_request_error", ["code"] = code, ["message"] = code } };

    private static JsonObject Map(Dictionary<string, string> form, string name)
    {
        var map = new JsonObject();
        foreach (var (key, value) in form)
            if (key.StartsWith(name + "[", StringComparison.Ordinal)) map[key[(name.Length + 1)..^1]] = value;
        return map;
    }

    private static Dictionary<string, string> Fields(string form) => form.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(p => p.Split('=', 2)).ToDictionary(p => Uri.UnescapeDataString(p[0].Replace('+', ' ')), p => Uri.UnescapeDataString(p[1].Replace('+', ' ')));
}
