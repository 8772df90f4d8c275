using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>personal_account</c>: collective money on a personal account.</summary>
public sealed class PersonalAccount : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "personal_account";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("公款私存", "Collective money on a personal account");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "集体的钱不存在个人账户。",
        "The organisation's money is on no personal account.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Facts.Accounts is not { } accounts)
        {
            return Unknown(MissingFacts.Accounts);
        }

        var used = accounts.Where(account => !(account.From > run.RecordDate) && !(account.To < run.RecordDate)).ToArray();
        return used.FirstOrDefault(account => account.HolderKind == AccountHolderKind.Person) is { } personal
            ? Found($"登记日在用的账户是个人的：{personal.Holder}，尾号 {personal.Hint}",
                $"an account in use is a person's: {personal.Holder}, ending in {personal.Hint}")
            : Passed($"在用的 {used.Length} 个账户都不是个人的", $"none of {used.Length} accounts in use is a person's");
    }
}
