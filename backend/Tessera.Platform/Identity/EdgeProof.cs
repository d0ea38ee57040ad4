using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Tessera.Platform.Identity;

/// <summary>The edge proves itself with a secret. It speaks for visitors nobody else can vouch for: whose address a request is from, it says.</summary>
public sealed class EdgeProof(string secret)
{
    private const string Header = "Tessera-Edge-Secret";

    private readonly byte[] _hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public bool IsEdge(HttpContext context)
    {
        var given = context.Request.Headers[Header].ToString();
        return given.Length > 0 && CryptographicOperations.FixedTimeEquals(_hash, SHA256.HashData(Encoding.UTF8.GetBytes(given)));
    }

    /// <summary>The visitor the edge names; of anybody else's request, who the connection says.</summary>
    public IPAddress VisitorOf(HttpContext context)
    {
        var peer = context.Connection.RemoteIpAddress ?? IPAddress.None;
        return IsEdge(context) && IPAddress.TryParse(context.Request.Headers["X-Forwarded-For"].ToString().Split(',')[0].Trim(), out var visitor) ? visitor : peer;
    }
}
