using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tessera.Server.Modules.Devices;

/// <summary>
/// Signs licence files as compact JWS with ES256: ECDSA P-256 over SHA-256, signature of fixed 64 bytes (PROOFS.md §8). The
/// algorithm and the key's id stand in the signed header; what is signed is the transmitted text itself.
/// </summary>
internal sealed class LicenceSigner : IDisposable
{
    private readonly ECDsa _key;
    private readonly string _header;

    public LicenceSigner(Settings settings)
    {
        _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (settings.LicenceKeyFile is { } file) _key.ImportFromPem(File.ReadAllText(file));
        if (_key.KeySize != 256) throw new SettingsException("TESSERA_LICENCE_KEY_FILE must hold a P-256 key.");
        KeyId = settings.LicenceKeyId;
        _header = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", kid = KeyId, typ = "tessera-licence+jws" }));
        var point = _key.ExportParameters(false).Q;
        PublicKeys = JsonSerializer.Serialize(new
        {
            keys = new[] { new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = KeyId, x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) } },
        });
    }

    public string KeyId { get; }

    /// <summary>JWKS.</summary>
    public string PublicKeys { get; }

    public (string File, string KeyId) Sign(byte[] body)
    {
        var text = _header + "." + Base64Url.EncodeToString(body);
        byte[] signature;
        lock (_key) signature = _key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return (text + "." + Base64Url.EncodeToString(signature), KeyId);
    }

    public void Dispose() => _key.Dispose();
}
