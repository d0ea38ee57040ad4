using System.Net;
using System.Text.Json;

namespace Architecture.Tests.Kit;

/// <summary>Keys that went through every command, in both tenants, over the API: what the rules about stored data look at.</summary>
internal static class Lives
{
    public static async Task LiveAsync(CoreHost core)
    {
        await AnnualAsync(core);
        await BoundAsync(core);
        await OverAsync(core);
        await HandedOnAsync(core);
        await ReplacedAsync(core);
        await ElsewhereAsync(core);
        await RenamedAsync(core);
    }

    private static async Task AnnualAsync(CoreHost core)
    {
        var key = await IssueAsync(core, new() { ["startsOn"] = "2025-12-01" });
        await DoAsync(core, Person.Giulia, key, "renew", new { years = 2 });
        await DoAsync(core, Person.Giulia, key, "upgrade", new { edition = "ENTERPRISE", size = 16 });
        await DoAsync(core, Person.Giulia, key, "downgrade", new { edition = "PROFESSIONAL", size = 16 });
        await DoAsync(core, Person.Marco, key, "close", new { reason = "The customer left", on = "2027-02-01" });
        var gone = await IssueAsync(core, new());
        await DoAsync(core, Person.Giulia, gone, "close", new { reason = "Issued by mistake" });
        await IssueAsync(core, new() { ["trial"] = true });
        await IssueAsync(core, new() { ["notForResale"] = true });
        await IssueAsync(core, new() { ["partnerId"] = null });
    }

    private static async Task BoundAsync(CoreHost core)
    {
        var key = await IssueAsync(core, new());
        await DeviceAsync(core, "allnet/activate", new { key = key.Text("number"), fingerprint = "installation-1", fqdn = "pbx.rossi.example", version = "20.0.1" });
        await DeviceAsync(core, "allnet/validate", new { key = key.Text("number"), fingerprint = "installation-1", usersAndExtensions = 21 });
        await DoAsync(core, Person.Sara, key, "release", new { reason = "New machine" });
        await DeviceAsync(core, "allnet/activate", new { key = key.Text("number"), fingerprint = "installation-2", fqdn = "pbx2.rossi.example" });
        var fresh = await DoAsync(core, Person.Giulia, key, "reissue", new { reason = "Found in a forum" });
        await DeviceAsync(core, "allnet/activate", new { key = fresh.Text("number"), fingerprint = "installation-3" });
    }

    private static async Task OverAsync(CoreHost core)
    {
        var key = await IssueAsync(core, new() { ["size"] = 4, ["startsOn"] = "2026-01-10" });
        await DoAsync(core, Person.Sara, key, "report-usage", new { usersAndExtensions = 900, systemMailboxes = 3 });
        await DoAsync(core, Person.Davide, key, "acknowledge-over-limit", new { name = "Davide Costa" });
        await DoAsync(core, Person.Giulia, key, "renew", new { years = 1 });
        var (_, now) = await ReadAsync(core, key);
        if (now.GetProperty("deadline").ValueKind == JsonValueKind.String) await DoAsync(core, Person.Giulia, key, "extend-deadline", new { to = "2027-12-31", reason = "Migration is planned" });
    }

    private static async Task HandedOnAsync(CoreHost core)
    {
        var key = await IssueAsync(core, new());
        await DoAsync(core, Person.Elena, key, "propose-transfer", new { toPartnerVatId = SmallWorld.LaguneVatId, reason = "Moves to Nice" });
        await DoAsync(core, Person.Camille, key, "decline-transfer", new { reason = "Not ours" });
        await DoAsync(core, Person.Elena, key, "propose-transfer", new { toPartnerVatId = SmallWorld.LaguneVatId });
        await DoAsync(core, Person.Camille, key, "accept-transfer", new { });
        var nobodys = await IssueAsync(core, new() { ["partnerId"] = null });
        await DoAsync(core, Person.Giulia, nobodys, "assign", new { partnerId = SmallWorld.Colli, reason = "Agreed by telephone" });
        var waiting = await IssueAsync(core, new());
        await DoAsync(core, Person.Elena, waiting, "propose-transfer", new { toPartnerVatId = SmallWorld.LaguneVatId });
    }

