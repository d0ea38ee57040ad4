using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Platform.Errors;

namespace Tessera.Server.Modules.Payments.Orders;

/// <summary>A decision's "no" as a problem, in the reader's language.</summary>
internal static class OrderProblems
{
    public static Problem Of(Refusal refusal, string language)
    {
        var texts = Texts.Of(language);
        var fields = refusal.Field is { } field ? new[] { new FieldProblem(field, refusal.Code, texts.Refusal(refusal)) } : null;
        return new Problem(422, refusal.Code, texts.Refusal(refusal), texts.Remedy(refusal), refusal.Rule, refusal.Facts, fields);
    }
}
