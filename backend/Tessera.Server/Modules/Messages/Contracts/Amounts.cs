using System.Globalization;
using Tessera.Domain.Kernel;

namespace Tessera.Server.Modules.Messages.Contracts;

/// <summary>Amounts as people of a language write them, independent of the machine's culture data; with spaces that do not break.</summary>
internal static class Amounts
{
    private const char Space = '\u00a0';
    private const char ThinSpace = '\u202f';

    public static string Write(Money amount, string language)
    {
        var (group, point) = language switch
        {
            "it" => (".", ","),
            "nb" => (Space.ToString(), ","),
            "fr" => (ThinSpace.ToString(), ","),
            _ => (",", "."),
        };
        var format = new NumberFormatInfo { NumberGroupSeparator = group, NumberDecimalSeparator = point, NegativeSign = "\u2212" };
        var figure = (amount.Minor / 100m).ToString("#,##0.00", format);
        return language == "en" ? English(figure, amount.Currency) : figure + Space + Symbol(amount.Currency, language);
    }

    private static string English(string figure, string currency) => currency == "EUR"
        ? (figure[0] == '\u2212' ? "\u2212€" + figure[1..] : "€" + figure)
        : currency + Space + figure;

    private static string Symbol(string currency, string language) => (currency, language) switch
    {
        ("EUR", _) => "€",
        ("NOK", "nb") => "kr",
        _ => currency,
    };
}
