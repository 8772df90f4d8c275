using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.YearStatements;

/// <summary>
/// 成员权益变动表 (会农社03表): what members' equity began with, what was added, what was taken, what it ends with. What is not stated is
/// unknown, and with it the sum of its column.
/// </summary>
/// <param name="Rows">In the order of the form, the first the opening, the last the closing.</param>
/// <param name="Ties">What has to be the same as in the balance sheet (会农社01表), its last year and 会农社02表.</param>
internal sealed record EquityChanges(IReadOnlyList<EquityRow> Rows, IReadOnlyList<StatementTie> Ties)
{
    private static readonly string[] Names = ["capital", "special_fund", "capital_reserve", "surplus_reserve", "undistributed"];

    /// <summary>股金, 专项基金, 资本公积, 盈余公积, 未分配盈余.</summary>
    public static IReadOnlyList<LocalizedText> Columns { get; } =
    [
        new("股金", "Members' capital"), new("专项基金", "Special fund"), new("资本公积", "Capital reserve"), new("盈余公积", "Surplus reserve"),
        new("未分配盈余", "Undistributed surplus"),
    ];

    /// <summary>Works it out.</summary>
    /// <param name="year">Which year.</param>
    /// <param name="statement">Its statement.</param>
    /// <param name="facts">What is stated of the organisation at the end of it.</param>
    /// <param name="before">The same at the end of the year before.</param>
    public static EquityChanges Of(int year, OfficialStatement statement, LegalFacts facts, LegalFacts before)
    {
        CapitalSource[] own = [CapitalSource.Member, CapitalSource.HouseholdAssistance, CapitalSource.Reserve];
        CapitalSource[] given = [CapitalSource.PublicSubsidy, CapitalSource.Donation];
        Money? Within(params CapitalSource[] sources) => Capital(facts, year, sources);
        var (now, last) = (facts.Statement, facts.LastStatement);
        var (opening, fund) = (Capital(before, null, own), Capital(before, null, given));
        var (added, converted) = (Within(CapitalSource.Member, CapitalSource.HouseholdAssistance), Within(CapitalSource.Reserve));
        var withdrawn = opening + added + converted - Capital(facts, null, own);
        var (drawn, covered) = (statement["reserveDrawn"], statement["transferredIn"]);
        var (premiums, revaluation) = (now?.CapitalPremium, now?.Revaluation);
        var (ofCapital, ofSurplus) = Parts(converted, now?.CapitalReserveConverted);
        var (byCapital, bySurplus) = Parts(covered, now?.CapitalReserveCovering);
        // Where the closing balance of last year is not known: as it stands at the end of this one before anything is drawn.
        var reserve = last?.BalanceSurplusReserve ?? (now?.AccumulatedReserve + bySurplus + ofSurplus);
        var zero = (Money?)Money.Zero;
        EquityRow[] rows =
        [
            new(new("年初余额", "Opening"), 0, opening, fund, now?.OpeningCapitalReserve ?? last?.BalanceCapitalReserve, reserve,
                statement["openingUndistributed"]),
            new(new("本年增加：资本公积转增", "Added: capital reserve converted"), 1, ofCapital, zero, zero, zero, zero),
            new(new("盈余公积转增", "surplus reserve converted"), 1, ofSurplus, zero, zero, zero, zero),
            new(new("成员增加出资", "capital contributed"), 1, added, zero, zero, zero, zero),
            new(new("接受国家财政直接补助形成", "public subsidies received"), 1, zero, Within(CapitalSource.PublicSubsidy), zero, zero, zero),
            new(new("接受他人捐赠形成", "donations received"), 1, zero, Within(CapitalSource.Donation), zero, zero, zero),
            new(new("股金溢价", "premiums on capital"), 1, zero, zero, premiums, zero, zero),
            new(new("资产评估增值", "revaluation of assets"), 1, zero, zero, revaluation, zero, zero),
            new(new("从盈余中提取", "drawn out of the surplus"), 1, zero, zero, zero, drawn, zero),
            new(new("本年盈余", "surplus of the year"), 1, zero, zero, zero, zero, statement["netIncome"]),
            new(new("其他转入", "transferred in"), 1, zero, zero, zero, zero, covered),
            new(new("本年减少：成员减少出资", "Taken: capital withdrawn"), -1, withdrawn, zero, zero, zero, zero),
            new(new("转为成员出资", "converted to members' capital"), -1, zero, zero, ofCapital, ofSurplus, statement["convertedToCapital"]),
            new(new("弥补亏损", "losses covered"), -1, zero, zero, byCapital, bySurplus, zero),
            new(new("提取盈余公积", "drawn into the surplus reserve"), -1, zero, zero, zero, zero, drawn),
            new(new("盈余返还", "patronage refund"), -1, zero, zero, zero, zero, statement["patronageRefund"]),
            new(new("剩余盈余分配", "residual dividend"), -1, zero, zero, zero, zero, statement["residualDividend"]),
        ];
        var closing = Enumerable.Range(0, Columns.Count).Select(column => rows.Aggregate((Money?)Money.Zero,
            (sum, row) => row.Sign < 0 ? sum - row.Amounts[column] : sum + row.Amounts[column])).ToArray();
        return new EquityChanges(
            [.. rows, new EquityRow(new LocalizedText("年末余额", "Closing"), 0, closing)],
            [
                .. Compare("年初", "at the beginning", "opening", rows[0].Amounts, "上年资产负债表", "last year's balance sheet", Balances(last)),
                .. Compare("年末", "at the end", "closing", closing, "资产负债表", "the balance sheet", Balances(now)),
                StatementTie.Of("equity_closing_undistributed", "权益变动表年末未分配盈余", "undistributed at the end, equity", closing[^1],
                    "盈余分配表", "statement of surplus", statement["closingUndistributed"]),
            ]);
    }

