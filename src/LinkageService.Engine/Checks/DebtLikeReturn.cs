using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Checks;

/// <summary><c>debt_like_return</c>: debt in the form of shares.</summary>
public sealed class DebtLikeReturn : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "debt_like_return";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("明股实债", "Debt in the form of shares");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "出资的回报不是与盈亏无关的固定数。",
        "The return on capital is no fixed sum whatever the result.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        var capital = run.Figures.Holdings.Where(holding => holding.Role == AccountRole.Capital).Select(holding => holding.Name)
            .ToHashSet(StringComparer.Ordinal);
        if (capital.Count == 0)
        {
            return NotApplicable("名册没有出资一列", "the roster has no column of capital");
        }

        var like = run.Figures.Benefits.Where(benefit =>
            benefit is { FollowsYear: false, FromPayers.Fen: > 0, Kind: "pay" or "guarantee" }
            && benefit.Holdings.Any(capital.Contains)).ToArray();
        return like.Length > 0
            ? Found($"{CheckText.Zh([.. like.Select(benefit => benefit.Title)])}按出资付固定回报，与当年盈亏无关",
                $"{CheckText.En([.. like.Select(benefit => benefit.Title)])}: a fixed return on capital whatever the year's result")
            : Passed("出资的回报都随当年盈亏", "every return on capital follows the year's result");
    }
}
