using Tessera.Domain.Explain;
using Tessera.Domain.Joining;
using Tessera.Domain.Kernel;
using Tessera.Platform.Errors;
using Tessera.Server.Http;
using Tessera.Server.Modules.Customers.Contracts;
using Tessera.Server.Modules.Joining.Contracts;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Joining.Applications;

/// <summary>What a reseller says of itself, as it is kept.</summary>
internal sealed record JoinForm(string Company, VatId VatId, string Country, string? City, string Contact, string Email, string Language)
{
    private const int LongestName = 200;
    private const int LongestCity = 100;
    private static readonly string[] Linking = ["://", "www.", "@"];

    /// <summary>Everything that is wrong, field by field; where a rule refuses, the problem carries it.</summary>
    public static (JoinForm? Form, Problem? Problem) Read(ApplyToJoin.Request request, string language)
    {
        var country = PlainText.Kept(request.Country)?.ToUpperInvariant() ?? "";
        var wanted = PlainText.Kept(request.Language)?.ToLowerInvariant() ?? "";
        List<FieldProblem> problems = [];
        Add(Name("company", request.Company, LongestName, required: true));
        Add(Name("contact", request.Contact, LongestName, required: true));
        Add(Name("city", request.City, LongestCity, required: false));
        Add(MailAddresses.Problem("email", request.Email?.Trim()));
        if (country.Length == 0) Add(new FieldProblem("country", "REQUIRED", "This must be filled in."));
        else if (!Countries.IsKnown(country)) Add(new FieldProblem("country", "UNKNOWN", "A country as two letters of ISO 3166, such as IT or NO."));
        if (!Texts.Languages.Contains(wanted)) Add(new FieldProblem("language", "UNKNOWN", "One of " + string.Join(", ", Texts.Languages) + "."));

        VatId vatId = default;
        Refusal? refusal = null;
        if (PlainText.Kept(request.VatId) is not { } typed) Add(new FieldProblem("vatId", "REQUIRED", "This must be filled in."));
        else if (Countries.IsKnown(country)) (vatId, refusal) = VatId.Read(typed, country);
        if (refusal is not null)
        {
            var refused = JoiningProblems.Refused(refusal, language);
            return (null, refused with { Fields = [.. problems, .. refused.Fields!] });
        }

        return problems.Count > 0
            ? (null, Problem.Invalid(problems))
            : (new JoinForm(PlainText.Kept(request.Company)!, vatId, country, PlainText.Kept(request.City), PlainText.Kept(request.Contact)!, request.Email!.Trim(), wanted), null);

        void Add(FieldProblem? problem)
        {
            if (problem is not null) problems.Add(problem);
        }
    }

    public ApplicationRow Row(DateTimeOffset now) => new(
        Guid.CreateVersion7(now), ApplicationState.Received, Company, VatId.Value, Country, City, Contact, Email, Language, now, null, null, null, null);

    /// <summary>What is written here goes into a mail to an address nobody has proven yet: a name, never a link.</summary>
    private static FieldProblem? Name(string field, string? text, int longest, bool required) => PlainText.Check(field, text, longest, required)
        ?? (Linking.Any(mark => text?.Contains(mark, StringComparison.OrdinalIgnoreCase) == true) ? new FieldProblem(field, "MALFORMED", "A name, without addresses.") : null);
}