    private static Money?[] Balances(YearStatement? of) =>
        [of?.BalanceCapital, of?.BalanceSpecialFund, of?.BalanceCapitalReserve, of?.BalanceSurplusReserve];

    private static IEnumerable<StatementTie> Compare(
        string zh, string en, string code, IReadOnlyList<Money?> own, string otherZh, string otherEn, Money?[] others) =>
        others.Select((other, column) => StatementTie.Of(
            $"equity_{code}_{Names[column]}", $"权益变动表{zh}{Columns[column].Zh}", $"{Columns[column].En} {en}, equity", own[column],
            otherZh, otherEn, other));

    // What of a sum comes out of the capital reserve and what out of the surplus reserve; of nothing, nothing.
    private static (Money? Capital, Money? Surplus) Parts(Money? sum, Money? ofCapital) =>
        (ofCapital ?? (sum == Money.Zero ? sum : null)) is { } part ? (part, sum - part) : (null, null);

    // Contributions of a year, or all that stand; unknown where the source, day or amount of one is.
    private static Money? Capital(LegalFacts facts, int? year, params CapitalSource[] sources) =>
        facts.Capital is not { } all || all.Any(each => each.Source is null || each.Amount is null || (year is not null && each.On is null))
            ? null
            : new Money(all.Where(each => sources.Contains(each.Source!.Value) && (year is null || each.On!.Value.Year == year))
                .Sum(each => each.Amount!.Value.Fen));
}

/// <summary>A row of it.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Sign">1 adds, -1 takes away, 0 is a balance.</param>
/// <param name="Amounts">By column; null where it is not known.</param>
internal sealed record EquityRow(LocalizedText Title, int Sign, params IReadOnlyList<Money?> Amounts)
{
    /// <summary>合计; null where one of them is not known.</summary>
    public Money? Total => Amounts.Aggregate((Money?)Money.Zero, (sum, amount) => sum + amount);
}
