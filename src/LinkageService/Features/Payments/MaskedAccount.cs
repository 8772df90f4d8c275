using LinkageService.Engine.Unicode;

namespace LinkageService.Features.Payments;

/// <summary>What a bank shows of an account of which it hides digits, such as 6228****7578.</summary>
/// <param name="Head">What stands before them.</param>
/// <param name="Tail">What stands after them.</param>
internal sealed record MaskedAccount(string Head, string Tail)
{
    private const int HintLength = 4;
    private const char Hidden = '*';

    private const string Marks = "*#•●×";

    /// <summary>The last four characters, by which accounts are found; null where fewer are shown.</summary>
    public string? Hint => Tail.Length < HintLength ? null : Tail[^HintLength..];

    /// <summary>Reads an account as a bank writes it; null where nothing of it is hidden.</summary>
    public static MaskedAccount? Read(string written)
    {
        // One X may belong to the number.
        var text = string.Concat(Nfkc.Of(written).Where(letter => letter != '-' && !char.IsWhiteSpace(letter))
            .Select(letter => Marks.Contains(letter, StringComparison.Ordinal) ? Hidden : char.ToUpperInvariant(letter)))
            .Replace("XX", "**", StringComparison.Ordinal).Replace("*X", "**", StringComparison.Ordinal);
        var (first, last) = (text.IndexOf(Hidden, StringComparison.Ordinal), text.LastIndexOf(Hidden));
        return first < 0 ? null : new MaskedAccount(text[..first], text[(last + 1)..]);
    }

    /// <summary>Whether an account in full may be meant.</summary>
    public bool Fits(string number) => number.Length > Head.Length + Tail.Length
        && number.StartsWith(Head, StringComparison.Ordinal) && number.EndsWith(Tail, StringComparison.Ordinal);
}
