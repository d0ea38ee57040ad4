using Tessera.Platform.Outbox;
using Tessera.Server.Modules.Messages.Contracts;
using Tessera.Server.Modules.Messages.Reminders;
using Tessera.Server.Modules.Messages.Sending;

namespace Tessera.Server.Modules.Messages;

/// <summary>What is written to people: mails, reminders, and what became of them.</summary>
internal static class MessagesModule
{
    public static void AddMessages(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton<Mails>().AddSingleton<LeaveTokens>().AddSingleton<Digests>().AddSingleton<LetterBox>().AddSingleton<ReminderRound>().AddSingleton<PreviewReminder.Desk>();
        if (settings.Mail is not { } mail) return;
        services.AddSingleton(mail).AddSingleton<SmtpPost>().AddSingleton<MailRoom>();
        services.AddOutbox(Mails.Kind, s => s.GetRequiredService<MailRoom>().Handler);
    }

    public static void MapMessages(this IEndpointRouteBuilder routes)
    {
        ReadReminders.Map(routes);
        SaveReminders.Map(routes);
        PreviewReminder.Map(routes);
        Unsubscribe.Map(routes);
        ListMessages.Map(routes);
        SendAgain.Map(routes);
    }
}
