namespace LinkageService.Tests.Support;

/// <summary>Numbers of nobody with right check characters.</summary>
internal static class PrivateExamples
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>An ID number, each for itself.</summary>
    public static string IdNumber(int person)
    {
        return Checked($"500113{1940 + (person / 10_000 % 60)}{1 + (person / 1000 % 10):00}15{person % 1000:000}");
    }

    /// <summary>An ID number of somebody born on a day, written 1955-12-31.</summary>
    public static string IdNumberOf(string born, int order) =>
        Checked($"500113{born.Replace("-", "", StringComparison.Ordinal)}{order:000}");

    private static string Checked(string digits)
    {
        var sum = digits.Select((digit, at) => (digit - '0') * Weights[at]).Sum();
        return digits + "10X98765432"[sum % 11];
    }

    /// <summary>An account number, each for itself.</summary>
    public static string Account(int household) => $"622848{household:0000000000000}";
}
