using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Tessera.TestKit;

namespace Server.Tests.Security;

/// <summary>PROOFS.md F30: every false token gets the same 401, and the true one beside it does not.</summary>
public sealed class TokenForgeryTests(SmallCore core) : IClassFixture<SmallCore>
{
    private static readonly Person Elena = Person.Elena;
    private static readonly string Issuer = $"{TokenIssuer.Authority}/{Elena.Directory}/v2.0";

    public static TheoryData<string> Forgeries => [.. Table.Keys];

    private static Dictionary<string, Func<TokenIssuer, string>> Table { get; } = new()
    {
        ["alg none"] = t => Unsigned(t, "none"),
        ["alg None"] = t => Unsigned(t, "None"),
        ["alg nOnE"] = t => Unsigned(t, "nOnE"),
        ["no algorithm, old signature"] = t => Unsigned(t, "none") + Parts(True(t))[2],
        ["HS256 with the public key as secret"] = t => t.Token(Claims(), Issuer, signing: new SigningCredentials(new SymmetricSecurityKey(PublicKeyBytes(t)) { KeyId = "test1" }, SecurityAlgorithms.HmacSha256)),
        ["RS512 with the right key"] = t => t.Token(Claims(), Issuer, signing: new SigningCredentials(t.Key, SecurityAlgorithms.RsaSha512)),
        ["PS256 with the right key"] = t => t.Token(Claims(), Issuer, signing: new SigningCredentials(t.Key, SecurityAlgorithms.RsaSsaPssSha256)),
        ["another key with the same kid"] = t => t.Token(Claims(), Issuer, signing: Other("test1")),
        ["an unknown kid"] = t => t.Token(Claims(), Issuer, signing: Other("unknown")),
        ["kid is a path"] = t => t.Token(Claims(), Issuer, signing: Other("../../../../dev/null")),
        ["kid is SQL"] = t => t.Token(Claims(), Issuer, signing: Other("x' UNION SELECT 'a")),
        ["kid is an address"] = t => t.Token(Claims(), Issuer, signing: Other("https://evil.example/keys")),
        ["key embedded in the header"] = t => WithHeader(t, "jwk", "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"AQAB\"}"),
        ["jku points elsewhere"] = t => WithHeader(t, "jku", "\"https://evil.example/keys\""),
        ["x5u points elsewhere"] = t => WithHeader(t, "x5u", "\"https://evil.example/cert\""),
        ["another issuer"] = t => t.Token(Claims(), "https://evil.example/" + Elena.Directory + "/v2.0"),
        ["issuer of another directory"] = t => t.Token(Claims(), $"{TokenIssuer.Authority}/{Person.Ingrid.Directory}/v2.0"),
        ["right issuer, tid of another directory"] = t => t.Token(With("tid", Person.Ingrid.Directory.ToString()), Issuer),
        ["v1 issuer"] = t => t.Token(With("ver", "1.0"), $"https://sts.windows.net/{Elena.Directory}/"),
        ["ver 1.0"] = t => t.Token(With("ver", "1.0"), Issuer),
        ["another audience"] = t => t.Token(Claims(), Issuer, audience: "api://somebody-else"),
        ["an id token (audience is the client)"] = t => t.Token(Claims(), Issuer, audience: TokenIssuer.Client),
        ["expired"] = t => t.Token(Claims(), Issuer, notBefore: DateTime.UtcNow.AddHours(-3), expires: DateTime.UtcNow.AddMinutes(-2)),
        ["not valid yet"] = t => t.Token(Claims(), Issuer, notBefore: DateTime.UtcNow.AddMinutes(10)),
        ["a client that is not ours"] = t => t.Token(With("azp", Guid.NewGuid().ToString()), Issuer),
        ["no client"] = t => t.Token(Without("azp"), Issuer),
        ["no scope"] = t => t.Token(Without("scp"), Issuer),
        ["another scope"] = t => t.Token(With("scp", "User.Read access_as_user_not"), Issuer),
        ["no oid"] = t => t.Token(Without("oid"), Issuer),
        ["no tid"] = t => t.Token(Without("tid"), Issuer),
        ["personal accounts"] = t => t.Token(With("tid", "9188040d-6c67-4c5b-b112-36a304b66dad"), $"{TokenIssuer.Authority}/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0"),
        ["an application with roles of another one"] = t => t.Token(App("Somebody.Else"), Issuer),
        ["an application with a scope"] = t => t.Token(With("idtyp", "app"), Issuer),
        ["type is not an access token"] = t => t.Token(Claims(), Issuer, type: "logout+jwt"),
        ["truncated signature"] = t => True(t)[..^8],
        ["empty signature"] = t => string.Join('.', Parts(True(t))[..2]) + ".",
        ["payload edited"] = t => Edited(True(t)),
        ["a megabyte"] = _ => new string('a', 1_000_000),
        ["nonsense"] = _ => "nonsense",
        ["three dots"] = _ => "...",
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_token_is_refused_like_every_other(string forgery)
    {
        using var client = core.Core.As(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + Table[forgery](core.Core.Issuer));
        client.DefaultRequestHeaders.Add("Tessera-Tenant", "allnet");
        foreach (var path in new[] { "/v1/me", "/v1/keys?first=1" })
        {
            using var answer = await client.GetAsync(path);
            var body = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.RequestHeaderFieldsTooLarge, $"{forgery}: {answer.StatusCode} {body}");
            if (answer.StatusCode == HttpStatusCode.Unauthorized) Assert.Contains("\"title\":\"Sign in first.\"", body, StringComparison.Ordinal);
            Assert.Equal("Bearer", answer.StatusCode == HttpStatusCode.Unauthorized ? answer.Headers.WwwAuthenticate.ToString() : "Bearer");
        }
    }

