using Architecture.Tests.Kit;
using Microsoft.AspNetCore.TestHost;
using Mono.Cecil;

namespace Architecture.Tests.Code;

/// <summary>What types look like in this house.</summary>
public sealed class ShapeTests(RunningCore running)
{
    private const int MostDependencies = 5;

    [Fact]
    public void An_interface_has_more_than_one_implementation()
    {
        var implemented = Built.Written.SelectMany(t => t.Interfaces).Select(i => i.InterfaceType.GetElementType().FullName).ToLookup(name => name);
        var interfaces = Built.Written.Where(t => t.IsInterface).ToArray();
        Rule.Holds(Built.Written.Count, interfaces.Where(t => implemented[t.FullName].Count() < 2).Select(t => t.FullName));
    }

    [Fact]
    public void A_class_is_sealed_unless_it_is_abstract()
    {
        var classes = Built.Written.Where(t => t.IsClass && !t.IsValueType).ToArray();
        Rule.Holds(classes.Length, classes.Where(t => !t.IsSealed && !t.IsAbstract).Select(t => t.FullName));
    }

    [Fact]
    public void The_server_shows_nothing_to_the_outside()
    {
        var types = Built.Written.Where(t => t.Module == Built.Server && t.DeclaringType is null).ToArray();
        Rule.Holds(types.Length, types.Where(t => t.IsPublic).Select(t => t.FullName));
    }

    /// <summary>Counted where dependencies come in: at services, and at every class that is more than data.</summary>
    [Fact]
    public async Task A_constructor_takes_five_dependencies_at_most()
    {
        var registered = await RegisteredAsync();
        var classes = Built.Written.Where(t => t.IsClass && (registered.Contains(t.FullName) || (!Built.IsRecord(t) && !t.IsValueType && !IsDelegate(t)))).ToArray();
        var wide = from type in classes
                   from constructor in type.Methods
                   where constructor.IsConstructor && !constructor.IsStatic && constructor.Parameters.Count > MostDependencies
                   select $"{type.FullName} takes {constructor.Parameters.Count}";
        Assert.NotEmpty(registered);
        Rule.Holds(classes.Length, wide, Wide);
    }

    private static readonly Excused[] Wide =
    [
        new("Tessera.Server.Modules.Demo.Life takes 6", "the data a told history starts from, no services"),
        new("Tessera.Server.Modules.Devices.DeviceServices takes 7", "what a short-circuited device endpoint resolves at once instead of seven times"),
        new("Tessera.Server.Modules.Devices.KnownKey takes 8", "data of one remembered key, no services"),
        new("Tessera.Server.Modules.Imports.Runs.ImportRunner takes 6", "three judges of rows beside the run's own services; to be one"),
        new("Tessera.Server.Settings takes 8", "what the process is told from outside, no services"),
    ];

    private async Task<HashSet<string>> RegisteredAsync()
    {
        var names = new HashSet<string>();
        await using var host = running.Core.WithWebHostBuilder(builder => builder.ConfigureTestServices(services =>
        {
            foreach (var service in services)
                if ((service.IsKeyedService ? service.KeyedImplementationType : service.ImplementationType ?? service.ServiceType) is { Assembly: var assembly } type && assembly.GetName().Name!.StartsWith("Tessera.", StringComparison.Ordinal))
                    names.Add(type.FullName!);
        }));
        _ = host.Services;
        return names;
    }

    private static bool IsDelegate(TypeDefinition type) => type.BaseType?.FullName == "System.MulticastDelegate";
}
