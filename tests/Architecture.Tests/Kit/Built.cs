using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Architecture.Tests.Kit;

/// <summary>The three assemblies as they were compiled.</summary>
internal static class Built
{
    public static ModuleDefinition Domain { get; } = Read("Tessera.Domain");

    public static ModuleDefinition Platform { get; } = Read("Tessera.Platform");

    public static ModuleDefinition Server { get; } = Read("Tessera.Server");

    public static IReadOnlyList<ModuleDefinition> All { get; } = [Domain, Platform, Server];

    /// <summary>Types somebody wrote, nested ones included.</summary>
    public static IReadOnlyList<TypeDefinition> Written { get; } = [.. All.SelectMany(m => m.GetAllTypes()).Where(IsWritten)];

    public static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    public static bool IsRecord(TypeDefinition type) => type.Methods.Any(m => m.Name == "<Clone>$");

    /// <summary>Whether a type of ours, by its full name, is a scheduled job.</summary>
    public static bool IsJob(string type) => Written.Any(t => t.FullName == type && t.Interfaces.Any(i => i.InterfaceType.FullName == "Quartz.IJob"));

    public static string SimpleName(TypeReference type) => type.Name.Split('`')[0];

    /// <summary>Source generators write into our assemblies too; what they write is not ours to judge.</summary>
    private static bool IsWritten(TypeDefinition type) =>
        Outermost(type).Namespace.StartsWith("Tessera.", StringComparison.Ordinal) && !type.FullName.Contains('<', StringComparison.Ordinal)
        && !SelfAndOuter(type).Any(t => t.CustomAttributes.Any(a => a.AttributeType.Name is "CompilerGeneratedAttribute"));

    private static IEnumerable<TypeDefinition> SelfAndOuter(TypeDefinition type)
    {
        for (TypeDefinition? t = type; t is not null; t = t.DeclaringType) yield return t;
    }

    private static ModuleDefinition Read(string name) => ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
}
