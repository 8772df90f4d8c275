using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.YearStatements;

/// <summary>
/// 成员权益变动表 (会农社03表): what members' equity began with, what was added, what was taken, what it ends with. What is not stated is
/// unknown, and with it the sum of its column.
/// </summary>
/// <param name="Rows">In the order of the form, the first the opening, the last the closing.</param>
internal sealed record EquityChanges(IReadOnlyList<EquityRow> Rows)
{
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
        var converted = Within(CapitalSource.Reserve);
        var added = Within(CapitalSource.Member, CapitalSource.HouseholdAssistance);
        var withdrawn = Capital(before, null, own) + added + converted - Capital(facts, null, own);
        var drawn = statement["reserveDrawn"];
        var covered = statement["transferredIn"];
        // Stated as it stands at the end of the year before anything of the year is drawn.
        var reserve = facts.Statement?.AccumulatedReserve + covered;
        EquityRow[] rows =
        [
            new(new("年初余额", "Opening"), 0, Capital(before, null, own), Capital(before, null, given), null, reserve,
                statement["openingUndistributed"]),
            new(new("本年增加：成员增加出资", "Added: capital contributed"), 1, added, Money.Zero, Money.Zero, Money.Zero, Money.Zero),
            new(new("资本公积、盈余公积转增", "capital and surplus reserve converted"), 1, converted, Money.Zero, Money.Zero,
                Money.Zero, Money.Zero),
            new(new("接受国家财政直接补助形成", "public subsidies received"), 1, Money.Zero, Within(CapitalSource.PublicSubsidy), Money.Zero,
                Money.Zero, Money.Zero),
            new(new("接受他人捐赠形成", "donations received"), 1, Money.Zero, Within(CapitalSource.Donation), Money.Zero, Money.Zero, Money.Zero),
            new(new("股金溢价、资产评估增值", "premiums and revaluations"), 1, Money.Zero, Money.Zero, null, Money.Zero, Money.Zero),
            new(new("从盈余中提取", "drawn out of the surplus"), 1, Money.Zero, Money.Zero, Money.Zero, drawn, Money.Zero),
            new(new("本年盈余", "surplus of the year"), 1, Money.Zero, Money.Zero, Money.Zero, Money.Zero, statement["netIncome"]),
            new(new("其他转入", "transferred in"), 1, Money.Zero, Money.Zero, Money.Zero, Money.Zero, covered),
            new(new("本年减少：成员减少出资", "Taken: capital withdrawn"), -1, withdrawn, Money.Zero, Money.Zero, Money.Zero, Money.Zero),
            new(new("转为成员出资", "converted to members' capital"), -1, Money.Zero, Money.Zero, null,
                converted, statement["convertedToCapital"]),
            new(new("弥补亏损", "losses covered"), -1, Money.Zero, Money.Zero, null, covered, Money.Zero),
            new(new("提取盈余公积", "drawn into the surplus reserve"), -1, Money.Zero, Money.Zero, Money.Zero, Money.Zero, drawn),
            new(new("盈余返还", "patronage refund"), -1, Money.Zero, Money.Zero, Money.Zero, Money.Zero, statement["patronageRefund"]),
            new(new("剩余盈余分配", "residual dividend"), -1, Money.Zero, Money.Zero, Money.Zero, Money.Zero, statement["residualDividend"]),
        ];
        var closing = Enumerable.Range(0, Columns.Count).Select(column => rows.Aggregate((Money?)Money.Zero,
            (sum, row) => row.Sign < 0 ? sum - row.Amounts[column] : sum + row.Amounts[column])).ToArray();
        return new EquityChanges([.. rows, new EquityRow(new LocalizedText("年末余额", "Closing"), 0, closing)]);
    }

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