    private static async Task ReplacedAsync(CoreHost core)
    {
        var lapsed = await IssueAsync(core, new() { ["kind"] = "PERPETUAL", ["startsOn"] = "2024-01-01" });
        await DeviceAsync(core, "allnet/activate", new { key = lapsed.Text("number"), fingerprint = "installation-4" });
        await DoAsync(core, Person.Giulia, lapsed, "trade-in", new { edition = "PROFESSIONAL", size = 16, years = 1, price = new { minor = 50_000, currency = "EUR" } });
        var kept = await IssueAsync(core, new() { ["kind"] = "PERPETUAL", ["startsOn"] = "2026-01-01" });
        await DoAsync(core, Person.Giulia, kept, "renew-maintenance", new { years = 1 });
    }

    private static async Task ElsewhereAsync(CoreHost core)
    {
        var key = await IssueAsync(core, new() { ["customerId"] = SmallWorld.Havn, ["partnerId"] = SmallWorld.Fjord, ["kind"] = "PERPETUAL" }, Person.Ingrid);
        await DeviceAsync(core, "vcom/activate", new { key = key.Text("number"), fingerprint = "installation-5" });
        await DoAsync(core, Person.Ingrid, key, "reissue", new { reason = "Lost with a laptop" });
    }

    /// <summary>A customer's new name reaches its keys and every partner's list.</summary>
    private static async Task RenamedAsync(CoreHost core)
    {
        var customer = await SendAsync(core, Person.Davide, "/v1/customers/register", new { name = "Bar Centrale", country = "IT", email = "bar@centrale.example" });
        await IssueAsync(core, new() { ["customerId"] = customer.Text("id"), ["free"] = true, ["edition"] = "STANDARD", ["size"] = 4 });
        await IssueAsync(core, new() { ["customerId"] = customer.Text("id"), ["partnerId"] = SmallWorld.Lagune });
        await SendAsync(core, Person.Davide, $"/v1/customers/{customer.Text("id")}/edit", new { name = "Bar Centrale di Anna" });
    }

    private static async Task<JsonElement> IssueAsync(CoreHost core, Dictionary<string, object?> differences, Person? by = null)
    {
        var body = new Dictionary<string, object?> { ["customerId"] = SmallWorld.Rossi, ["partnerId"] = SmallWorld.Brenta, ["kind"] = "ANNUAL", ["edition"] = "PROFESSIONAL", ["size"] = 16 };
        foreach (var (name, value) in differences) body[name] = value;
        return await SendAsync(core, by ?? Person.Giulia, "/v1/keys/issue", body);
    }

    private static Task<JsonElement> DoAsync(CoreHost core, Person by, JsonElement key, string verb, object body) => SendAsync(core, by, $"/v1/keys/{key.Text("id")}/{verb}", body);

    private static Task<JsonElement> DeviceAsync(CoreHost core, string path, object body) => SendAsync(core, null, "/v1/" + path, body);

    private static async Task<(HttpStatusCode Status, JsonElement Body)> ReadAsync(CoreHost core, JsonElement key)
    {
        using var client = core.As(Person.Giulia);
        return await client.ReadAsync("/v1/keys/" + key.Text("id"));
    }

    private static async Task<JsonElement> SendAsync(CoreHost core, Person? by, string path, object body)
    {
        core.Clock.Now += TimeSpan.FromSeconds(1);
        using var client = core.As(by);
        var (status, answer) = await client.PostAsync(path, body);
        return status == HttpStatusCode.OK ? answer : throw new InvalidOperationException($"{path} answered {status}: {answer}");
    }
}
