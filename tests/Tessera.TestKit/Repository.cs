namespace Tessera.TestKit;

/// <summary>Where the tree is, found from the test's own folder.</summary>
public static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("SaaS.sln is in no parent folder.") : File.Exists(Path.Combine(folder.FullName, "SaaS.sln")) ? folder.FullName : Find(folder.Parent);
}
