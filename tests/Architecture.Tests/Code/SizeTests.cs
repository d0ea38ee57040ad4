using Architecture.Tests.Kit;

namespace Architecture.Tests.Code;

/// <summary>One idea a file, a dozen files a folder.</summary>
public sealed class SizeTests
{
    private const int LongestFile = 400;
    private const int LongestScreen = 250;
    private const int MostFiles = 12;

    private static readonly string[] Code = [".cs", ".ts", ".tsx", ".mjs", ".css", ".sql", ".sh"];

    /// <summary>Counted in folders: a component and its style sheet are one thing.</summary>
    private static readonly string[] Things = [".cs", ".ts", ".tsx", ".mjs"];

    /// <summary>What a tool writes and nobody reads.</summary>
    private static readonly string[] Written = [".d.ts"];

    [Fact]
    public void A_file_holds_one_idea()
    {
        var files = Sources.Ending(Code).Where(f => !Written.Any(w => f.EndsWith(w, StringComparison.Ordinal))).ToArray();
        var long_ = files.Where(f => Lines(f) > (f.EndsWith(".tsx", StringComparison.Ordinal) ? LongestScreen : LongestFile));
        Rule.Holds(files.Length, long_, LongFiles);
    }

    [Fact]
    public void A_folder_holds_a_dozen_files()
    {
        var folders = Sources.Ending(Things).Where(f => f.StartsWith("backend/", StringComparison.Ordinal) || f.StartsWith("frontend/src/", StringComparison.Ordinal) || f.StartsWith("infra/", StringComparison.Ordinal))
            .GroupBy(f => f[..f.LastIndexOf('/')]).ToArray();
        Rule.Holds(folders.Length, folders.Where(f => f.Count() > MostFiles).Select(f => f.Key), FullFolders);
        foreach (var (folder, most, _) in Full) Assert.InRange(folders.Single(f => f.Key == folder).Count(), MostFiles + 1, most);
    }

    private static readonly Excused[] LongFiles =
    [
        new("backend/Tessera.Server/Database/Migrations/0001_ground.sql", "a migration is history: it is added to, not edited"),
    ];

    /// <summary>Full folders, the number each must stay under, and why.</summary>
    private static readonly (string Folder, int Most, string Because)[] Full =
    [
        ("backend/Tessera.Server/Http", 13, "what every module stands on, flat"),
        ("backend/Tessera.Server/Modules/Imports", 14, "eight operations, a file each; files, rows and runs have folders of their own"),
        ("backend/Tessera.Server/Modules/Keys/Commands", 16, "one use case, one file: there are sixteen commands"),
        ("backend/Tessera.Server/Modules/Payments/Orders", 13, "orders, documents, credits and refunds as people read them, a file per operation"),
        ("backend/edge/src/core", 15, "the calls to core and the types of their answers, a file per part of the business"),
        ("backend/edge/src/graphql/schema", 23, "the schema, a file per type"),
        ("backend/edge/src/http", 21, "the routes, a file per route"),
        ("frontend/src/app", 16, "the shell: header, navigation, session"),
        ("frontend/src/components/ui", 26, "the kit, a file per component"),
        ("frontend/src/features/keys/commands", 13, "one dialog for every command of a key"),
        ("infra/local", 23, "starting everything on one machine"),
    ];

    private static readonly Excused[] FullFolders = [.. Full.Select(f => new Excused(f.Folder, f.Because))];

    private static int Lines(string path) => File.ReadLines(Path.Combine(Repository.Root, path)).Count();
}
