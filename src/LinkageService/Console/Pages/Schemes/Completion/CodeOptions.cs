namespace LinkageService.Console.Pages.Schemes.Completion;

/// <summary>What may be written at a caret.</summary>
/// <param name="Typed">How many letters before the caret are the beginning of it.</param>
/// <param name="Options">The likeliest first.</param>
public sealed record CodeOptions(int Typed, IReadOnlyList<CodeOption> Options)
{
    /// <summary>Nothing.</summary>
    public static CodeOptions None { get; } = new(0, []);
}

/// <summary>One of them.</summary>
/// <param name="Word">As it is called.</param>
/// <param name="Insert">As it is written.</param>
/// <param name="About">What it is, in the language of the reader.</param>
public sealed record CodeOption(string Word, string Insert, string About);
