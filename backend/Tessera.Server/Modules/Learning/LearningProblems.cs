using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Platform.Errors;

namespace Tessera.Server.Modules.Learning;

/// <summary>Refusals of this part of the business as people read them.</summary>
internal static class LearningProblems
{
    public static Problem Refused(Refusal refusal, string language, int status = 422) => Refused([refusal], language, status);

    /// <summary>Several things that are wrong: the first speaks, each names its field.</summary>
    public static Problem Refused(IReadOnlyList<Refusal> refusals, string language, int status = 422)
    {
        var (texts, first) = (Texts.Of(language), refusals[0]);
        var fields = refusals.Where(one => one.Field is not null).Select(one => new FieldProblem(one.Field!, one.Code, texts.Refusal(one))).ToArray();
        return new Problem(status, first.Code, texts.Refusal(first), texts.Remedy(first), first.Rule, first.Facts, fields.Length > 0 ? fields : null);
    }
}
