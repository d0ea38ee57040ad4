using System.Text;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Server.Modules.Keys.Contracts;

/// <summary>
/// A key's row in licence_key, made from its facts and the rules alone: the same code projects a command, an import of 50 000
/// rows and a rebuild, and a test compares all three.
/// </summary>
internal sealed record KeyRow(KeyFacts Facts, KeySummary Summary, Timeline Timeline, object?[] Values)
{
    /// <summary>Every column that follows from facts, in the order of <see cref="Values"/>.</summary>
    public static readonly (string Name, NpgsqlDbType Type)[] Columns =
    [
        ("key_id", NpgsqlDbType.Uuid), ("number", NpgsqlDbType.Text), ("version", NpgsqlDbType.Integer), ("customer_id", NpgsqlDbType.Uuid), ("partner_id", NpgsqlDbType.Uuid),
        ("kind", NpgsqlDbType.Text), ("edition", NpgsqlDbType.Text), ("size", NpgsqlDbType.Integer), ("free", NpgsqlDbType.Boolean), ("trial", NpgsqlDbType.Boolean),
        ("not_for_resale", NpgsqlDbType.Boolean), ("education", NpgsqlDbType.Boolean), ("starts_on", NpgsqlDbType.Date), ("last_day", NpgsqlDbType.Date), ("window_last_day", NpgsqlDbType.Date),
        ("closes_on", NpgsqlDbType.Date), ("max_extensions", NpgsqlDbType.Integer), ("counted", NpgsqlDbType.Integer), ("over", NpgsqlDbType.Boolean), ("usage_ratio", NpgsqlDbType.Real),
        ("usage_reported_on", NpgsqlDbType.Date), ("deadline", NpgsqlDbType.Date), ("end_of_life", NpgsqlDbType.Date), ("renewal_minor", NpgsqlDbType.Bigint), ("currency", NpgsqlDbType.Text),
        ("transfer_to", NpgsqlDbType.Uuid), ("fqdn", NpgsqlDbType.Text), ("pbx_version", NpgsqlDbType.Text), ("fingerprint", NpgsqlDbType.Text), ("issued_at", NpgsqlDbType.TimestampTz),
        ("rule_revision", NpgsqlDbType.Integer), ("customer_name", NpgsqlDbType.Text), ("outline", NpgsqlDbType.Text), ("timeline", NpgsqlDbType.Json), ("state", NpgsqlDbType.Json),
    ];

    /// <summary>The row of an existing key.</summary>
    public static KeyRow Of(KeyFacts facts, RuleBook book, int revision, string customerName)
    {
        var key = new Key.OpenKey(facts);
        var s = KeySummary.Of(key, book)!;
        var timeline = Timeline.Of(key, book);
        object?[] values =
        [
            s.Id.Value, s.Number.Value, s.Version, s.CustomerId.Value, s.PartnerId?.Value,
            Words.Of(s.Kind), Words.Of(s.Edition), s.Size, s.Free, s.Trial,
            s.NotForResale, s.Education, s.StartsOn, s.LastDay ?? DateOnly.MaxValue, s.WindowLastDay,
            s.ClosesOn, s.MaxExtensions, s.Counted, s.Over, s.MaxExtensions is > 0 && s.Counted is { } counted ? (float)counted / s.MaxExtensions.Value : 0f,
            s.UsageReportedOn, s.DeadlineProvisional ? null : s.Deadline, s.EndOfLife, s.RenewalPriceMinor, s.Currency,
            s.TransferTo?.Value, s.Fqdn, s.PbxVersion, s.Fingerprint, s.IssuedAt.UtcDateTime,
            revision, customerName, Outline.Of(timeline), Encoding.UTF8.GetString(KeyJson.WritePhases(timeline.Phases)), Encoding.UTF8.GetString(KeyJson.WriteFacts(facts)),
        ];
        return new KeyRow(facts, s, timeline, values);
    }

    /// <summary>The words a key is found by.</summary>
    public string[] Search(int tenant, string customerName, string? partnerName) =>
        SearchWords.OfKey(tenant, Summary.Number.Value, customerName, partnerName, Summary.Fqdn);

    /// <summary>A typed parameter, so that a null prepares the same statement as a value.</summary>
    public static NpgsqlParameter Parameter(NpgsqlDbType type, object? value) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
