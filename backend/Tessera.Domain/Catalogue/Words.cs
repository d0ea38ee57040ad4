using System.Text.Json.Serialization;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Catalogue;

/// <summary>What kind of term a key runs on (RULES.md §4).</summary>
[JsonConverter(typeof(ScreamingSnake<KeyKind>))]
public enum KeyKind
{
    Annual,
    Perpetual,
    Subscription,
}

/// <summary>ED. The order is from small to large: an upgrade never goes down it.</summary>
[JsonConverter(typeof(ScreamingSnake<Edition>))]
public enum Edition
{
    Standard,
    Professional,
    Enterprise,
}

/// <summary>XP-9: provisional versions are shown as what would hold, final ones bind, withdrawn ones are only remembered.</summary>
[JsonConverter(typeof(ScreamingSnake<RuleStatus>))]
public enum RuleStatus
{
    Provisional,
    Final,
    Withdrawn,
}
