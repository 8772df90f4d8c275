using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>accounts_not_settled</c>: accounts not settled.</summary>
public sealed class AccountsNotSettled : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "accounts_not_settled";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("分配前没有清理账目", "Accounts not settled");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "分配前清查资产、债权债务，结清账目。",
        "Assets, claims and debts are settled and the books closed before distributing.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Facts.Statement is not { } statement)
        {
            return Unknown(MissingFacts.Statement);
        }

        var found = new List<CheckOutcome>();
        if (statement.Status == StatementStatus.Draft)
        {
            found.Add(Found($"{run.Year} 年的报表还没有结账", $"the statement of {run.Year} is not closed"));
        }

        if (statement.OverdueReceivables is { Fen: > 0 } overdue)
        {
            found.Add(Found(
                $"有到期未收的应收款 {CheckText.Yuan(overdue)} 元", $"receivables of {CheckText.Yuan(overdue)} yuan are overdue"));
        }

        MissingFact[] missing = [.. new[]
        {
            statement.SettledOn is null ? MissingFacts.SettledOn : null,
            statement.OverdueReceivables is null ? MissingFacts.OverdueReceivables : null,
        }.OfType<MissingFact>()];
        return found.Count > 0 ? Joined(run, found)
            : missing.Length > 0 ? Unknown(missing)
            : Passed($"{CheckText.Date(statement.SettledOn!.Value)} 已清理", $"settled on {CheckText.Date(statement.SettledOn!.Value)}");
    }
}
