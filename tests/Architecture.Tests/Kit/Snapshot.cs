namespace Architecture.Tests.Kit;

/// <summary>A committed file that the running system must still produce. <c>TESSERA_ACCEPT=1</c> writes it anew; the diff is then read by people.</summary>
internal static class Snapshot
{
    private const int LinesShown = 12;

    private static readonly bool Accepting = Environment.GetEnvironmentVariable("TESSERA_ACCEPT") == "1";

    /// <param name="path">From the root of the repository.</param>
    public static void Matches(string path, string actual)
    {
        var file = Path.Combine(Repository.Root, path);
        var now = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Accepting)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, now);
        }

        Assert.True(File.Exists(file), $"{path} is not there. TESSERA_ACCEPT=1 writes it.");
        var before = File.ReadAllText(file).ReplaceLineEndings("\n");
        if (before == now) return;
        var gone = Lines(before, now).Select(l => "- " + l);
        var fresh = Lines(now, before).Select(l => "+ " + l);
        Assert.Fail($"{path} tells of another system than the one that runs. Where the change is meant, TESSERA_ACCEPT=1 writes it.\n  " + string.Join("\n  ", gone.Concat(fresh)));
    }

    private static IEnumerable<string> Lines(string of, string notIn)
    {
        var known = notIn.Split('\n').ToHashSet();
        return of.Split('\n').Where(line => !known.Contains(line)).Take(LinesShown);
    }
}
