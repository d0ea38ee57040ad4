using System.Text.RegularExpressions;
using Tessera.Domain.Explain;
using Tessera.Platform.Errors;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Customers.Contracts;

/// <summary>What is known of a customer, as it is kept. Made by people and by imports alike, judged here alone.</summary>
internal sealed partial record CustomerFields(string? Name, string? Email, string? VatId, string? Country, string? City, string? Language, bool Education)
{
    public const int LongestName = 200;
    public const int LongestEmail = 254;
    public const int LongestCity = 100;

    /// <summary>The same without what does not matter: white space around it, the case of codes, marks inside a VAT id.</summary>
    public CustomerFields Kept() => this with
    {
        Name = PlainText.Kept(Name),
        Email = PlainText.Kept(Email),
        VatId = PlainText.Kept(VatId) is { } vat ? Marks().Replace(vat, "").ToUpperInvariant() : null,
        Country = PlainText.Kept(Country)?.ToUpperInvariant(),
        City = PlainText.Kept(City),
        Language = PlainText.Kept(Language)?.ToLowerInvariant(),
    };

    /// <summary>Everything that is wrong, field by field. Call it on <see cref="Kept"/>.</summary>
    public List<FieldProblem> Problems()
    {
        var problems = new List<FieldProblem>();
        Add(PlainText.Check("name", Name, LongestName, required: true));
        Add(PlainText.Check("city", City, LongestCity));
        if (Email is not null && (Email.Length > LongestEmail || !EmailShape().IsMatch(Email) || PlainText.Check("email", Email, LongestEmail) is not null))
            Add(new FieldProblem("email", "MALFORMED", "An e-mail address, name@example.org, up to 254 characters."));
        if (VatId is not null && !VatShape().IsMatch(VatId)) Add(new FieldProblem("vatId", "MALFORMED", "A VAT id: 4 to 20 letters and digits, usually after the country's code."));
        if (Country is not null && !Countries.IsKnown(Country)) Add(new FieldProblem("country", "UNKNOWN", "A country as two letters of ISO 3166, such as IT or NO."));
        if (Language is not null && !Texts.Languages.Contains(Language)) Add(new FieldProblem("language", "UNKNOWN", "One of " + string.Join(", ", Texts.Languages) + "."));
        return problems;

        void Add(FieldProblem? problem)
        {
            if (problem is not null) problems.Add(problem);
        }
    }

    [GeneratedRegex(@"[\s.\-/]")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\A(?=.*[0-9].*[0-9])[A-Z0-9]{4,20}\z")]
    private static partial Regex VatShape();

    [GeneratedRegex(@"\A[^\s@<>,;:""\\()\[\]\p{C}]{1,64}@[^\s@<>,;:""\\()\[\]\p{C}.]+(\.[^\s@<>,;:""\\()\[\]\p{C}.]+)+\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex EmailShape();
}
