namespace LinkageService.Privacy;

/// <summary>Check digits of numbers that are copied by hand: one that was mistyped or swapped with its neighbour does not fit.</summary>
internal static class CheckDigits
{
    private const int BankCodeDigits = 12;
    private const int CreditCodeCharacters = 18;

    // GB 32100: no I, O, S, V, Z, which look like digits or each other.
    private const string CreditCodeAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>
    /// Whether a number is no card's: cards of UnionPay have 16 to 19 digits, begin with 62 and end with a check digit (ISO/IEC 7812,
    /// Luhn). Passbooks and company accounts have none; of these nothing is said.
    /// </summary>
    public static bool IsBrokenCard(string number)
    {
        if (number.Length is < 16 or > 19 || !number.StartsWith("62", StringComparison.Ordinal) || !number.All(char.IsAsciiDigit))
        {
            return false;
        }

        var sum = 0;
        for (var at = 0; at < number.Length; at++)
        {
            var digit = number[^(at + 1)] - '0';
            var doubled = at % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 != 0;
    }

    /// <summary>Whether a text is no clearing code of a bank (行号): twelve digits, the last by ISO 7064 MOD 11,10.</summary>
    public static bool IsBrokenBankCode(string code)
    {
        if (code.Length != BankCodeDigits || !code.All(char.IsAsciiDigit))
        {
            return true;
        }

        var product = 10;
        foreach (var digit in code[..^1])
        {
            var sum = (product + digit - '0') % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 != code[^1] - '0';
    }

    /// <summary>
    /// Whether a text is no unified social credit code (统一社会信用代码): eighteen digits and capital letters, the last by GB 32100, MOD
    /// 31 with weights 3^n.
    /// </summary>
    public static bool IsBrokenCreditCode(string code)
    {
        if (code.Length != CreditCodeCharacters || code.Any(letter => !CreditCodeAlphabet.Contains(letter, StringComparison.Ordinal)))
        {
            return true;
        }

        var (sum, weight) = (0, 1);
        foreach (var letter in code[..^1])
        {
            sum += weight * CreditCodeAlphabet.IndexOf(letter, StringComparison.Ordinal);
            weight = weight * 3 % CreditCodeAlphabet.Length;
        }

        return CreditCodeAlphabet[(CreditCodeAlphabet.Length - (sum % CreditCodeAlphabet.Length)) % CreditCodeAlphabet.Length] != code[^1];
    }
}
