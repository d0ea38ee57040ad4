using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using System.Security.Claims;
using Tessera.Platform.Errors;

namespace Tessera.Platform.Identity;

/// <summary>Access tokens of an Entra-v2-shaped provider: algorithm, signature, issuer of the token's own directory, audience, lifetime, client, scope.</summary>
public static class TokenAuthentication
{
    /// <summary>Personal Microsoft accounts: one directory for everybody in the world, so never a company of ours.</summary>
    private const string PersonalAccounts = "9188040d-6c67-4c5b-b112-36a304b66dad";

    public static IServiceCollection AddTokens(this IServiceCollection services, TokenSettings settings, bool requireHttps)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(o =>
        {
            o.MapInboundClaims = false;
            o.RequireHttpsMetadata = requireHttps;
            o.MetadataAddress = $"{settings.Authority}/organizations/v2.0/.well-known/openid-configuration";
            o.IncludeErrorDetails = false;
            o.SaveToken = false;
            o.TokenValidationParameters = Parameters(settings);
            o.Events = new JwtBearerEvents
            {
                OnTokenValidated = context =>
                {
                    if (!Admitted(context.Principal!, settings)) context.Fail("not a token for this service");
                    return Task.CompletedTask;
                },
                OnChallenge = async context =>
                {
                    context.HandleResponse();
                    context.Response.Headers.WWWAuthenticate = "Bearer";
                    await Problems.WriteAsync(context.HttpContext, Problem.Unauthenticated);
                },
            };
        });
        return services;
    }

    /// <summary>The person or application a validated principal stands for.</summary>
    public static PersonId? PersonOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue("tid"), out var directory) && Guid.TryParse(principal.FindFirstValue("oid"), out var id) ? new PersonId(directory, id) : null;

    private static TokenValidationParameters Parameters(TokenSettings settings) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        ValidAudience = settings.Audience,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidateIssuerSigningKey = true,
        ClockSkew = TimeSpan.FromSeconds(60),
        ValidTypes = ["JWT", "at+jwt"],
        IssuerValidator = (issuer, token, parameters) =>
            token is Microsoft.IdentityModel.JsonWebTokens.JsonWebToken jwt && jwt.TryGetPayloadValue<string>("tid", out var tid)
                && Guid.TryParseExact(tid, "D", out Guid _) && tid != PersonalAccounts && issuer == settings.IssuerOf(tid)
                ? issuer
                : throw new SecurityTokenInvalidIssuerException("The issuer is not the token's own directory."),
    };

    private static bool Admitted(ClaimsPrincipal principal, TokenSettings settings)
    {
        if (principal.FindFirstValue("ver") != "2.0" || PersonOf(principal) is null) return false;
        if (principal.FindFirstValue("azp") is not { } client || !settings.Clients.Contains(client)) return false;
        var scopes = principal.FindFirstValue("scp");
        if (principal.FindFirstValue("idtyp") == "app") return scopes is null && principal.FindAll("roles").Any(r => r.Value == TokenSettings.AppRole);
        return scopes is not null && scopes.Split(' ').Contains(TokenSettings.Scope);
    }
}
