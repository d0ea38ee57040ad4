using Npgsql;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Messages.Contracts;
using Tessera.Server.Modules.Messages.Reminders;

namespace Tessera.Server.Modules.Messages;

/// <param name="Windows">Days before a last day, largest first.</param>
/// <param name="Next">What the coming days bring.</param>
internal sealed record RemindersView(IReadOnlyList<int> Windows, ReminderSettingView Setting, IReadOnlyList<ReminderDay> Next);

/// <param name="Email">Null: the owners' addresses.</param>
internal sealed record ReminderSettingView(bool Digest, bool RemindCustomers, string? Email)
{
    public static ReminderSettingView Of(ReminderSetting setting) => new(setting.Digest, setting.RemindCustomers, setting.Email);
}

/// <summary>So many keys come into a window on a day.</summary>
internal sealed record ReminderDay(DateOnly Day, int Window, int Keys)
{
    /// <summary>How far ahead is told.</summary>
    public const int Days = 30;

    public static ReminderDay Read(NpgsqlDataReader row) => new(row.GetFieldValue<DateOnly>(0), row.GetInt32(1), row.GetInt32(2));

    /// <summary>The day of the next round: today's, until it begins.</summary>
    public static DateOnly FirstOf(Tenant tenant, DateTimeOffset now) => tenant.DayOf(now).AddDays(tenant.TimeOf(now) < ReminderRound.Morning ? 0 : 1);
}

/// <summary>When a partner is reminded, how, and of how many keys in the coming days.</summary>
internal static class ReadReminders
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/reminders", HandleAsync).Operation(nameof(ReadReminders)).WithName("reminders")
        .Takes(QueryParameter.Id("partnerId", "Whose reminders; operators only. Without it an operator sees the windows.")).Produces<RemindersView>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, Digests digests, TimeProvider clock, CancellationToken ct)
    {
        var caller = context.Caller();
        var input = new QueryInput(context);
        var asked = input.Id("partnerId");
        if (input.Problem is { } problem) return problem.Result();
        var from = ReminderDay.FirstOf(caller.Tenant, clock.GetUtcNow());
        var windows = await digests.WindowsAsync(caller.TenantId, from, ct);
        if ((caller.PartnerId ?? asked) is not { } partner) return TypedResults.Ok(new RemindersView(windows, ReminderSettingView.Of(ReminderSetting.Unsaid), []));
        if ((asked ?? partner) != partner || await Addressee.FindAsync(db, caller.Tenant, partner, ct) is not { } addressee) return Problem.NotFound.Result();
        var next = await db.QueryAsync(caller.TenantId, DueKeys.Next(caller.TenantId, partner, from, windows, ReminderDay.Days), ReminderDay.Read, ct);
        return TypedResults.Ok(new RemindersView(windows, ReminderSettingView.Of(addressee.Setting), next));
    }
}
