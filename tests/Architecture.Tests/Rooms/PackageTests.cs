using System.Xml.Linq;
using Architecture.Tests.Kit;

namespace Architecture.Tests.Rooms;

/// <summary>Which package may be used where. The list is closed: a mediator, a mapper or a second way to the database does not get in unseen.</summary>
public sealed class PackageTests
{
    /// <summary>Package, the assemblies that come with it, and the namespaces that may use them.</summary>
    private static readonly (string Package, string[] Assemblies, string[] Where)[] Packages =
    [
        ("Npgsql", ["Npgsql"], ["Tessera.Platform", "Tessera.Server"]),
        ("Quartz", ["Quartz", "Quartz.Extensions.Hosting", "Quartz.Extensions.DependencyInjection"], ["Tessera.Server.Schedule", Jobs]),
        ("Microsoft.AspNetCore.Authentication.JwtBearer", ["Microsoft.AspNetCore.Authentication.JwtBearer"], ["Tessera.Platform.Identity"]),
        ("Microsoft.IdentityModel.Protocols.OpenIdConnect", ["Microsoft.IdentityModel.Protocols", "Microsoft.IdentityModel.Protocols.OpenIdConnect"], ["Tessera.Platform.Identity"]),
        ("Microsoft.IdentityModel.JsonWebTokens", ["Microsoft.IdentityModel.JsonWebTokens", "Microsoft.IdentityModel.Tokens", "Microsoft.IdentityModel.Abstractions"], ["Tessera.Platform.Identity"]),
        ("CsvHelper", ["CsvHelper"], ["Tessera.Server.Http", "Tessera.Server.Modules.Imports"]),
        ("Microsoft.AspNetCore.OpenApi", ["Microsoft.AspNetCore.OpenApi", "Microsoft.OpenApi"], ["Tessera.Server.Http"]),
        ("Polly.Core", ["Polly.Core"], ["Tessera.Server.Modules.Payments.Stripe"]),
        ("OpenTelemetry", ["OpenTelemetry"], ["Tessera.Server.Http"]),
        ("OpenTelemetry.Exporter.OpenTelemetryProtocol", ["OpenTelemetry.Exporter.OpenTelemetryProtocol"], ["Tessera.Server.Http"]),
    ];

    /// <summary>Wherever a module keeps them.</summary>
    private const string Jobs = "jobs";

    private static readonly string[] Frameworks = ["System.", "Microsoft.AspNetCore.", "Microsoft.Extensions.", "Microsoft.Net.Http.", "Tessera."];

    [Fact]
    public void A_package_is_used_only_in_its_rooms()
    {
        var uses = References.All.Where(r => PackageOf(r.Assembly) is not null).ToArray();
        var broken = uses.Where(r => !Where(PackageOf(r.Assembly)!).Any(w => Within(r.FromNamespace, w) || r.From == w || (w == Jobs && Built.IsJob(r.From)))).Where(r => r.From != "Program");
        Rule.Holds(uses.Length, broken.Select(r => $"{r.From} uses {PackageOf(r.Assembly)}"));
    }

    [Fact]
    public void Nothing_else_is_used_than_the_frameworks_and_the_listed_packages()
    {
        var assemblies = References.All.Select(r => r.Assembly).Distinct().ToArray();
        Rule.Holds(assemblies.Length, assemblies.Where(a => PackageOf(a) is null && !Frameworks.Any(f => (a + ".").StartsWith(f, StringComparison.Ordinal))));
    }

    [Fact]
    public void The_domain_uses_the_base_class_library_alone()
    {
        var uses = References.All.Where(r => Within(r.FromNamespace, "Tessera.Domain")).ToArray();
        Rule.Holds(uses.Length, uses.Where(r => r.Assembly != "Tessera.Domain" && !(r.Assembly + ".").StartsWith("System.", StringComparison.Ordinal)).Select(r => $"{r.From} uses {r.Assembly}"));
        Assert.Empty(Referenced("backend/Tessera.Domain/Tessera.Domain.csproj", "PackageReference"));
        Assert.Empty(Referenced("backend/Tessera.Domain/Tessera.Domain.csproj", "ProjectReference"));
    }

    [Fact]
    public void A_package_that_is_referenced_is_listed_and_used()
    {
        string[] projects = ["backend/Tessera.Platform/Tessera.Platform.csproj", "backend/Tessera.Server/Tessera.Server.csproj"];
        var referenced = projects.SelectMany(p => Referenced(p, "PackageReference")).Distinct().ToArray();
        var used = References.All.Select(r => r.Assembly).ToHashSet();
        var unlisted = referenced.Except(Packages.Select(p => p.Package)).Select(p => p + " is not listed");
        var idle = Packages.Where(p => !p.Assemblies.Any(used.Contains)).Select(p => p.Package + " is not used");
        Rule.Holds(referenced.Length, unlisted.Concat(idle), Idle);
        Assert.All(Packages, p => Assert.Contains(p.Package, referenced));
    }

    private static readonly Excused[] Idle =
    [
        new("Microsoft.IdentityModel.Protocols.OpenIdConnect is not used", "pins what JwtBearer brings along to the version of our token library"),
        new("OpenTelemetry is not used", "the exporter is to be wired"),
        new("OpenTelemetry.Exporter.OpenTelemetryProtocol is not used", "the exporter is to be wired"),
    ];

    private static bool Within(string space, string room) => space == room || space.StartsWith(room + ".", StringComparison.Ordinal);

    private static string? PackageOf(string assembly) => Packages.FirstOrDefault(p => p.Assemblies.Contains(assembly)).Package;

    private static string[] Where(string package) => Packages.Single(p => p.Package == package).Where;

    private static string[] Referenced(string project, string item) => [.. XDocument.Parse(Sources.Read(project)).Descendants(item).Select(e => e.Attribute("Include")!.Value)];
}
