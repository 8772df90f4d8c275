using System.Diagnostics;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Exports.Bundle;
using LinkageService.Features.Exports.Print;
using LinkageService.Features.Exports.Vouchers;
using LinkageService.Features.Households;

namespace LinkageService.Features.Exports;

/// <summary>A file that a run can be had as: a document in one of its formats.</summary>
/// <param name="Document">What it shows.</param>
/// <param name="Format">As what.</param>
internal sealed record ExportKind(ExportDocument Document, ExportFormat Format)
{
    /// <summary>What they are, for the OpenAPI document.</summary>
    public const string Description = """
        kind 是下列之一。statements.csv、statements.xlsx：各户各项金额，工作簿里的合计是公式，另有汇总与核对表；
        statements.xlsx 加 formulas=full，每一户的钱都是公式，改了名册或参数全村重算到分，最多 5000 户，写不成公式的步骤答 422。
        notice.html、notice.pdf：收益分配公示表：来源和去向逐项、单价和怎么除出来的、各户人口、份额和金额；姓名写全，names=masked 只留姓；没有证件号、账号和身份标记，只有
        部分农户因身份才有的项目只公示合计。payout-sheet.html、payout-sheet.pdf：发放表，每页 25 户（rows=20 留出按指印的地方），有小计、累计和签字处；
        号码只显示一部分，有权限并说明用途时写全部，记入审计日志；会透露身份的项目在后面的签收条上，一户一条。household-statements.html、
        household-statements.pdf：通知单，一页两三户，写明份额、单价、上年和怎么算的；household 只要一户。review.html、review.pdf：核对表：
        异动清单、谁看过、异议和答复，给办公室和监督委员会。papers.pdf：公示表、发放表、通知单装在一个文件里，看过异动或有异议的，核对表在最后。
        vouchers.csv、vouchers.xlsx、vouchers.html、vouchers.pdf、vouchers.journal（hledger）、vouchers.beancount：记账凭证，
        合作社和农村集体经济组织按各自的会计科目，批准以后才有：决议、提取公积金、应付、发放、退票、补发、无人领取。更正的各种表只列有变动的农户，写明原、改、差和原因。
        bundle.zip：存档包，给审计和档案：算出它的方案、账目数和名册，金额、公示表、会议、核对、扫描件、审计记录、存证，和怎样不用本系统重算。
        方案有 labels 的，各户按第一个 label（如村）归在一起，有小计。HTML 自成一体，可直接打印；PDF 要在服务器上装有 Chromium，没有时答 503，
        HTML 仍可用。
        kind is one of the following. statements.csv, statements.xlsx: every household's amounts; the workbook's totals are formulas,
        with a second sheet of sums and checks; with formulas=full every amount of statements.xlsx is a formula and the workbook
        computes the run itself, of at most 5,000 households; a step that cannot be written so is answered with 422.
        notice.html, notice.pdf: the public notice: sources and uses line by line, prices with their division, people, shares and
        amount of every household; names in full, with names=masked the surname only; no number, no status,
        and of what only some get because of a status the sum.
        payout-sheet.html, payout-sheet.pdf: what is paid, 25 rows to a page (rows=20 leaves
        room for fingerprints), with totals per page and room for signatures; numbers are masked, in full for
        those who may see them and state a purpose, which is audited; what would tell a status is on strips behind, one a household.
        household-statements.html, household-statements.pdf: slips, two or three to a page, with shares, prices, the year before and the
        arithmetic; household asks for one. review.html, review.pdf: the exceptions, who looked
        through them, and the objections with their answers, for the office. papers.pdf: notice, payout sheet and slips in one file, and
        the review where exceptions were looked through or somebody objected.
        vouchers.csv, vouchers.xlsx, vouchers.html, vouchers.pdf, vouchers.journal (hledger), vouchers.beancount: the vouchers of an
        approved run by the chart of accounts of a cooperative or a rural collective: what was resolved, drawn into the reserve, owed,
        paid, sent back, paid again and unclaimed. Papers of a correction list
        whom it touches, with before, now, difference and reason. bundle.zip: for auditor and archive, what it was computed of, amounts,
        notice, meeting, checks, scans, audit entries and proofs, and how to compute it again without the service.
        Of a scheme with labels the households are grouped by the first, such as the village, with subtotals. The HTML stands
        alone and can be printed as it is;
        PDF needs Chromium on the server: without it the answer is 503 and the HTML still works.
        """;

