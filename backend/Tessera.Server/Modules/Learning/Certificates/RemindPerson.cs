using Tessera.Domain.Kernel;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Outbox;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Learning.Contracts;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Learning.Certificates;

/// <param name="Sent">False: they were asked today already.</param>
internal sealed record RemindedView(Guid PersonId, string Person, string Path, bool Sent);

/// <summary>An owner asks one of their people, by mail, to get or to renew a certificate; of the same once a day.</summary>
internal static class RemindPerson
{
    internal sealed record Request(Guid? Person = null, string? Path = null);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/partners/{id}/certifications/remind", (string id, HttpContext context, OnceOnly once, TenantRules rules, LearningPost post, OutboxBell bell) =>
                once.RunAsync<Request>(context, (request, write) => HandleAsync(id, request, write, (rules, post, bell))))
        .Operation(nameof(RemindPerson)).WithName("remindPerson").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<RemindedView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Request request, Write write, (TenantRules Rules, LearningPost Post, OutboxBell Bell) services)
    {
        var (tenant, caller) = (write.Caller.Tenant, write.Caller);
        if (!Guid.TryParseExact(id, "D", out var partner) || (caller.PartnerId ?? partner) != partner) return Problem.NotFound;
        if (request.Person is not { } person) return Problem.Invalid(new FieldProblem("person", "REQUIRED", "Who is asked."));
        if (await Learners.FindAsync(write.Transaction, tenant, person, write.Ct) is not { } learner || learner.PartnerId != partner) return Problem.NotFound;
        var paths = await PathBook.ReadAsync(write.Transaction, tenant.Id, (await services.Rules.OfAsync(tenant.Id, write.Ct)).Book, write.Ct);
        if (paths.Find(request.Path) is not { } path) return LearningProblems.Refused(Refusal.Of(RefusalCodes.PathUnknown, "PP-2", "path", ("path", request.Path ?? "")), caller.Language);
        if (learner.Disabled) return LearningProblems.Refused(Refusal.Of(RefusalCodes.PersonDisabled, "PP-1", "person", ("person", learner.Name)), caller.Language);
        if (!MailAddresses.IsAddress(learner.Login)) return LearningProblems.Refused(Refusal.Of(RefusalCodes.NoAddress, "PP-2", "person", ("person", learner.Name)), caller.Language);

        var sent = await write.Transaction.WriteAsync([.. services.Post.Asked(tenant, learner, path, write.Who.Name, write.Now)], write.Ct) > 0;
        if (sent) await write.Transaction.WriteAsync([AuditTrail.Add(tenant.Id, write.Who, write.Now, new AuditRow(nameof(RemindPerson), "person", learner.Id, $"{learner.Name} · {learner.PartnerName}", AuditTrail.Changes(("path", null, path.Code))))], write.Ct);
        write.AfterCommit(() => services.Bell.Ring(tenant.Id));
        return Outcome.Done(new RemindedView(learner.Id, learner.Name, path.Code, sent));
    }
}
