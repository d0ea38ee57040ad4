using static Tessera.Domain.Joining.VatRules;

namespace Tessera.Domain.Joining;

/// <summary>Check digits that are more than one weighted sum. Each takes the number without its country's letters.</summary>
internal static class VatChecks
{
    private const string SpanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
    private const string SpanishControls = "JABCDEFGHI";
    private const string IrishLetters = "WABCDEFGHIJKLMNOPQRSTUV";

    /// <summary>Every second digit from the right is doubled; the sum of all their digits ends in 0.</summary>
    public static bool Luhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            sum += i % 2 == 0 ? digit : Crossed(digit * 2);
        }

        return sum % 10 == 0;
    }

    /// <summary>ISO 7064, MOD 11,10: Germany and Croatia.</summary>
    public static bool Mod11And10(string digits)
    {
        var product = 10;
        foreach (var digit in digits[..^1])
        {
            var sum = (digit - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == digits[^1] - '0';
    }

    public static bool Austrian(string number)
    {
        var sum = 4;
        for (var i = 1; i <= 7; i++)
        {
            var digit = number[i] - '0';
            sum += i % 2 == 1 ? digit : Crossed(digit * 2);
        }

        return (10 - sum % 10) % 10 == number[8] - '0';
    }

    public static bool Belgian(string number) => 97 - Int(number[..8]) % 97 == Int(number[8..]);

    /// <summary>Ten digits are a person's, of several kinds: only their form is known.</summary>
    public static bool Bulgarian(string number)
    {
        if (number.Length == 10)
        {
            return true;
        }

        var first = Weighed(number, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
        return (first < 10 ? first : Weighed(number, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10) == number[8] - '0';
    }

    public static bool Swiss(string number) => (11 - Weighed(number[1..], 5, 4, 3, 2, 7, 6, 5, 4) % 11) % 11 is var check and not 10 && check == number[9] - '0';

    public static bool Cypriot(string number)
    {
        ReadOnlySpan<int> odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
        var sum = 0;
        for (var i = 0; i < 8; i++)
        {
            sum += i % 2 == 0 ? odd[number[i] - '0'] : number[i] - '0';
        }

        return (char)('A' + sum % 26) == number[8];
    }

    /// <summary>Eight digits are a company's; nine and ten a person's, of which only the form is known.</summary>
    public static bool Czech(string number) =>
        number.Length > 8 || (11 - Weighed(number, 8, 7, 6, 5, 4, 3, 2) % 11) % 10 == number[7] - '0';

    /// <summary>A key of two digits over the SIREN; keys with letters are of another, unpublished making. The SIREN ends in a Luhn digit.</summary>
    public static bool French(string number)
    {
        var siren = number[2..];
        if (!Luhn(siren))
        {
            return false;
        }

        return !char.IsAsciiDigit(number[0]) || !char.IsAsciiDigit(number[1]) || (12 + 3 * (Int(siren) % 97)) % 97 == Int(number[..2]);
    }

    /// <summary>Two ways of counting are in use beside each other. Twelve digits name a branch.</summary>
    public static bool British(string number)
    {
        var sum = Weighed(number, 8, 7, 6, 5, 4, 3, 2) + Int(number[7..9]);
        return sum % 97 == 0 || (sum + 55) % 97 == 0;
    }

    public static bool Irish(string number)
    {
        var second = number.Length == 9 && number[8] != 'W' ? number[8] - 'A' + 1 : 0;
        return IrishLetters[(Weighed(number, 8, 7, 6, 5, 4, 3, 2) + second * 9) % 23] == number[7];
    }

    public static bool Lithuanian(string number)
    {
        var (first, second) = number.Length == 9
            ? (Weighed(number, 1, 2, 3, 4, 5, 6, 7, 8), Weighed(number, 3, 4, 5, 6, 7, 8, 9, 1))
            : (Weighed(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2), Weighed(number, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4));
        return (first % 11 < 10 ? first % 11 : second % 11 % 10) == number[^1] - '0';
    }

    /// <summary>Numbers up to 3… are a person's day of birth: only their form is known.</summary>
    public static bool Latvian(string number)
    {
        if (number[0] <= '3')
        {
            return true;
        }

        var rest = (3 - Weighed(number, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6) % 11 + 11) % 11;
        return rest == number[10] - '0';
    }

    /// <summary>Companies by the citizens' number, and since 2020 persons by ISO 7064 MOD 97-10.</summary>
    public static bool Dutch(string number)
    {
        if (Weighed(number, 9, 8, 7, 6, 5, 4, 3, 2) % 11 == number[8] - '0')
        {
            return true;
        }

        var rest = 0;
        foreach (var character in "NL" + number)
        {
            rest = char.IsAsciiDigit(character) ? (rest * 10 + (character - '0')) % 97 : (rest * 100 + (character - 'A' + 10)) % 97;
        }

        return rest == 1;
    }

    /// <summary>Companies end in a digit or a letter over the seven between; people in a letter over all of them.</summary>
    public static bool Spanish(string number)
    {
        var last = number[8];
        if (char.IsAsciiDigit(number[0]) || number[0] is 'X' or 'Y' or 'Z')
        {
            var digits = number[0] switch { 'X' => '0', 'Y' => '1', 'Z' => '2', var digit => digit } + number[1..8];
            return SpanishLetters[Int(digits) % 23] == last;
        }

        var sum = 0;
        for (var i = 1; i <= 7; i++)
        {
            var digit = number[i] - '0';
            sum += i % 2 == 0 ? digit : Crossed(digit * 2);
        }

        var control = (10 - sum % 10) % 10;
        return last == control + '0' || last == SpanishControls[control];
    }

    private static int Crossed(int number) => number > 9 ? number - 9 : number;
}
