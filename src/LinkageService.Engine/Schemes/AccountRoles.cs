using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Schemes;

/// <summary>The words of the columns of a member account: the law's, by which holdings and benefits are known.</summary>
public static class AccountRoles
{
    private const string Field = "memberAccount";

    // The word of documents and answers, the title, and what a holding or benefit of that name is called besides.
    private static readonly (AccountRole Role, string Word, LocalizedText Title, string[] Also)[] Table =
    [
        (AccountRole.Capital, "capital", new("成员出资", "Capital"), ["成员出资", "出资", "出资额"]),
        (AccountRole.ReserveQuota, "reserve_quota", new("公积金份额", "Reserve quota"), ["公积金份额"]),
        (AccountRole.SubsidyQuota, "subsidy_quota", new("财政补助量化份额", "Subsidy quota"), ["财政补助量化份额", "补助份额"]),
        (AccountRole.DonationQuota, "donation_quota", new("捐赠量化份额", "Donation quota"), ["捐赠量化份额", "捐赠份额"]),
        (AccountRole.Patronage, "patronage", new("交易量（额）", "Patronage"), ["交易量", "交易额"]),
        (AccountRole.PatronageRefund, "patronage_refund", new("盈余返还", "Patronage refund"), ["盈余返还"]),
        (AccountRole.ResidualDividend, "residual_dividend", new("剩余盈余分配", "Residual dividend"), ["剩余盈余分配"]),
    ];

    /// <summary>The columns that go on from year to year, in the order of the account.</summary>
    public static IReadOnlyList<AccountRole> Balances { get; } =
        [AccountRole.Capital, AccountRole.ReserveQuota, AccountRole.SubsidyQuota, AccountRole.DonationQuota];

    /// <summary>The columns that benefits fill, in the order of the account.</summary>
    public static IReadOnlyList<AccountRole> Benefits { get; } = [AccountRole.PatronageRefund, AccountRole.ResidualDividend];

    /// <summary>The word of a column in documents and answers.</summary>
    public static string Word(this AccountRole role) => Table[(int)role].Word;

    /// <summary>What the column is called.</summary>
    public static LocalizedText Title(this AccountRole role) => Table[(int)role].Title;

    /// <summary>The column that the lines of a benefit belong to; null for none.</summary>
    public static AccountRole? OfBenefit(string benefit) => Named(benefit) is { } role && Benefits.Contains(role) ? role : null;

    /// <summary>Reads the field of a holding: the column it states, or that of its name; null for none.</summary>
    internal static AccountRole? ReadHolding(FieldReader fields, string unit, HoldingColumn column)
    {
        if (fields.Text(Field) is not { } word)
        {
            return Named(column.Name) is { } known && Fits(known, unit, column) ? known : null;
        }

        if (word == "none")
        {
            return null;
        }

        if (Named(word) is not { } role || Benefits.Contains(role))
        {
            var (zh, en) = (string.Join("、", Holdings.Select(each => Table[(int)each].Also[0])), string.Join(", ", Holdings.Select(Word)));
            fields.Invalid(Field, $"没有“{NumberProblems.Shorten(word)}”；有：{zh}（或写 {en}）；不记入成员账户就写 none",
                $"there is no \"{NumberProblems.Shorten(word)}\"; there are: {en}; write none for a column outside the member account");
            return null;
        }

        if (Fits(role, unit, column))
        {
            return role;
        }

        fields.Invalid(Field, $"“{role.Title().Zh}”按元计、两位小数，不写 weighting；交易量（额）可以用别的单位",
            $"{role.Word()} is in yuan with two decimals and has no weighting; patronage may be in another unit");
        return null;
    }

    private static IEnumerable<AccountRole> Holdings => Balances.Append(AccountRole.Patronage);

    private static AccountRole? Named(string name)
    {
        foreach (var row in Table)
        {
            if (row.Word == name || row.Also.Contains(name, StringComparer.Ordinal))
            {
                return row.Role;
            }
        }

        return null;
    }

    private static bool Fits(AccountRole role, string unit, HoldingColumn column) => !column.IsTimeWeighted
        && (role == AccountRole.Patronage || (unit == "yuan" && column.Decimals == Money.Decimals));
}
