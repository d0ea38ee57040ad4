using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Keys.Queries;

/// <summary>
/// The fields of a key a reader asks for (<c>id,number,customer.name</c>); the others are not written. A shape is made once per wish
/// and kept: people and programmes ask with a handful of documents.
/// </summary>
internal static class KeyFields
{
    public const int Longest = 1_500;
    private const int MostKept = 256;

    private static readonly (string Prefix, Type Type)[] Parts = [("", typeof(KeyView)), ("customer", typeof(CustomerView)), ("partner", typeof(PartnerView)), ("effective", typeof(EntitlementView)), ("renewalPrice", typeof(MoneyView))];
    private static readonly FrozenSet<string> Known = Parts.SelectMany(p => NamesOf(p.Type).Select(name => Path(p.Prefix, name))).ToFrozenSet();
    private static readonly ConcurrentDictionary<string, JsonTypeInfo<Page<KeyView>>> Shapes = new();

    /// <summary>Null where the wish names a field that is not there.</summary>
    public static JsonTypeInfo<Page<KeyView>>? Shape(string? wish)
    {
        if (wish is null) return KeyJsonViews.Default.PageKeyView;
        if (Shapes.TryGetValue(wish, out var known)) return known;
        var names = wish.Split(',');
        if (!names.All(Known.Contains)) return null;
        var shape = Make(names.ToHashSet());
        if (Shapes.Count < MostKept) Shapes.TryAdd(wish, shape);
        return shape;
    }

    private static JsonTypeInfo<Page<KeyView>> Make(HashSet<string> wanted)
    {
        var options = new JsonSerializerOptions(KeyJsonViews.Default.Options)
        {
            TypeInfoResolver = KeyJsonViews.Default.WithAddedModifier(info =>
            {
                foreach (var (prefix, type) in Parts)
                    if (info.Type == type) Keep(info, prefix, wanted);
            }),
        };
        return (JsonTypeInfo<Page<KeyView>>)options.GetTypeInfo(typeof(Page<KeyView>));
    }

    /// <summary>A part named as a whole has all its fields.</summary>
    private static void Keep(JsonTypeInfo info, string prefix, HashSet<string> wanted)
    {
        if (prefix.Length > 0 && wanted.Contains(prefix)) return;
        for (var i = info.Properties.Count - 1; i >= 0; i--)
        {
            var path = Path(prefix, info.Properties[i].Name);
            if (!wanted.Contains(path) && !wanted.Any(w => w.StartsWith(path + '.', StringComparison.Ordinal))) info.Properties.RemoveAt(i);
        }
    }

    private static IEnumerable<string> NamesOf(Type type) => KeyJsonViews.Default.GetTypeInfo(type)!.Properties.Select(p => p.Name);

    private static string Path(string prefix, string name) => prefix.Length == 0 ? name : prefix + '.' + name;
}
