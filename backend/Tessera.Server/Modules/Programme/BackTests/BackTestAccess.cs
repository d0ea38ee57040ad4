using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Programme.Rules;

namespace Tessera.Server.Modules.Programme.BackTests;

/// <summary>The draft that is tried: there must be one, and its levels must be levels; from which day it would hold plays no part.</summary>
internal static class BackTestAccess
{
    public static async Task<(Problem? Problem, KeptDraft Kept, DraftBackTest? Test)> OfAsync(Caller caller, TenantDb db, TenantRules rules, DateOnly today, CancellationToken ct)
    {
        var (_, book) = await rules.OfAsync(caller.TenantId, ct);
        var (kept, _) = await LevelDrafts.ReadAsync(db, caller.TenantId, ct);
        var refusals = kept.Draft is { } there ? there.CheckRows() : [Refusal.Of(RefusalCodes.LevelDraftMissing, "PP-6")];
        if (kept.Draft is { } draft && refusals.IsEmpty) return (null, kept, new DraftBackTest(db, caller.Tenant, book, draft.Rows, today));
        var texts = Texts.Of(caller.Language);
        var first = refusals[0];
        return (
            new Problem(
                422, first.Code, texts.Refusal(first), texts.Remedy(first), first.Rule, first.Facts,
                first.Field is null ? null : [.. refusals.Select(refusal => LevelRuleBookView.Said(refusal, texts))]),
            kept, null);
    }
}
