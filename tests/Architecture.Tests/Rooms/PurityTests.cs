using Architecture.Tests.Kit;
using Mono.Cecil.Rocks;

namespace Architecture.Tests.Rooms;

/// <summary>A decision is a function: no clock, no chance, no world, no thread, nothing remembered (HOUSE.md law 2).</summary>
public sealed class PurityTests
{
    /// <summary>Types, or single members of them, that reach out of a calculation.</summary>
    private static readonly (string Type, string[] Members)[] Impure =
    [
        ("System.DateTime", ["get_Now", "get_UtcNow", "get_Today"]),
        ("System.DateTimeOffset", ["get_Now", "get_UtcNow"]),
        ("System.TimeProvider", []),
        ("System.TimeZoneInfo", []),
        ("System.Guid", ["NewGuid", "CreateVersion7"]),
        ("System.Random", []),
        ("System.Environment", []),
        ("System.Console", []),
        ("System.GC", []),
        ("System.Globalization.CultureInfo", ["get_CurrentCulture", "get_CurrentUICulture", "set_CurrentCulture"]),
        ("System.Diagnostics.Stopwatch", []),
        ("System.Diagnostics.Process", []),
        ("System.Diagnostics.Activity", []),
    ];

    private static readonly string[] ImpureNamespaces =
        ["System.IO", "System.Net", "System.Threading", "System.Threading.Tasks", "System.Security.Cryptography", "System.Timers", "System.Data", "System.Reflection.Emit"];

    /// <summary>Rule books and texts travel inside the assembly; reading them is the one stream in the domain.</summary>
    private static readonly Excused[] Known =
    [
        new("Tessera.Domain.Catalogue.RuleBooks uses System.IO.Stream", "of the assembly itself"),
        new("Tessera.Domain.Explain.Texts uses System.IO.Stream", "of the assembly itself"),
    ];

    /// <summary>The compiler's own iterators ask which thread enumerates them.</summary>
    private const string OfIterators = "get_CurrentManagedThreadId";

    [Fact]
    public void The_domain_reaches_for_nothing()
    {
        var uses = References.All.Where(r => r.Assembly != "Tessera.Domain" && r.FromNamespace.StartsWith("Tessera.Domain", StringComparison.Ordinal)).ToArray();
        Rule.Holds(uses.Length, uses.Where(IsImpure).Select(r => $"{r.From} uses {r.To}{(r.Member is null ? "" : "." + r.Member)}"), Known);
    }

    [Fact]
    public void The_domain_remembers_nothing()
    {
        var fields = Built.Domain.GetAllTypes().Where(t => t.Namespace.StartsWith("Tessera.", StringComparison.Ordinal) || t.DeclaringType is not null)
            .SelectMany(t => t.Fields).Where(f => f.IsStatic && !f.FullName.Contains('<', StringComparison.Ordinal) && !IsGenerated(f.DeclaringType)).ToArray();
        Rule.Holds(fields.Length, fields.Where(f => !f.IsInitOnly && !f.IsLiteral).Select(f => f.FullName));
    }

    /// <summary>The compiler's own caches of lambdas, and what the JSON generator keeps.</summary>
    private static bool IsGenerated(Mono.Cecil.TypeDefinition type) =>
        type.CustomAttributes.Any(a => a.AttributeType.Name is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute") || type.BaseType?.Name == "JsonSerializerContext";

    private static bool IsImpure(Reference use) =>
        use.Member != OfIterators && (ImpureNamespaces.Contains(use.ToNamespace) || Impure.Any(i => i.Type == use.To && (i.Members.Length == 0 || i.Members.Contains(use.Member))));
}
