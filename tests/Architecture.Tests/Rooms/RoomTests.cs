using Architecture.Tests.Kit;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests.Rooms;

/// <summary>
/// Who may know whom (HOUSE.md §2), read from IL. Modules stand in an order: one knows its neighbours only through their
/// Contracts, and only those named here, all of them above it. So there is no ring.
/// </summary>
public sealed class RoomTests
{
    private const string Modules = "Tessera.Server.Modules.";
    private const string Program = "Program";
    private const string Schedule = "Tessera.Server.Schedule";

    private static readonly (string Module, string[] Neighbours)[] Order =
    [
        ("Access", []),
        ("Search", []),
        ("Changes", []),
        ("Audit", ["Search"]),
        ("Catalogue", []),
        ("Keys", ["Access", "Audit", "Catalogue", "Search"]),
        ("Messages", ["Audit", "Catalogue"]),
        ("Devices", ["Audit", "Catalogue", "Keys"]),
        ("Programme", ["Audit", "Catalogue", "Keys", "Messages"]),
        ("Partners", ["Audit", "Catalogue", "Programme", "Search"]),
        ("Customers", ["Audit", "Partners", "Search"]),
        ("Joining", ["Access", "Audit", "Catalogue", "Customers", "Messages", "Programme", "Search"]),
        ("Learning", ["Audit", "Catalogue", "Messages", "Programme"]),
        ("Payments", ["Audit", "Catalogue", "Keys", "Messages", "Programme", "Search"]),
        ("Quotes", ["Access", "Audit", "Catalogue", "Keys", "Messages", "Payments", "Search"]),
        ("Home", ["Catalogue"]),
        ("Imports", ["Audit", "Catalogue", "Customers", "Keys", "Learning", "Programme"]),
        ("Demo", ["Audit", "Joining", "Keys", "Learning", "Payments", "Programme", "Quotes", "Search"]),
    ];

