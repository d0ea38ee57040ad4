using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using Tessera.Server.Database;

namespace Tessera.TestKit;

/// <summary>
/// One private PostgreSQL for a test process, started by the same script as <c>./run</c>. Every class takes its own database,
/// copied from a migrated template; the server and its data go with the process.
/// </summary>
public sealed class PostgresServer
{
    private static readonly Lazy<Task<PostgresServer>> Instance = new(StartAsync);
    private static readonly SemaphoreSlim Copying = new(1, 1);
    private static int _count;

    private PostgresServer(string superuser, string owner, string app) => (Superuser, Owner, App) = (superuser, owner, app);

    /// <summary>Connection strings of the three roles, to the template.</summary>
    public string Superuser { get; }

    public string Owner { get; }

    public string App { get; }

    public static Task<PostgresServer> GetAsync() => Instance.Value;

    /// <summary>A fresh database with the schema: connection strings for superuser, owner and the restricted role.</summary>
    public static async Task<TestDatabase> CopyAsync()
    {
        var server = await GetAsync();
        return await CopyAsync(new TestDatabase(server.Superuser, server.Owner, server.App));
    }

    /// <summary>A copy of another test database, which nobody is connected to.</summary>
    public static async Task<TestDatabase> CopyAsync(TestDatabase template)
    {
        var server = await GetAsync();
        var name = $"t{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";
        await Copying.WaitAsync();
        try
        {
            NpgsqlConnection.ClearAllPools();
            await using var source = NpgsqlDataSource.Create(Named(server.Superuser, "postgres"));
            await using var command = source.CreateCommand($"CREATE DATABASE {name} TEMPLATE {new NpgsqlConnectionStringBuilder(template.App).Database}");
            await command.ExecuteNonQueryAsync();
        }
        finally
        {
            Copying.Release();
        }

        return new TestDatabase(Named(server.Superuser, name), Named(server.Owner, name), Named(server.App, name));
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Repository.Root, "infra/local/postgres.mjs"), "--temporary", "--set", "fsync=off", "--set", "max_connections=300"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = Repository.Root,
        };
        var process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            process.StandardInput.Close();
            process.WaitForExit(10_000);
        };
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The private PostgreSQL did not start; its reason is above.");
        using var ready = JsonDocument.Parse(line);
        string Text(string name) => ready.RootElement.GetProperty(name).GetString()!;
        var server = new PostgresServer(Text("superuser"), Text("owner"), Text("app"));
        await Migrator.MigrateAsync(server.Owner, CancellationToken.None);
        NpgsqlConnection.ClearAllPools();
        return server;
    }

    private static string Named(string connection, string database) => new NpgsqlConnectionStringBuilder(connection) { Database = database }.ConnectionString;
}

public sealed record TestDatabase(string Superuser, string Owner, string App);
