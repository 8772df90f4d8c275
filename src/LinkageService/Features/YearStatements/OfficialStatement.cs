using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.YearStatements;

/// <summary>
/// The statement of a year: of a cooperative 会农社02表 盈余及盈余分配表 (财会〔2021〕37号) with its 20 lines, of a collective 收益及收益分配表,
/// whose number and line numbers are not printed here. A line is what was stated; of what a run decides, else what approved runs of the
/// year come to; a sum is worked out. What nobody stated stays unknown, and so does every sum it belongs to.
/// </summary>
/// <param name="IsCooperative">Which of the two.</param>
/// <param name="Lines">In the order of the form.</param>
/// <param name="Ties">What has to be the same.</param>
internal sealed record OfficialStatement(bool IsCooperative, IReadOnlyList<OfficialLine> Lines, IReadOnlyList<StatementTie> Ties)
{
    private static readonly OfficialLine[] Cooperative =
    [
        Stated("operatingIncome", 1, "一、经营收入", "1. Operating income"),
        Stated("investmentIncome", 2, "加：投资收益", "plus: investment income"),
        Stated("operatingExpense", 3, "减：经营支出", "less: operating expense"),
        Stated("taxesAndSurcharges", 4, "税金及附加", "taxes and surcharges"),
        Stated("administrativeExpense", 5, "管理费用", "administrative expense"),
        Stated("financeExpense", 6, "财务费用", "finance expense"),
        Sum("operatingResult", 7, "二、经营收益", "2. Operating result",
            "+operatingIncome +investmentIncome -operatingExpense -taxesAndSurcharges -administrativeExpense -financeExpense"),
        Stated("otherIncome", 8, "加：其他收入", "plus: other income"),
        Stated("otherExpense", 9, "减：其他支出", "less: other expense"),
        Sum("totalSurplus", 10, "三、盈余总额", "3. Total surplus", "+operatingResult +otherIncome -otherExpense"),
        Stated("incomeTax", 11, "减：所得税费用", "less: income tax"),
        Sum("netIncome", 12, "四、本年盈余", "4. Surplus of the year", "+totalSurplus -incomeTax"),
        Stated("openingUndistributed", 13, "加：年初未分配盈余", "plus: undistributed at the beginning"),
        Stated("transferredIn", 14, "其他转入", "transferred in"),
        Stated("reserveDrawn", 15, "减：提取盈余公积", "less: drawn into the surplus reserve"),
        Sum("distributable", 16, "五、可分配盈余", "5. Distributable surplus",
            "+netIncome +openingUndistributed +transferredIn -reserveDrawn"),
        Stated("patronageRefund", 17, "减：盈余返还", "less: patronage refund"),
        Stated("residualDividend", 18, "剩余盈余分配", "residual dividend"),
        Stated("convertedToCapital", 19, "转为成员出资", "converted to members' capital"),
        Sum("closingUndistributed", 20, "六、年末未分配盈余", "6. Undistributed at the end",
            "+distributable -patronageRefund -residualDividend -convertedToCapital"),
    ];