    /// <summary>The documents, in the order in which a page offers them.</summary>
    public static IReadOnlyList<ExportDocument> Documents { get; } =
        [
            new StatementsExport(), new NoticePrint(), new PayoutPrint(), new HouseholdPrint(), new ReviewPrint(), new PapersPrint(),
            new VouchersExport(), new BundleExport(),
        ];

    /// <summary>Each document in each of its formats.</summary>
    public static IReadOnlyList<ExportKind> All { get; } =
        [.. Documents.SelectMany(document => document.Formats.Order().Select(format => new ExportKind(document, format)))];

    /// <summary>As the address names it: <c>notice.pdf</c>.</summary>
    public string Name => $"{Document.Name}.{Extension}";

    /// <summary>What the response says it is.</summary>
    public string ContentType => ContentTypeOf(Format);

    /// <summary>What the response says a file of a format is.</summary>
    public static string ContentTypeOf(ExportFormat format) => format switch
    {
        ExportFormat.Csv => RosterTableEndpoints.Csv + "; charset=utf-8",
        ExportFormat.Xlsx => RosterTableEndpoints.Xlsx,
        ExportFormat.Html => "text/html; charset=utf-8",
        ExportFormat.Pdf => "application/pdf",
        // Not text/plain: generated clients that know it would ask for nothing else.
        ExportFormat.Journal => "text/x-hledger; charset=utf-8",
        ExportFormat.Beancount => "text/x-beancount; charset=utf-8",
        ExportFormat.Zip => "application/zip",
        _ => throw new UnreachableException(),
    };

    /// <summary>What a button calls it.</summary>
    public LocalizedText Title => Format switch
    {
        ExportFormat.Csv => Named(" CSV", ", CSV"),
        ExportFormat.Xlsx => Named(" Excel", ", Excel"),
        ExportFormat.Html => Named(" 打印预览", ", print view"),
        ExportFormat.Pdf => Named(" PDF", ", PDF"),
        ExportFormat.Journal => Named(" hledger", ", hledger"),
        ExportFormat.Beancount => Named(" Beancount", ", Beancount"),
        ExportFormat.Zip => Named(" ZIP", ", ZIP"),
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether a browser keeps it, and does not show it.</summary>
    public bool IsTable => Format is not (ExportFormat.Html or ExportFormat.Pdf);

    private string Extension => Format switch
    {
        ExportFormat.Csv => "csv",
        ExportFormat.Xlsx => "xlsx",
        ExportFormat.Html => "html",
        ExportFormat.Pdf => "pdf",
        ExportFormat.Journal => "journal",
        ExportFormat.Beancount => "beancount",
        ExportFormat.Zip => "zip",
        _ => throw new UnreachableException(),
    };

    /// <summary>The kind of a name.</summary>
    /// <exception cref="RefusedException">There is none; the response lists all.</exception>
    public static ExportKind Of(string name) => All.FirstOrDefault(kind => kind.Name == name) ?? throw Unknown(name);

    private LocalizedText Named(string zh, string en) => new(Document.ShortTitle.Zh + zh, Document.ShortTitle.En + en);

    private static RefusedException Unknown(string name)
    {
        var (shown, names) = (NumberProblems.Shorten(name), string.Join(", ", All.Select(kind => kind.Name)));
        return new RefusedException(Failure.Of(
            ProblemCodes.NotFound, $"没有“{shown}”这种导出；有：{names}", $"there is no export \"{shown}\"; there are: {names}", "kind"));
    }
}

/// <summary>As what an export comes.</summary>
internal enum ExportFormat
{
    /// <summary>A table of text.</summary>
    Csv,

    /// <summary>A workbook.</summary>
    Xlsx,

    /// <summary>A page to be looked at and printed.</summary>
    Html,

    /// <summary>The same page, printed into a file.</summary>
    Pdf,

    /// <summary>Text for hledger.</summary>
    Journal,

    /// <summary>Text for Beancount.</summary>
    Beancount,

    /// <summary>Several files in one.</summary>
    Zip,
}
