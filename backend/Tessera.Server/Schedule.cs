using Quartz;
using Tessera.Server.Http;
using Tessera.Server.Modules.Imports;
using Tessera.Server.Modules.Learning;
using Tessera.Server.Modules.Messages;
using Tessera.Server.Modules.Payments;
using Tessera.Server.Modules.Programme.Reviews;

namespace Tessera.Server;

/// <summary>
/// Every job and its time, on one page. The store is PostgreSQL's, shared by all workers: one of them runs a job, and what it was
/// running when it died is run again by another.
/// </summary>
internal static class Schedule
{
    private const int PoolSize = 4;
    private static readonly TimeSpan Checkin = TimeSpan.FromSeconds(5);

    public static void AddSchedule(this IServiceCollection services, Settings settings)
    {
        if (!settings.RunsJobs) return;
        services.AddQuartz(quartz =>
        {
            Every<TakeUpImports>(quartz, TimeSpan.FromSeconds(10));
            Every<TakeUpReviews>(quartz, TimeSpan.FromSeconds(10));
            At<StartReviews>(quartz, "0 5/30 * * * ?");
            Every<SendReminders>(quartz, TimeSpan.FromMinutes(15));
            Every<RemindOfCertificates>(quartz, TimeSpan.FromMinutes(15));
            At<ForgetUploads>(quartz, "0 20 3 * * ?");
            Every<TakeUpInbox>(quartz, TimeSpan.FromSeconds(5));
            Every<TakeUpOrders>(quartz, TimeSpan.FromSeconds(10));
            Every<BookEarlierOrders>(quartz, TimeSpan.FromMinutes(10));
            Every<AskProvider>(quartz, TimeSpan.FromSeconds(30));
            Every<SweepEvents>(quartz, TimeSpan.FromMinutes(5));
            At<SweepOldEvents>(quartz, "0 40 3 * * ?");
            At<ForgetMails>(quartz, "0 50 3 * * ?");
            At<ForgetEvents>(quartz, "0 55 3 * * ?");

            quartz.ConfigureScheduler(o => (o.InstanceName, o.GenerateInstanceId) = ("tessera", true));
            quartz.UseDefaultThreadPool(2);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(Wiring.Pool(settings.Database, "tessera-schedule", PoolSize));
                store.UseSystemTextJsonSerializer();
                store.UseClustering(o => o.CheckinInterval = Checkin);
                store.ConfigureStore(o => o.TablePrefix = "quartz.qrtz_");
            });
        });
        // Whoever starts goes on with the times that are stored: what came due while nobody was there is done once, and at once.
        services.Configure<QuartzOptions>(o => o.Scheduling.ScheduleTriggerRelativeToReplacedTrigger = true);
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
    }

    private static void Every<T>(IQuartzBuilder quartz, TimeSpan interval)
        where T : class, IJob => Add<T>(
            quartz, trigger => trigger.WithSimpleSchedule(s => s.WithInterval(interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)));

    /// <param name="quartz">The scheduler being set up.</param>
    /// <param name="cron">Seconds first, in UTC.</param>
    private static void At<T>(IQuartzBuilder quartz, string cron)
        where T : class, IJob => Add<T>(
            quartz, trigger => trigger.WithCronSchedule(cron, c => c.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));

    private static void Add<T>(IQuartzBuilder quartz, Action<ITriggerConfigurator<T>> times)
        where T : class, IJob => quartz.ScheduleJob<T>(
            trigger => times(trigger.WithIdentity(typeof(T).Name)), job => job.WithIdentity(typeof(T).Name).RequestRecovery().DisallowConcurrentExecution());
}
