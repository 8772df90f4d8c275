using System.Text;

namespace LinkageService.Engine.Formulas;

/// <summary>What may be a name in a scheme: a letter or _ first, then letters, digits and _; 1 to 64 characters.</summary>
/// <remarks>Letters and digits of any script, rare characters beyond 16 bits included: villages are called by them.</remarks>
internal static class Names
{
    public const int MaxLength = 64;

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "min", "max", "sum", "count", "received", "pool", "year", "everyone", "remaining", "available", "yuan",
    };

    public static bool IsReserved(string name) => Reserved.Contains(name);

    public static bool IsName(string name) => name.Length > 0 && LengthAt(name, 0) == name.Length && Characters(name) <= MaxLength;

    /// <summary>The length, in UTF-16, of the name that begins at a place of a text; 0 when none does.</summary>
    public static int LengthAt(string text, int start)
    {
        var at = start;
        while (at < text.Length && Rune.TryGetRuneAt(text, at, out var rune)
            && (rune.Value == '_' || (at == start ? Rune.IsLetter(rune) : Rune.IsLetterOrDigit(rune))))
        {
            at += rune.Utf16SequenceLength;
        }

        return at - start;
    }

    /// <summary>Unicode characters of a text.</summary>
    public static int Characters(string text)
    {
        var characters = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            characters++;
        }

        return characters;
    }
}
