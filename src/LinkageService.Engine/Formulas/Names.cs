namespace LinkageService.Engine.Formulas;

/// <summary>What may be a name in a scheme: a letter or _ first, then letters, digits and _; 1 to 64 characters.</summary>
internal static class Names
{
    public const int MaxLength = 64;

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "min", "max", "sum", "count", "received", "pool", "year", "everyone", "remaining", "available", "yuan",
    };

    public static bool IsFirst(char letter) => char.IsLetter(letter) || letter == '_';

    public static bool IsRest(char letter) => char.IsLetterOrDigit(letter) || letter == '_';

    public static bool IsReserved(string name) => Reserved.Contains(name);

    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxLength && IsFirst(name[0]) && name.All(IsRest);
}
