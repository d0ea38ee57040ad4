namespace Tessera.Platform.Identity;

/// <summary>How access tokens are judged.</summary>
/// <param name="Authority">Root of the identity provider, e.g. https://login.microsoftonline.com; a directory's issuer is {Authority}/{tid}/v2.0.</param>
/// <param name="Audience">Our API's application id (Entra v2: a GUID).</param>
/// <param name="Clients">Application ids whose tokens are taken (azp).</param>
public sealed record TokenSettings(string Authority, string Audience, IReadOnlySet<string> Clients)
{
    public const string Scope = "access_as_user";
    public const string AppRole = "Tessera.Access";

    public string IssuerOf(string directory) => $"{Authority}/{directory}/v2.0";
}
