using Npgsql;

namespace Tessera.Server.Modules.Access;

/// <summary>Forgets browser sessions that ended; what a session says is never trusted past its end anyway.</summary>
internal sealed partial class SessionSweep(NpgsqlDataSource source, TimeProvider clock, ILogger<SessionSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var command = source.CreateCommand("DELETE FROM edge_session WHERE expires_at < $1");
                command.Parameters.AddWithValue(clock.GetUtcNow().UtcDateTime);
                await command.ExecuteNonQueryAsync(stoppingToken);
            }
            catch (NpgsqlException error)
            {
                NotSwept(logger, error.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ended sessions were not swept ({Reason}); the next round does it")]
    private static partial void NotSwept(ILogger logger, string reason);
}