    private static readonly OfficialLine[] Collective =
    [
        Stated("operatingIncome", null, "一、经营收入", "1. Operating income"),
        Stated("investmentIncome", null, "加：投资收益", "plus: investment income"),
        Stated("subsidyIncome", null, "补助收入", "subsidy income"),
        Stated("operatingExpense", null, "减：经营支出", "less: operating expense"),
        Stated("taxesAndSurcharges", null, "税金及附加", "taxes and surcharges"),
        Stated("administrativeExpense", null, "管理费用", "administrative expense"),
        Sum("operatingResult", null, "二、经营收益", "2. Operating result",
            "+operatingIncome +investmentIncome +subsidyIncome -operatingExpense -taxesAndSurcharges -administrativeExpense"),
        Stated("otherIncome", null, "加：其他收入", "plus: other income"),
        Stated("welfareExpense", null, "减：公益支出", "less: public-welfare expense"),
        Stated("otherExpense", null, "其他支出", "other expense"),
        Sum("totalIncome", null, "三、收益总额", "3. Total income", "+operatingResult +otherIncome -welfareExpense -otherExpense"),
        Stated("incomeTax", null, "减：所得税费用", "less: income tax"),
        Sum("netIncome", null, "四、净收益", "4. Net income", "+totalIncome -incomeTax"),
        Stated("openingUndistributed", null, "加：年初未分配收益", "plus: undistributed at the beginning"),
        Stated("transferredIn", null, "其他转入", "transferred in"),
        Sum("distributable", null, "五、可分配收益", "5. Distributable income", "+netIncome +openingUndistributed +transferredIn"),
        Stated("reserveDrawn", null, "减：提取公积公益金", "less: drawn into the reserve and welfare fund"),
        Stated("paidToMembers", null, "向成员分配", "paid to members"),
        Stated("otherDistribution", null, "其他", "other"),
        Sum("closingUndistributed", null, "六、年末未分配收益", "6. Undistributed at the end",
            "+distributable -reserveDrawn -paidToMembers -otherDistribution"),
    ];

    /// <summary>Lines of the year that nobody stated and no run gives.</summary>
    public IEnumerable<OfficialLine> Missing => Lines.Where(line => line.Parts.Count == 0 && line.Amount is null);

    /// <summary>The amount of a line; null where it is not known.</summary>
    public Money? this[string code] => Lines.First(line => line.Code == code).Amount;

    /// <summary>Works the statement out.</summary>
    /// <param name="isCooperative">Which form.</param>
    /// <param name="now">What was stated of the year; null for nothing.</param>
    /// <param name="last">What was stated of the year before.</param>
    /// <param name="runs">What approved runs of the year come to.</param>
    /// <param name="lastRuns">The same of the year before.</param>
    public static OfficialStatement Of(
        bool isCooperative, YearStatement? now, YearStatement? last, RunSums runs, RunSums lastRuns)
    {
        var form = isCooperative ? Cooperative : Collective;
        var before = Year(form, last, lastRuns, opening: null);
        var closed = before.GetValueOrDefault("closingUndistributed").Amount ?? last?.ClosingUndistributed;
        var year = Year(form, now, runs, closed);
        OfficialLine[] lines =
        [
            .. form.Select(line => line with
            {
                Amount = year[line.Code].Amount, Origin = year[line.Code].Origin, LastYear = before[line.Code].Amount,
            }),
        ];
        return new OfficialStatement(isCooperative, lines, [.. Compare(isCooperative, now, closed, runs, year)]);
    }

    private static Dictionary<string, (Money? Amount, LineOrigin Origin)> Year(
        OfficialLine[] form, YearStatement? stated, RunSums runs, Money? opening)
    {
        var year = new Dictionary<string, (Money? Amount, LineOrigin Origin)>(StringComparer.Ordinal);
        foreach (var line in form)
        {
            if (line.Parts.Count > 0)
            {
                var sum = line.Parts.Aggregate((Money?)Money.Zero, (sum, part) => part.IsAdded
                    ? sum + year[part.Code].Amount
                    : sum - year[part.Code].Amount);
                // A result may be stated without the lines it is made of.
                var known = sum ?? StatedOf(stated, line.Code);
                year[line.Code] = (known, sum is not null ? LineOrigin.Computed : known is null ? LineOrigin.Missing : LineOrigin.Stated);
                continue;
            }

            var (own, given) = (StatedOf(stated, line.Code), runs.Runs > 0 ? RunsOf(runs, line.Code) : null);
            year[line.Code] = own is not null ? (own, LineOrigin.Stated)
                : given is not null ? (given, LineOrigin.Runs)
                : line.Code == "openingUndistributed" && opening is not null ? (opening, LineOrigin.LastYear)
                : (null, LineOrigin.Missing);
        }

        return year;
    }

