using Quartz;
using Tessera.Server.Modules.Programme.Reviews.Commands;
using Tessera.Server.Modules.Programme.Reviews.Runs;

namespace Tessera.Server.Modules.Programme.Reviews;

/// <summary>Starts the review of each programme whose 1 January or 1 July has come, in its own time zone.</summary>
internal sealed class StartReviews(ReviewOpening opening) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await opening.ByTheClockAsync(cancellationToken);
}

/// <summary>Reviews nobody works on, because their worker died or could not reach the database, are taken up again.</summary>
internal sealed class TakeUpReviews(ReviewWorker worker) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await worker.TakeUpAsync(cancellationToken);
}
