using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Http;

namespace LinkageService.Features.MemberAccounts;

/// <summary>What the OpenAPI document says of member accounts.</summary>
internal static class MemberAccountDocumentation
{
    private static readonly Dictionary<string, string> Path = new(StringComparer.Ordinal) { ["org"] = "tangwan" };

    private static readonly ParameterDocumentation Year =
        new("year", "哪一年，默认最近一次批准的核算那年 | Of which year; that of the latest approved run unless stated", "2025")
        { CheckedBy = typeof(MemberAccountsValidator) };

    private static readonly ParameterDocumentation Household = new("household", "只要这一户 | Only this household's");

    public static EndpointDocumentation List { get; } = new(
        "成员账户 | Member accounts",
        """
        成员账户（农民专业合作社法第四十三条）：成员出资、公积金份额、财政补助和捐赠量化份额、交易量（额）、盈余返还、剩余盈余分配，按年按户列出；每一栏
        年初 + 本年各笔 = 年末。数从名册的登记和已批准的核算（含已批准的更正）来，不另存；有哪些栏、每栏从哪里来（columns、sources）由核算所用方案
        说明：持有量的 memberAccount（名称就是这些词的不用写）和步骤的 benefit。以后批准的更正会改变它更正的那一年的账户。
        Member accounts (Farmers' Cooperatives Law art. 43): capital, reserve quota, quotas of subsidies and donations, patronage, refund
        and residual dividend, by year and household; in every column opening + entries = closing. The figures come from the dated roster
        and from approved runs with their corrections, and are not stored; which columns there are and where each comes from (columns,
        sources) the schemes of the runs say: by memberAccount of a holding (not needed where its name is such a word) and the benefit
        of a step. A correction that is approved later changes the account of the year it corrects.
        """)
    {
        Response = typeof(MemberAccountsContract),
        Failures = [400, 401, 403, 404, 503],
        Parameters = [Year, Household, StoredParameters.Cursor, StoredParameters.Limit],
        PathExamples = Path,
    };

    public static EndpointDocumentation Export { get; } = new(
        "导出成员账户 | Member accounts as a file",
        """
        csv、xlsx：每户年初一行、每笔一行、年末一行。html、pdf：按成员账户的样式一户一页，可直接打印；PDF 要在服务器上装有 Chromium，没有时答 503，
        HTML 仍可用。
        csv, xlsx: of each household a line of the opening, one for each entry, one of the closing. html, pdf: a page for each household in
        the form of the member account, to be printed as it is; PDF needs Chromium on the server: without it the answer is 503 and the HTML
        still works.
        """)
    {
        Response = typeof(string),
        ResponseTypes = [RosterTableEndpoints.Csv, RosterTableEndpoints.Xlsx, "text/html", "application/pdf"],
        Failures = [400, 401, 403, 404, 503],
        Parameters =
        [
            Year, Household,
            new ParameterDocumentation("format", "csv（默认）、xlsx、html 或 pdf | csv (unless stated), xlsx, html or pdf", "csv"),
            new ParameterDocumentation("lang", "zh 或 en，默认 zh | zh or en; zh unless stated", "zh"),
        ],
        PathExamples = Path,
    };
}
