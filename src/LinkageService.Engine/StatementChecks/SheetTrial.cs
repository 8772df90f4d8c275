using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>What a scheme gives the households of a sheet.</summary>
/// <param name="Scheme">The id and version.</param>
/// <param name="Title">How it reckons.</param>
/// <param name="IsNamed">Whether the asker named it: then it is the rule.</param>
/// <param name="Amounts">By column, an amount in fen for each household of the sheet.</param>
public sealed record SheetTrial(
    string Scheme, LocalizedText Title, bool IsNamed, IReadOnlyDictionary<int, IReadOnlyList<long>> Amounts)
{
    /// <summary>The same on the sheet with something changed; null where that cannot be tried.</summary>
    public Func<CheckedSheet, SheetTrial?>? Again { get; init; }

    /// <summary>Holdings of the scheme that the sheet has no column for, so that what the scheme says was taken.</summary>
    public IReadOnlyList<LocalizedText> Supposed { get; init; } = [];

    /// <summary>Whether it is the named scheme with another rounding than it says.</summary>
    public bool IsVariant { get; init; }

    /// <summary>What that rounding is; null where it has no name.</summary>
    public SheetCause? Flaw { get; init; }
}
