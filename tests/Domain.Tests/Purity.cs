using System.Reflection;
using Tessera.Domain.Keys;

namespace Domain.Tests;

/// <summary>HOUSE §2: the domain knows nothing but the base class library, and none of its doors to the world.</summary>
public sealed class Purity
{
    private static readonly Assembly Domain = typeof(KeyDecider).Assembly;

    [Fact]
    public void It_references_only_the_base_class_library()
    {
        var references = Domain.GetReferencedAssemblies();
        Assert.NotEmpty(references);
        Assert.All(references, reference =>
            Assert.True(reference.Name!.StartsWith("System.", StringComparison.Ordinal), $"{reference.Name} is not part of the base class library"));
    }

    [Fact]
    public void It_has_no_reference_to_anything_that_talks_to_the_world()
    {
        string[] doors = ["System.Net", "System.IO.Pipes", "System.Diagnostics.Process", "System.Security.Cryptography", "System.Console", "System.Data"];
        Assert.DoesNotContain(
            Domain.GetReferencedAssemblies(), reference => doors.Any(door => reference.Name!.StartsWith(door, StringComparison.Ordinal)));
    }
}
