using Tessera.Server.Modules.Joining.Applications;
using Tessera.Server.Modules.Joining.Invitations;
using Tessera.Server.Modules.Joining.Team;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Joining;

/// <summary>How partners and their people come in, what each of them is, and how they leave (PP-1).</summary>
internal static class JoiningModule
{
    public static void AddJoining(this IServiceCollection services)
    {
        services.AddSingleton<JoinGate>().AddSingleton<InvitationLinks>().AddSingleton<InvitationGate>().AddSingleton<TeamDesk>().AddSingleton<ApplicationNews>();
        services.AddSingleton(s => new MailFilling(s.GetRequiredService<InvitationLinks>().Fill));
    }

    public static void MapJoining(this IEndpointRouteBuilder routes)
    {
        ReadJoinPage.Map(routes);
        ApplyToJoin.Map(routes);
        ListApplications.Map(routes);
        ApproveApplication.Map(routes);
        DeclineApplication.Map(routes);
        ReadInvitation.Map(routes);
        AcceptInvitation.Map(routes);
        ReadTeam.Map(routes);
        InvitePerson.Map(routes);
        RevokeInvitation.Map(routes);
        ChangeRole.Map(routes);
        DisablePerson.Map(routes);
        EnablePerson.Map(routes);
        SuspendPartner.Map(routes);
        ResumePartner.Map(routes);
    }
}
