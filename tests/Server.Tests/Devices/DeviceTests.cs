using System.Net;
using System.Security.Cryptography;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Server.Tests.Keys;
using Tessera.TestKit;

namespace Server.Tests.Devices;

public sealed class DeviceTests(KeyFixture fixture) : IClassFixture<KeyFixture>
{
    private HttpClient Pbx => fixture.Core.As(null);

    [Fact]
    public async Task A_pbx_learns_what_holds_and_until_when_it_may_keep_the_answer()
    {
        var key = await fixture.IssueAsync(new { startsOn = "2026-11-21" });
        using var pbx = Pbx;
        var (status, answer) = await pbx.PostAsync("/v1/allnet/validate", new { key = key.Text("number") });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("ACTIVE", "PROFESSIONAL", 80, "UNSAID"), (answer.Text("status"), answer.Text("edition"), answer.GetProperty("maxExtensions").GetInt32(), answer.Text("bound")));
        Assert.True(answer.GetProperty("valid").GetBoolean());
        Assert.Equal("2026-11-21T23:00:00+00:00", answer.Text("keepUntil"));
    }

    [Fact]
    public async Task One_installation_binds_a_key_the_same_again_writes_nothing_and_another_is_refused()
    {
        var key = await fixture.IssueAsync();
        using var pbx = Pbx;
        using var client = fixture.Core.As(Person.Giulia);
        var number = key.Text("number");
        var (first, bound) = await pbx.PostAsync("/v1/allnet/activate", new { key = number, fingerprint = "fp-0123456789", fqdn = "pbx.rossi.example", version = "20.0.1" });
        Assert.True(first == HttpStatusCode.OK && bound.Text("bound") == "YES", bound.ToString());
        Assert.Equal(HttpStatusCode.OK, (await pbx.PostAsync("/v1/allnet/activate", new { key = number, fingerprint = "fp-0123456789", fqdn = "pbx.rossi.example", version = "20.0.1" })).Status);
        var (_, detail) = await client.ReadAsync("/v1/keys/" + key.Text("id"));
        Assert.Equal(2, detail.GetProperty("version").GetInt32());
        Assert.Equal("pbx.rossi.example", detail.GetProperty("activation").Text("fqdn"));
        var (second, refused) = await pbx.PostAsync("/v1/allnet/activate", new { key = number, fingerprint = "fp-another-one" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "KEY_BOUND_ELSEWHERE"), (second, refused.Text("code")));
        var (_, elsewhere) = await pbx.PostAsync("/v1/allnet/validate", new { key = number, fingerprint = "fp-another-one" });
        Assert.Equal(("ELSEWHERE", false), (elsewhere.Text("bound"), elsewhere.GetProperty("valid").GetBoolean()));
    }

    [Fact]
    public async Task Sixty_installations_at_once_bind_one_key_exactly_once()
    {
        var key = await fixture.IssueAsync();
        using var pbx = Pbx;
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(AskAsync));
        Assert.Equal(1, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.True(a.Body.Text("code") is "KEY_BOUND_ELSEWHERE" or "VERSION_CONFLICT", a.Body.ToString()));

        // A pool that is full for two seconds says so (F24), and an installation asks again.
        async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(int i)
        {
            while (true)
            {
                var answer = await pbx.PostAsync("/v1/allnet/activate", new { key = key.Text("number"), fingerprint = $"fp-number-{i:D4}" });
                if (answer.Status != HttpStatusCode.ServiceUnavailable) return answer;
            }
        }
    }

    [Fact]
    public async Task What_opens_nothing_is_answered_alike_whatever_the_reason()
    {
        var foreign = await fixture.IssueAsync(null, Person.Ingrid);
        using var pbx = Pbx;
        var answers = new List<string>();
        foreach (var (tenant, number) in new[] { ("allnet", "AAAA-BBBB-CCCC-DDDD"), ("allnet", foreign.Text("number")), ("allnet", "nonsense"), ("nowhere", "AAAA-BBBB-CCCC-DDDD"), ("allnet", "АAAA-BBBB-CCCC-DDDD") })
        {
            var (status, problem) = await pbx.PostAsync($"/v1/{tenant}/validate", new { key = number });
            Assert.Equal(HttpStatusCode.NotFound, status);
            answers.Add(problem.Text("code") + problem.Text("title") + problem.Text("rule"));
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task A_count_brought_along_is_kept_once_a_day_and_the_wrong_installation_cannot_bring_one()
    {
        var key = await fixture.IssueAsync();
        using var pbx = Pbx;
        using var client = fixture.Core.As(Person.Giulia);
        var number = key.Text("number");
        await pbx.PostAsync("/v1/allnet/activate", new { key = number, fingerprint = "fp-0123456789" });
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await pbx.PostAsync("/v1/allnet/validate", new { key = number, fingerprint = "fp-0123456789", usersAndExtensions = 95, systemMailboxes = 10 })).Status);
        await pbx.PostAsync("/v1/allnet/validate", new { key = number, fingerprint = "fp-somebody-else", usersAndExtensions = 1 });
        var (_, detail) = await client.ReadAsync("/v1/keys/" + key.Text("id"));
        Assert.Equal((85, true, 3), (detail.GetProperty("extensionsCounted").GetInt32(), detail.GetProperty("over").GetBoolean(), detail.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task A_renewal_reaches_a_device_that_was_answered_before()
    {
        var key = await fixture.IssueAsync(new { startsOn = "2024-01-01" });
        using var pbx = Pbx;
        using var client = fixture.Core.As(Person.Giulia);
        Assert.Equal("FALLBACK", (await pbx.PostAsync("/v1/allnet/validate", new { key = key.Text("number") })).Body.Text("status"));
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"/v1/keys/{key.Text("id")}/renew", new { years = 1 })).Status);
        Assert.Equal("ACTIVE", (await pbx.PostAsync("/v1/allnet/validate", new { key = key.Text("number") })).Body.Text("status"));
    }

    [Fact]
    public async Task A_licence_file_verifies_with_the_published_key_and_any_flipped_bit_spoils_it()
    {
        var key = await fixture.IssueAsync();
        using var pbx = Pbx;
        var number = key.Text("number");
        Assert.Equal("KEY_NOT_ACTIVATED", (await pbx.PostAsync("/v1/allnet/licence-file", new { key = number, fingerprint = "fp-0123456789" })).Body.Text("code"));
        await pbx.PostAsync("/v1/allnet/activate", new { key = number, fingerprint = "fp-0123456789" });
        Assert.Equal("KEY_BOUND_ELSEWHERE", (await pbx.PostAsync("/v1/allnet/licence-file", new { key = number, fingerprint = "fp-another-one" })).Body.Text("code"));
        var (_, file) = await pbx.PostAsync("/v1/allnet/licence-file", new { key = number, fingerprint = "fp-0123456789" });
        var (_, published) = await pbx.ReadAsync("/.well-known/tessera-licence-keys.json");
        var jwk = published.GetProperty("keys")[0];
        using var verifier = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Base64Url.DecodeFromChars(jwk.Text("x")), Y = Base64Url.DecodeFromChars(jwk.Text("y")) } });
        var parts = file.Text("file").Split('.');
        var signed = Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]);
        var signature = Base64Url.DecodeFromChars(parts[2]);
        Assert.Equal(64, signature.Length);
        Assert.True(verifier.VerifyData(signed, signature, HashAlgorithmName.SHA256));
        for (var bit = 0; bit < signed.Length * 8; bit += 7)
        {
            signed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(verifier.VerifyData(signed, signature, HashAlgorithmName.SHA256));
            signed[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        using var body = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        Assert.Equal(("allnet", number), (body.RootElement.Text("tenant"), body.RootElement.Text("key")));
        Assert.Equal("ES256", JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement.Text("alg"));
        Assert.True(body.RootElement.GetProperty("phases").GetArrayLength() >= 2);
    }
}