    /// <summary>What is no module. Program is the one place that knows every module, by its front door XModule; Schedule knows the jobs.</summary>
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Tessera.Domain"] = [],
        ["Tessera.Platform"] = ["Tessera.Domain"],
        ["Tessera.Server"] = ["Tessera.Platform"],
        ["Tessera.Server.Database"] = ["Tessera.Server"],
        ["Tessera.Server.Cli"] = ["Tessera.Server", "Tessera.Server.Database", Modules + "Demo"],
        ["Tessera.Server.Http"] = ["Tessera.Domain", "Tessera.Platform", "Tessera.Server", "Tessera.Server.Database", Modules + "Audit.Contracts"],
        [Schedule] = ["Tessera.Server", "Tessera.Server.Http"],
        [Program] = [Schedule, "Tessera.Platform", "Tessera.Server", "Tessera.Server.Cli", "Tessera.Server.Http"],
    };

    private static readonly string[] OfEveryModule = ["Tessera.Domain", "Tessera.Platform", "Tessera.Server", "Tessera.Server.Http"];

    public static TheoryData<string> RoomNames => [.. Rooms.Keys];

    public static TheoryData<string> ModuleNames => [.. Order.Select(m => m.Module)];

    [Theory, MemberData(nameof(RoomNames))]
    public void A_room_knows_only_the_rooms_it_may(string room)
    {
        var uses = Uses().Where(r => RoomOf(r.From, r.FromNamespace) == room).ToArray();
        Rule.Holds(uses.Length, Broken(uses, to => Rooms[room].Contains(to.Room) || (room == Program && to.IsFrontDoor) || (room == Schedule && to.IsJob)));
    }

    [Theory, MemberData(nameof(ModuleNames))]
    public void A_module_knows_its_neighbours_by_their_contracts(string module)
    {
        var room = Modules + module;
        var neighbours = Order.Single(m => m.Module == module).Neighbours;
        var uses = Uses().Where(r => ModuleOf(r.FromNamespace) == module).ToArray();
        Rule.Holds(
            uses.Length,
            Broken(uses, to => OfEveryModule.Contains(to.Room) || to.Room == room || to.Room == room + ".Contracts" || neighbours.Any(n => to.Room == Modules + n + ".Contracts")));
    }

    [Theory, MemberData(nameof(ModuleNames))]
    public void A_neighbour_that_is_named_is_needed(string module)
    {
        var (_, neighbours) = Order.Single(m => m.Module == module);
        var used = Uses().Where(r => ModuleOf(r.FromNamespace) == module).Select(r => ModuleOf(r.ToNamespace)).ToHashSet();
        Rule.Holds(used.Count, neighbours.Where(n => !used.Contains(n)).Select(n => $"{module} names {n} and does not use it"));
    }

    [Fact]
    public void Modules_stand_in_an_order_and_each_is_in_it()
    {
        var above = new HashSet<string>();
        foreach (var (module, neighbours) in Order)
        {
            Assert.True(above.IsSupersetOf(neighbours), $"{module} knows a module that stands below it.");
            above.Add(module);
        }

        var there = Built.Written.Select(t => ModuleOf(Built.Outermost(t).Namespace)).OfType<string>().Distinct().ToArray();
        Rule.Holds(there.Length, there.Except(above).Select(m => $"{m} is not in the order"));
        Assert.All(above, m => Assert.Contains(m, there));
    }

    [Fact]
    public void Every_type_is_in_a_room()
    {
        var names = Built.Written.Select(Built.Outermost).Select(t => (t.FullName, t.Namespace)).Distinct().ToArray();
        Rule.Holds(names.Length, names.Where(t => RoomOf(t.FullName, t.Namespace) is null).Select(t => t.FullName));
    }

    /// <summary>A constant of a neighbour leaves no trace in IL, but the using that reaches it does in the source.</summary>
    [Fact]
    public void A_using_reaches_a_neighbour_only_by_its_contracts()
    {
        var usings = Sources.Backend.SelectMany(f => f.Root.DescendantNodes().OfType<UsingDirectiveSyntax>().Select(u => (f.Path, Name: u.Name?.ToString() ?? ""))).Where(u => u.Name.StartsWith(Modules, StringComparison.Ordinal)).ToArray();
        var broken = usings.Where(u => !u.Path.EndsWith("/Program.cs", StringComparison.Ordinal) && !u.Name.EndsWith(".Contracts", StringComparison.Ordinal) && !u.Path.StartsWith("backend/Tessera.Server/Modules/" + ModuleOf(u.Name) + "/", StringComparison.Ordinal));
        Rule.Holds(usings.Length, broken.Select(u => $"{u.Path} uses {u.Name}"), KnownUsings);
    }

    private static readonly Excused[] KnownUsings =
    [
        new("backend/Tessera.Server/Cli/CommandLine.cs uses Tessera.Server.Modules.Demo", "the seed command is the demonstration world's only door"),
        new("backend/Tessera.Server/Schedule.cs uses Tessera.Server.Modules.Imports", "every job on one page"),
        new("backend/Tessera.Server/Schedule.cs uses Tessera.Server.Modules.Learning", "every job on one page"),
        new("backend/Tessera.Server/Schedule.cs uses Tessera.Server.Modules.Messages", "every job on one page"),
        new("backend/Tessera.Server/Schedule.cs uses Tessera.Server.Modules.Payments", "every job on one page"),
        new("backend/Tessera.Server/Schedule.cs uses Tessera.Server.Modules.Programme.Reviews", "every job on one page"),
    ];

    private static IEnumerable<Reference> Uses() => References.All.Where(r => r.Assembly.StartsWith("Tessera.", StringComparison.Ordinal) && r.From != r.To);

    private static IEnumerable<string> Broken(IEnumerable<Reference> uses, Func<(string Room, bool IsFrontDoor, bool IsJob), bool> may) =>
        from use in uses
        let own = RoomOf(use.From, use.FromNamespace)
        let to = RoomOf(use.To, use.ToNamespace)
        where to is not null && own != to && !may((to, use.To == $"{use.ToNamespace}.{ModuleOf(use.ToNamespace)}Module", Built.IsJob(use.To)))
        select $"{use.From} -> {use.To}";

    private static string? ModuleOf(string space) => space.StartsWith(Modules, StringComparison.Ordinal) ? space[Modules.Length..].Split('.')[0] : null;

    /// <summary>A module is one room, its Contracts another; elsewhere the longest listed name counts.</summary>
    private static string? RoomOf(string type, string space)
    {
        if (type is Program or Schedule) return type;
        if (ModuleOf(space) is { } module) return Modules + module + (space == Modules + module + ".Contracts" ? ".Contracts" : "");
        return Rooms.Keys.Where(room => space == room || (space.StartsWith(room + ".", StringComparison.Ordinal) && room != "Tessera.Server")).MaxBy(room => room.Length);
    }

    private static string Namespace(string type) => type[..type.LastIndexOf('.')];
}
