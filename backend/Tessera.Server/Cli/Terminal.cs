#pragma warning disable RS0030 // The one place that writes to the terminal; everything else logs.
namespace Tessera.Server.Cli;

internal static class Terminal
{
    public static void Line(string text) => Console.Out.WriteLine(text);

    public static void Error(string text) => Console.Error.WriteLine(text);
}
