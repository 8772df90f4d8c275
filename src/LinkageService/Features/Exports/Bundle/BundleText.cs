using LinkageService.Features.Exports.Print;

namespace LinkageService.Features.Exports.Bundle;

/// <summary>What a bundle says of itself.</summary>
internal static class BundleText
{
    /// <summary>The text, in both languages.</summary>
    public static string Of(ExportSheet sheet) => $"""
        # {sheet.Organization.Name} {sheet.Row.Year} 年核算存档包

        校验码 {PagedTable.ShortDigest(sheet)}（印在公示表上），核算编号 {sheet.Row.Id}。没有身份证号和银行账号；有户名，请按档案规定保管。

        ## 怎样核对，不用原来的系统

        1. `sha256sum -c {BundleFile.Sums}`：文件有没有少、有没有改。
        2. `LinkageService verify-bundle 文件.zip`：按方案和名册重算每一户，和 `{BundleFile.Amounts}`、校验码比；存证名单、审计记录、扫描件一并核对。
        3. 手工重算：`{BundleFile.Calculation}` 是方案、账目数和名册，每一步怎么算写在 `document` 里，各户得数在 `{BundleFile.Amounts}`。
        4. 某一户的通知单：打开 `verify.html`，扫通知单上的二维码，再选 `{BundleFile.Proofs}` 作全部名单。

        核对得出：金额是按这个方案和这份名册算出来的，提交以后没有改过。核对不出：名册上的人是不是真的在、账目数和账本是否一致，要对原件。
        会议、扣税抵扣和谁做了什么，按审计日志里的摘要核对。审计记录各条连成一条链；`{BundleFile.Checkpoint}` 是打包时的链头，
        和别处留存的比一比，才看得出有没有整条换掉。公示表、核对表是给人看的纸，只按 `{BundleFile.Sums}` 核对。

        # Evidence bundle, {sheet.Row.Year}

        Check code {PagedTable.ShortDigest(sheet)} (printed on the notice), run {sheet.Row.Id}. No ID or account numbers; it holds names of
        households.

        ## How to check it without the service it came from

        1. `sha256sum -c {BundleFile.Sums}`: nothing is missing or changed.
        2. `LinkageService verify-bundle FILE.zip`: computes every household again and compares `{BundleFile.Amounts}` and the check
           code; looks at the list of proofs, the audit entries and the scans.
        3. By hand: `{BundleFile.Calculation}` holds scheme, figures and roster, the rules of each step in `document`; the results are in
           `{BundleFile.Amounts}`.
        4. One household's slip: open `verify.html`, scan its code, choose `{BundleFile.Proofs}` as the full list.

        It shows that the amounts follow from this scheme and roster and were not changed since they were submitted. It does not show
        that the people on the roster exist, nor that the figures are those of the books: compare the originals. Meeting, tax, set-offs and
        who did what are held to the digests in the audit log. The notice and the review are paper for people. Audit entries form a chain;
        `{BundleFile.Checkpoint}` is its head when this was made, to be compared with one that was kept elsewhere.

        | file | what it is |
        |---|---|
        | `{BundleFile.About}` | which run, its digests |
        | `{BundleFile.Run}` | the run as the API answers it: figures, totals, checks, meeting, who did what |
        | `{BundleFile.Row}` | the run as it is stored, whose digest the audit log has |
        | `{BundleFile.Withheld}` | tax and debts taken from each household, where there are any |
        | `{BundleFile.Calculation}` | what it was computed of: the body of `POST /v1/calculations` |
        | `{BundleFile.Amounts}` | yuan of each household, a column a step |
        | `statements.csv`, `notice.html`, `review.html` | the papers |
        | `{BundleFile.Files}`, `{BundleFile.Scans}` | minutes, attendance, photographs |
        | `{BundleFile.Audit}`, `{BundleFile.Checkpoint}` | who did what when, and the head of the chain |
        | `{BundleFile.Proofs}` | the full list that hashes to the root |
        | `{BundleFile.Sums}` | SHA-256 of every file |

        """;
}
