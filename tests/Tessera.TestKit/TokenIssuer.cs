using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tessera.TestKit;

/// <summary>An identity provider reduced to its signature: makes true tokens, and lets tests make false ones.</summary>
public sealed class TokenIssuer
{
    public const string Authority = "https://identity.test";
    public const string Audience = "cccccccc-0000-4000-8000-000000000003";
    public const string Client = "aaaaaaaa-0000-4000-8000-000000000001";

    private readonly RSA _rsa = RSA.Create(2048);

    public TokenIssuer() => Key = new RsaSecurityKey(_rsa) { KeyId = "test1" };

    public RsaSecurityKey Key { get; }

    /// <summary>The claims of a person's access token as Entra v2 gives them.</summary>
    public static Dictionary<string, object> ClaimsOf(Guid directory, Guid person, string name = "Somebody", string login = "somebody@example.org") => new()
    {
        ["tid"] = directory.ToString(),
        ["oid"] = person.ToString(),
        ["ver"] = "2.0",
        ["azp"] = Client,
        ["scp"] = "access_as_user",
        ["name"] = name,
        ["preferred_username"] = login,
        ["sub"] = "pairwise-" + person,
    };

    public string Token(Guid directory, Guid person) => Token(ClaimsOf(directory, person), $"{Authority}/{directory}/v2.0");

    public string Token(Dictionary<string, object> claims, string issuer, string audience = Audience, DateTime? expires = null, DateTime? notBefore = null, SigningCredentials? signing = null, string type = "JWT")
    {
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Claims = claims,
            Subject = new ClaimsIdentity(),
            NotBefore = notBefore ?? now.AddMinutes(-1),
            IssuedAt = now,
            Expires = expires ?? now.AddHours(1),
            TokenType = type,
            SigningCredentials = signing ?? new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        });
    }
}
