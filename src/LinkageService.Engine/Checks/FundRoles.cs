using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Checks;

/// <summary>The words by which a fund is known: the law's. Anything else is <see cref="FundRole.Other"/> and never guessed.</summary>
public static class FundRoles
{
    private static readonly (FundRole Role, string[] Names)[] Table =
    [
        (FundRole.LossCover, ["loss_cover", "弥补亏损", "弥补以前年度亏损"]),
        (FundRole.Reserve, ["reserve", "surplus_reserve", "reserve_and_welfare", "statutory_reserve", "公积金", "盈余公积", "公积公益金",
            "提取公积金", "提取公积公益金", "法定公积金"]),
        (FundRole.Welfare, ["welfare", "welfare_fund", "公益金", "提取公益金"]),
    ];

    /// <summary>Every name that is known, by role: for the documentation.</summary>
    public static IEnumerable<(FundRole Role, IReadOnlyList<string> Names)> All =>
        Table.Select(row => (row.Role, (IReadOnlyList<string>)row.Names));

    /// <summary>The role of a fund.</summary>
    public static FundRole Of(FundAmount fund)
    {
        if (fund.IsCarried)
        {
            return FundRole.Carried;
        }

        foreach (var (role, names) in Table)
        {
            if (names.Contains(fund.Name, StringComparer.Ordinal))
            {
                return role;
            }
        }

        return FundRole.Other;
    }
}
