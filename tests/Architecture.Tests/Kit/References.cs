using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Architecture.Tests.Kit;

/// <summary>One use of something by a type of ours, read from IL: signatures, bodies, attributes, lambdas and state machines included.</summary>
/// <param name="From">Our outermost type.</param>
/// <param name="To">The outermost type that is used.</param>
/// <param name="Assembly">Where <paramref name="To"/> lives.</param>
/// <param name="Member">The method or field, where one is used.</param>
internal sealed record Reference(string From, string FromNamespace, string To, string ToNamespace, string Assembly, string? Member);

internal static class References
{
    /// <summary>Everything the three assemblies use. Constants are not among it: the compiler copies them (see the using rule).</summary>
    public static IReadOnlyList<Reference> All { get; } = [.. Built.All.SelectMany(Of).Distinct()];

    public static IEnumerable<Reference> Of(ModuleDefinition module) =>
        from type in module.GetAllTypes()
        let user = Built.Outermost(type)
        where user.Namespace.StartsWith("Tessera.", StringComparison.Ordinal) || user.Name == "Program"
        from use in Uses(type)
        from to in Parts(use.Type)
        let outer = Outermost(to)
        select new Reference(user.FullName, user.Namespace, outer.FullName, outer.Namespace, AssemblyOf(outer), use.Member);

    private static IEnumerable<(TypeReference Type, string? Member)> Uses(TypeDefinition type)
    {
        if (type.BaseType is not null) yield return (type.BaseType, null);
        foreach (var i in type.Interfaces) yield return (i.InterfaceType, null);
        foreach (var field in type.Fields) yield return (field.FieldType, null);
        foreach (var parameter in type.GenericParameters.SelectMany(p => p.Constraints)) yield return (parameter.ConstraintType, null);
        var attributed = type.CustomAttributes.Concat(type.Fields.SelectMany(f => f.CustomAttributes)).Concat(type.Properties.SelectMany(p => p.CustomAttributes))
            .Concat(type.Methods.SelectMany(m => m.CustomAttributes.Concat(m.Parameters.SelectMany(p => p.CustomAttributes))));
        foreach (var attribute in attributed)
        {
            yield return (attribute.AttributeType, null);
            foreach (var argument in attribute.ConstructorArguments)
                if (argument.Value is TypeReference named) yield return (named, null);
        }

        foreach (var use in type.Methods.SelectMany(Uses)) yield return use;
    }

    private static IEnumerable<(TypeReference Type, string? Member)> Uses(MethodDefinition method)
    {
        foreach (var use in Signature(method)) yield return (use, null);
        if (!method.HasBody) yield break;
        foreach (var variable in method.Body.Variables) yield return (variable.VariableType, null);
        foreach (var handler in method.Body.ExceptionHandlers)
            if (handler.CatchType is not null) yield return (handler.CatchType, null);
        foreach (var instruction in method.Body.Instructions)
            foreach (var use in Uses(instruction)) yield return use;
    }

    private static IEnumerable<(TypeReference Type, string? Member)> Uses(Instruction instruction)
    {
        switch (instruction.Operand)
        {
            case TypeReference type:
                yield return (type, null);
                break;
            case MethodReference called:
                yield return (called.DeclaringType, called.Name);
                foreach (var use in Signature(called)) yield return (use, null);
                if (called is GenericInstanceMethod generic)
                    foreach (var argument in generic.GenericArguments) yield return (argument, null);
                break;
            case FieldReference field:
                yield return (field.DeclaringType, field.Name);
                yield return (field.FieldType, null);
                break;
        }
    }

    private static IEnumerable<TypeReference> Signature(MethodReference method) => method.Parameters.Select(p => p.ParameterType).Prepend(method.ReturnType);

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Concat(Parts(generic.ElementType)),
        RequiredModifierType modified => Parts(modified.ElementType).Concat(Parts(modified.ModifierType)),
        OptionalModifierType modified => Parts(modified.ElementType).Concat(Parts(modified.ModifierType)),
        FunctionPointerType pointer => Signature(pointer).SelectMany(Parts),
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };

    private static IEnumerable<TypeReference> Signature(FunctionPointerType pointer) => pointer.Parameters.Select(p => p.ParameterType).Prepend(pointer.ReturnType);

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string AssemblyOf(TypeReference type) => type.Scope switch
    {
        ModuleDefinition module => module.Assembly.Name.Name,
        AssemblyNameReference assembly => assembly.Name,
        var other => other.Name,
    };
}
