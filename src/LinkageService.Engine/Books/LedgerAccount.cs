using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Books;

/// <summary>An account of the ledger: one of the chart, with the sub-accounts below it (明细科目).</summary>
/// <param name="Account">Of the chart.</param>
/// <param name="Subs">From the top down; households stand below the last one.</param>
public sealed record LedgerAccount(ChartAccount Account, params IReadOnlyList<LocalizedText> Subs)
{
    /// <summary>One spelling: accounts of the same key are the same.</summary>
    public string Key { get; } = string.Join('\n', Subs.Select(sub => sub.Zh).Prepend(Account.Code));

    /// <inheritdoc/>
    public bool Equals(LedgerAccount? other) => other is not null && other.Key == Key;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Key);
}
