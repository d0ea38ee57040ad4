using System.Text.Json.Serialization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Devices;

/// <summary>A PBX asks whether its key is valid. The key is the credential: it travels in the body, never in an address.</summary>
/// <param name="Fingerprint">Of the installation, 8 to 200 visible characters.</param>
/// <param name="Version">PBX version.</param>
/// <param name="UsersAndExtensions">EX-6: reported with the question.</param>
internal sealed record ValidateRequest(string? Key, string? Fingerprint = null, string? Version = null, int? UsersAndExtensions = null, int? SystemMailboxes = null);

internal sealed record ActivateRequest(string? Key, string? Fingerprint, string? Fqdn = null, string? Version = null);

internal sealed record LicenceFileRequest(string? Key, string? Fingerprint);

/// <summary>YES: bound to the asking installation. NO: to none. ELSEWHERE: to another. UNSAID: no fingerprint was sent.</summary>
[JsonConverter(typeof(Snake<Binding>))]
internal enum Binding
{
    Yes,
    No,
    Elsewhere,
    Unsaid,
}

/// <summary>What holds for the key today, and until when the answer may be kept.</summary>
/// <param name="Valid">Calls may be made on this key by this installation.</param>
/// <param name="Reasons">Rule codes (RULES.md) that decide today.</param>
/// <param name="Until">Last day of this phase; null: for ever.</param>
/// <param name="KeepUntil">After it, ask again.</param>
internal sealed record DeviceAnswer(
    bool Valid, KeyStatus Status, Edition Edition, int Size, bool Free, int? MaxExtensions, IReadOnlyList<string> ServicesOff, bool Support, bool Updates,
    IReadOnlyList<string> Reasons, DateOnly On, DateOnly? Until, KeyStatus? Next, Binding Bound, DateTimeOffset KeepUntil);

/// <summary>The signed content of an offline licence file: what holds from today on, phase by phase.</summary>
internal sealed record LicenceFileBody(string Tenant, string Key, string Fingerprint, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, IReadOnlyList<LicenceFilePhase> Phases);

internal sealed record LicenceFilePhase(
    DateOnly From, DateOnly? To, KeyStatus Status, Edition Edition, int Size, bool Free, int? MaxExtensions, IReadOnlyList<string> ServicesOff, bool Support, bool Updates, IReadOnlyList<string> Reasons);

internal sealed record LicenceFile(string File, string KeyId, DateTimeOffset ExpiresAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(Snake<Edition>), typeof(Snake<KeyStatus>)], UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ValidateRequest))]
[JsonSerializable(typeof(ActivateRequest))]
[JsonSerializable(typeof(LicenceFileRequest))]
[JsonSerializable(typeof(DeviceAnswer))]
[JsonSerializable(typeof(LicenceFileBody))]
[JsonSerializable(typeof(LicenceFile))]
internal sealed partial class DeviceJson : JsonSerializerContext;
