using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Platform.Errors;

namespace Tessera.Server.Modules.Joining;

/// <summary>Refusals of this part of the business as people read them.</summary>
internal static class JoiningProblems
{
    public static Problem Refused(Refusal refusal, string language)
    {
        var texts = Texts.Of(language);
        var fields = refusal.Field is { } field ? new[] { new FieldProblem(field, refusal.Code, texts.Refusal(refusal)) } : null;
        return new Problem(422, refusal.Code, texts.Refusal(refusal), texts.Remedy(refusal), refusal.Rule, refusal.Facts, fields);
    }
}