    private static IEnumerable<StatementTie> Compare(
        bool isCooperative, YearStatement? now, Money? closed, RunSums runs, Dictionary<string, (Money? Amount, LineOrigin Origin)> year)
    {
        yield return StatementTie.Of(
            "opening_is_last_closing", "年初未分配", "opening balance", now?.OpeningUndistributed, "上年年末", "last year's closing", closed);
        yield return StatementTie.Of(
            "net_is_its_lines", "报表填的本年盈余（净收益）", "net income as stated", now?.NetIncome, "各行算得", "by its lines", now?.NetOfLines);
        yield return StatementTie.Of(
            "closing_rolls_forward", "报表填的年末未分配", "closing balance as stated", now?.ClosingUndistributed, "前后推算", "rolled forward",
            year["closingUndistributed"] is { Origin: LineOrigin.Computed, Amount: var closing } ? closing : null);
        var has = runs.Runs > 0;
        yield return StatementTie.Of(
            "reserve_is_the_runs", "报表填的提取公积金", "reserve as stated", now?.ReserveDrawn, "核算提取", "drawn by the runs",
            has ? Some(runs.Reserve) : null);
        if (isCooperative)
        {
            yield return StatementTie.Of(
                "refund_is_the_runs", "报表填的盈余返还", "refund as stated", now?.PatronageRefund, "核算返还", "refunded by the runs",
                has ? Some(runs.Patronage) : null);
            yield return StatementTie.Of(
                "residual_is_the_runs", "报表填的剩余盈余分配", "residual dividend as stated", now?.ResidualDividend, "核算分配", "paid by the runs",
                has ? runs.Members : null);
        }
        else
        {
            yield return StatementTie.Of(
                "paid_is_the_runs", "报表填的向成员分配", "paid to members as stated", now?.PaidToMembers, "核算分配", "paid by the runs",
                has ? runs.Members : null);
        }
    }

    // A run that draws no reserve does not say that none was drawn.
    private static Money? RunsOf(RunSums runs, string code) => code switch
    {
        "reserveDrawn" => Some(runs.Reserve),
        "patronageRefund" => Some(runs.Patronage),
        "residualDividend" or "paidToMembers" => Some(runs.Members),
        _ => null,
    };

    private static Money? Some(Money amount) => amount == Money.Zero ? null : amount;

    private static Money? StatedOf(YearStatement? stated, string code) => code switch
    {
        "operatingIncome" => stated?.OperatingIncome,
        "investmentIncome" => stated?.InvestmentIncome,
        "subsidyIncome" => stated?.SubsidyIncome,
        "operatingExpense" => stated?.OperatingExpense,
        "taxesAndSurcharges" => stated?.TaxesAndSurcharges,
        "administrativeExpense" => stated?.AdministrativeExpense,
        "financeExpense" => stated?.FinanceExpense,
        "otherIncome" => stated?.OtherIncome,
        "welfareExpense" => stated?.WelfareExpense,
        "otherExpense" => stated?.OtherExpense,
        "incomeTax" => stated?.IncomeTax,
        "netIncome" => stated?.NetIncome,
        "openingUndistributed" => stated?.OpeningUndistributed,
        "transferredIn" => stated?.TransferredIn,
        "reserveDrawn" => stated?.ReserveDrawn,
        "patronageRefund" => stated?.PatronageRefund,
        "residualDividend" => stated?.ResidualDividend,
        "convertedToCapital" => stated?.ConvertedToCapital,
        "paidToMembers" => stated?.PaidToMembers,
        "otherDistribution" => stated?.OtherDistribution,
        "closingUndistributed" => stated?.ClosingUndistributed,
        "operatingResult" or "totalSurplus" or "totalIncome" or "distributable" => null,
        _ => throw new InvalidOperationException($"no line {code}"),
    };

    private static OfficialLine Stated(string code, int? number, string zh, string en) => new(code, new LocalizedText(zh, en), number);

    private static OfficialLine Sum(string code, int? number, string zh, string en, string parts) =>
        new(code, new LocalizedText(zh, en), number)
        {
            Parts = [.. parts.Split(' ').Select(part => (part[1..], part[0] == '+'))],
        };
}
