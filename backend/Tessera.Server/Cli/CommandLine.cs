using Tessera.Server.Database;
using Tessera.Server.Modules.Demo;

namespace Tessera.Server.Cli;

/// <summary>What the binary does besides serving: <c>migrate</c> and <c>seed</c>. Prints for the person who started it.</summary>
internal static class CommandLine
{
    /// <summary>Exit code of a command that ran, or null where the arguments ask to serve.</summary>
    public static async Task<int?> RunAsync(string[] args, IConfiguration configuration)
    {
        if (args is not [var verb, ..] || verb.StartsWith('-')) return null;
        try
        {
            return verb switch
            {
                "migrate" => await MigrateAsync(configuration),
                "seed" => await SeedAsync(configuration),
                _ => throw new SettingsException($"Unknown command '{verb}'. There is: migrate, seed."),
            };
        }
        catch (SettingsException refusal)
        {
            return Refuse(refusal);
        }
    }

    public static int Refuse(SettingsException refusal)
    {
        Terminal.Error(refusal.Message);
        return 2;
    }

    private static async Task<int> MigrateAsync(IConfiguration configuration)
    {
        var owner = configuration["DATABASE_OWNER"] ?? throw new SettingsException("TESSERA_DATABASE_OWNER is not set.");
        var applied = await Migrator.MigrateAsync(owner, CancellationToken.None);
        Terminal.Line(applied.Count == 0 ? "The database is up to date." : "Applied " + string.Join(", ", applied) + ".");
        return 0;
    }

    private static async Task<int> SeedAsync(IConfiguration configuration)
    {
        var owner = configuration["DATABASE_OWNER"] ?? throw new SettingsException("TESSERA_DATABASE_OWNER is not set: the programmes themselves are the owner's to add.");
        var app = configuration["DATABASE"] ?? throw new SettingsException("TESSERA_DATABASE is not set.");
        var planted = await World.PlantAsync(owner, app, TimeProvider.System, CancellationToken.None);
        Terminal.Line(planted ? "The demonstration world is loaded." : "The demonstration world was there already and is left alone.");
        return 0;
    }
}
