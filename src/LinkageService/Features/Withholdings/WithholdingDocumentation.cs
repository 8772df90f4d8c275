using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Http;

namespace LinkageService.Features.Withholdings;

/// <summary>What the OpenAPI document says of debts that are set off, and of the list for the declaration of tax.</summary>
internal static class WithholdingDocumentation
{
    private static readonly Dictionary<string, string> Run = new(StringComparer.Ordinal) { ["run"] = RunDocumentation.ExampleRun };

    /// <summary>A debt as examples name it.</summary>
    public const string ExampleSetOff = "0193b2c4d5e67f8091a2b3c4d5e6f70a";

    private static readonly Dictionary<string, string> Debt = new(StringComparer.Ordinal)
    {
        ["run"] = RunDocumentation.ExampleRun, ["setOff"] = ExampleSetOff,
    };

    private static readonly Dictionary<string, string> Organization = new(StringComparer.Ordinal) { ["org"] = "tangwan" };

    private static readonly ParameterDocumentation[] Parameters =
    [
        new("year", "哪一年付的，默认今年 | Payments of which year; the present one unless stated", "2026")
        { CheckedBy = typeof(TaxDeclarationValidator) },
        new("month", "哪一个月，默认全年 | Of which month; all of the year unless stated", "3") { CheckedBy = typeof(TaxDeclarationValidator) },
        new("benefit", "只要这一项 | Of this benefit alone", "land_dividend") { CheckedBy = typeof(TaxDeclarationValidator) },
    ];

    public static EndpointDocumentation Record { get; } = new(
        "登记一笔欠款抵扣 | Note a debt to be set off",
        """
        核算还是草稿时登记：哪户、哪笔欠款、抵多少，谁在哪天凭什么材料同意。不超过这户税后应付的钱，超过的为 422 withheld_beyond_payable，
        不会悄悄少抵。提交时和代扣的税一起定下，打印在通知单和发放表上；更正和付清不抵欠款。记入审计日志。
        While the run is a draft: whose debt, which, how much, and who agreed on which day by which paper. It is no more than the run pays
        the household after tax: 422 withheld_beyond_payable, and never cut in silence. It is fixed with the tax when the run is handed in,
        and printed on slip and payout sheet; corrections and settlements set nothing off. It is in the audit log.
        """)
    {
        Body = typeof(SetOffRequestContract),
        BodyTypes = [RequestBodies.Json],
        Response = typeof(SetOffContract),
        Successes = [201],
        Failures = [400, 401, 403, 404, 409, 413, 415, 422, 503],
        PathExamples = Run,
        Examples =
        [
            new BodyExample("agreed", "户主同意抵扣 | The household agreed", RequestBodies.Json, """
                {
                  "household": "0001", "amount": "100.00", "reason": "2024 年赊购化肥款", "consentedOn": "2026-01-08",
                  "consentedBy": "农户0001", "document": "抵扣同意书 2026-01 号"
                }
                """, 201),
            new BodyExample("beyond", "比应付的多 | More than is paid", RequestBodies.Json, """
                {
                  "household": "0001", "amount": "99999999.00", "reason": "2024 年赊购化肥款", "consentedOn": "2026-01-08",
                  "consentedBy": "农户0001", "document": "抵扣同意书 2026-01 号"
                }
                """, 422),
            new BodyExample("mistakes", "没有同意的记录 | Without the consent", RequestBodies.Json, """
                { "household": "0001", "amount": "100.00", "reason": "2024 年赊购化肥款" }
                """, 400),
        ],
    };

    public static EndpointDocumentation List { get; } = new(
        "欠款抵扣 | Debts set off", "撤回的也列，写明谁在何时撤回。 | Those taken back too, with who took them back when.")
    {
        Response = typeof(SetOffsContract),
        Failures = [400, 401, 403, 404, 503],
        PathExamples = Run,
    };

    public static EndpointDocumentation Withdraw { get; } = new(
        "撤回一笔抵扣 | Take a debt back", "核算还是草稿时可以；登记过的事留着。 | While the run is a draft; that it was noted stays.")
    {
        Response = typeof(SetOffContract),
        Failures = [400, 401, 403, 404, 409, 503],
        PathExamples = Debt,
    };

    public static EndpointDocumentation Get { get; } = new(
        "个税扣缴申报清单 | List for the declaration of tax",
        """
        某月或某年付款的核算和更正里，各户各项的收入额和应纳税额（利息、股息、红利所得），全员列出；月份按核算的付款日期。单位承担的，收入额是
        换算成税前的数。dueOn 是申报的最后一天（次月 15 日）。身份证号默认只显示头尾；有权的人写明用途（X-Linkage-Purpose）看全号，记入审计日志。
        Income and tax of every household and benefit in the runs and corrections paid in a month or year (interest and dividends); the
        month is that of the run's payment. Where the organisation bears the tax, income is grossed up. dueOn is the last day of the
        declaration, the 15th of the next month. ID numbers are masked; who may see them and says why (X-Linkage-Purpose) sees them in
        full, which is noted in the audit log.
        """)
    {
        Response = typeof(TaxDeclarationContract),
        Failures = [400, 401, 403, 404, 503],
        Parameters = Parameters,
        PathExamples = Organization,
    };

    public static EndpointDocumentation Export { get; } = new(
        "导出扣缴申报清单 | List for the declaration as a table", "Excel 或 CSV，每户每项一行。 | Excel or CSV, a row for each household and benefit.")
    {
        Response = typeof(string),
        ResponseTypes = [RosterTableEndpoints.Xlsx, "text/csv"],
        Failures = [400, 401, 403, 404, 503],
        Parameters =
        [
            .. Parameters, new ParameterDocumentation("format", "xlsx 或 csv，默认 xlsx | xlsx or csv; xlsx unless stated", "xlsx"),
            new ParameterDocumentation("lang", "zh 或 en，默认 zh | zh or en; zh unless stated", "zh"),
        ],
        PathExamples = Organization,
    };
}