    [Fact]
    public async Task The_true_token_is_taken_and_so_is_an_application_with_its_role()
    {
        using var client = core.Core.As(null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", True(core.Core.Issuer));
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("/v1/keys?first=1")).Status);
        var erp = TokenIssuer.ClaimsOf(Person.AllnetErp.Directory, Person.AllnetErp.Id);
        erp.Remove("scp");
        erp["idtyp"] = "app";
        erp["roles"] = new[] { "Tessera.Access" };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", core.Core.Issuer.Token(erp, $"{TokenIssuer.Authority}/{Person.AllnetErp.Directory}/v2.0"));
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("/v1/keys?first=1")).Status);
    }

    [Fact]
    public async Task The_same_address_in_another_directory_and_the_same_object_in_another_directory_are_other_people()
    {
        foreach (var stranger in new[] { Person.Impostor, new Person("same oid", Person.Ingrid.Directory, Elena.Id, "allnet") })
        {
            using var client = core.Core.As(stranger with { Tenant = "allnet" });
            var (status, problem) = await client.ReadAsync("/v1/keys?first=1");
            Assert.Equal((HttpStatusCode.Forbidden, "NO_MEMBERSHIP"), (status, problem.Text("code")));
        }
    }

    [Fact]
    public async Task Naming_another_tenant_opens_nothing()
    {
        foreach (var tenant in new[] { "vcom", "nowhere", "allnet' OR '1'='1", "ALLNET" })
        {
            using var client = core.Core.As(Elena with { Tenant = "" });
            client.DefaultRequestHeaders.Add("Tessera-Tenant", tenant);
            var (status, problem) = await client.ReadAsync("/v1/keys?first=1");
            Assert.Equal((HttpStatusCode.Forbidden, "NO_MEMBERSHIP"), (status, problem.Text("code")));
        }
    }

    private static Dictionary<string, object> Claims() => TokenIssuer.ClaimsOf(Elena.Directory, Elena.Id);

    private static Dictionary<string, object> With(string name, object value)
    {
        var claims = Claims();
        claims[name] = value;
        return claims;
    }

    private static Dictionary<string, object> Without(string name)
    {
        var claims = Claims();
        claims.Remove(name);
        return claims;
    }

    private static Dictionary<string, object> App(string role)
    {
        var claims = Without("scp");
        claims["idtyp"] = "app";
        claims["roles"] = new[] { role };
        return claims;
    }

    private static string True(TokenIssuer issuer) => issuer.Token(Elena.Directory, Elena.Id);

    private static string[] Parts(string token) => token.Split('.');

    private static string Unsigned(TokenIssuer issuer, string algorithm) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{{\"alg\":\"{algorithm}\",\"typ\":\"JWT\",\"kid\":\"test1\"}}")) + "." + Parts(True(issuer))[1] + ".";

    private static SigningCredentials Other(string kid) => new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = kid }, SecurityAlgorithms.RsaSha256);

    private static byte[] PublicKeyBytes(TokenIssuer issuer) => issuer.Key.Rsa.ExportSubjectPublicKeyInfo();

    /// <summary>Signed by a key of the forger's, which the header recommends.</summary>
    private static string WithHeader(TokenIssuer issuer, string name, string value)
    {
        using var rsa = RSA.Create(2048);
        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"test1\",\"{name}\":{value}}}"));
        var text = header + "." + Parts(True(issuer))[1];
        return text + "." + Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static string Edited(string token)
    {
        var parts = Parts(token);
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace(Elena.Id.ToString(), Person.Giulia.Id.ToString(), StringComparison.Ordinal);
        return parts[0] + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload)) + "." + parts[2];
    }
}
