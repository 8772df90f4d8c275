using System.Text;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Checks.Facts;

namespace LinkageService.Engine.Tests.Checks;

/// <summary>Writes <c>docs/checks.md</c> out of the catalogue and the rule packs.</summary>
internal static class ChecksDocument
{
    private const string Head = """
        # 法律核对 · Legal checks

        <!-- Written by ChecksDocumentTests out of Engine/Checks and its rule packs: change those, then copy the file the test names. -->

        核算预览、生成、提交、批准时，系统按下面各项核对。每一项只有四种结果：**passed** 合规、**found** 不合规、**unknown** 缺资料（写明缺什么）、
        **not_applicable** 没有这项要求或还没到那一步。缺资料的从不当作合规，也从不当作不合规。核对不改变核算，也不进核算的数字指纹。

        A run is held against these checks when it is previewed, made, submitted and approved, and when `GET /v1/runs/{run}/checks`
        asks. Each comes to **passed**, **found**, **unknown** (a fact is lacking, and it says which) or **not_applicable** (nothing
        asks for it, or it has not come to that). What is unknown is never taken for lawful nor for unlawful. No check changes a run,
        and its digest knows nothing of them.

        **谁能阻止批准 · What blocks.** 只有级别为 block、且依据是 V（核对过法规原文，或算术）的才阻止批准；审批人写明原因（`overrides`）可以放行，原因随核算保存、
        打印并记入审计日志。其余只提醒。Only a check of level block whose rule is V (read in the statute, or arithmetic) blocks an approval;
        an approver lets it pass with a reason (`overrides`), which is kept, printed and noted in the audit log. All else warns.

        **把握程度 · How sure.** V 核对过原文 read word for word · C 两个以上独立来源 two or more sources · S 报刊、网上报道 one third-party source ·
        K 惯例或默认值 custom or a default.

        **地区 · Regions.** 规则按组织类型、登记日和区划代码选用，越具体的越优先；把握不足的不取代法规。没有本地规则的，只用全国规定（packs 只有 `national`）。
        Rules are chosen by legal form, record date and division code,
            the most specific first; a less certain one puts no statute aside. An
        organisation without local rules is told so: packs has `national` alone.

        **分红的基数 · What a part is taken of.** 报表填了的按报表，没有填的按这次核算；方案里有系统认不出的留存项时，上下限之间的一律算缺资料。公积金认这些名称：
        By the statement of the year where it is stated, else by the run; where a fund of the scheme has a name the law does not know,
            what
        lies between the two readings is unknown. Funds are known by these names:

        """;

    private const string Unseen = """

        ## 看不到什么 · What they do not see

        - `paid_twice` 看同一组织、同一年、同一方案的其他核算（作废的和更正不算）。另一个方案、另一个组织发过同一笔钱看不出来：两个方案之间没有写明是不是同一笔钱的资料，
          只凭名目、金额相近去猜会错怪。It looks at other runs of the same organisation, year and scheme, cancelled ones and corrections
          apart. The same money paid by another scheme or another organisation is not seen: nothing says of two schemes that they share out
          one sum, and a guess by like names or amounts would accuse wrongly.
        - `duplicate_payee` 和 `shared_account` 只在一个组织的名册里比对。一个人登记在两个村查不出来；别村名册上有谁，本村也不会由此知道。Both compare
          households of one roster. Somebody on the rosters of two villages is not found, and no village learns who is on another's.
        - 更正按更正后的全年结果核对：看的是各户全年一共得多少、留存还剩多少，不是差额。结清不核对：付的钱在更正时核对过。A correction is checked as the whole
          that it leaves: what households have in all and what is kept, not the difference. A settlement is not: what it pays was checked
          with the correction that left it open.

        """;

    private const string County = """

        ## 查得出多少 · What they find

        按公开案例做出的一个县：300 个村，每村 8 至 16 户，每种做法放进 15 个村，其余的村没有做假，但有容易错认的：父子共用一张卡、账户写的是没有登记的亲戚、
        真有百岁老人、干部家地多、有新迁入的户。每村按现有名册和资料做一次核算，看哪一项提示。提示不等于有假，没有提示也不等于没有假：干部亲属所得不到一般户两倍的
        查不出；换一个身份证号、账户又写本户人的，名册里看不出来。

        A county made after public cases: 300 villages of 8 to 16 households; each fraud is planted in 15 of them. The others have none, but
        what is easily taken for one: father and son on one card, an account in the name of a relative who is not listed, somebody who is
        100, an officer with much land, a family that moved in. One run each, by roster and facts. A warning proves nothing, nor does its
        absence: relatives of officers who get less than twice what others get are not found, nor somebody with another ID number and an
        account in a name of the household.


        """;

    /// <summary>The whole document.</summary>
    /// <param name="county">What was measured in the county, a table.</param>
    public static string Text(string county)
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var (role, names) in FundRoles.All)
        {
            text.Append($"- {role}: {string.Join(", ", names.Select(name => $"`{name}`"))}\n");
        }

        text.Append("\n| code | 名称 | name | level |\n|---|---|---|---|\n");
        foreach (var check in LegalChecks.All)
        {
            text.Append($"| [`{check.Code}`](#{check.Code}) | {check.Title.Zh} | {check.Title.En} | {Level(check)} |\n");
        }

        foreach (var check in LegalChecks.All)
        {
            Write(text, check);
        }

        text.Append("\n## 可能缺的资料 · Facts that may be lacking\n\n| name | 名称 | what |\n|---|---|---|\n");
        foreach (var fact in MissingFacts.All)
        {
            text.Append($"| `{fact.Name}` | {fact.Title.Zh} | {fact.Title.En} |\n");
        }

        return text.Append(Unseen.ReplaceLineEndings("\n")).Append(County.ReplaceLineEndings("\n")).Append(county).ToString();
    }

    private static void Write(StringBuilder text, LegalCheck check)
    {
        text.Append($"\n### {check.Code}\n\n**{check.Title.Zh} · {check.Title.En}** — {Level(check)}\n\n");
        text.Append($"{check.Asks.Zh}\n\n{check.Asks.En}\n\n");
        text.Append("| pack | region | for | figure | from | to | sure | 依据 · basis |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var row in RulePacks.Standard.Rows.Where(row => row.Check == check.Code)
            .OrderBy(row => row.Region, StringComparer.Ordinal).ThenBy(row => row.Parameter, StringComparer.Ordinal))
        {
            var figure = row.Parameter.Length == 0 ? ""
                : $"{row.Parameter} {row.Value}{(row.Base is { } of ? " of " + FactWords.Word(of) : "")}";
            text.Append($"| {row.Pack} | {(row.Region.Length == 0 ? "全国" : row.Region)} | {Forms(row)} | {figure} | "
                + $"{row.From:yyyy-MM-dd} | {row.To:yyyy-MM-dd} | {Sure(row)} | {row.Citation.Zh} · {row.Citation.En} |\n");
        }
    }

    private static string Level(LegalCheck check) => check.Severity == CheckSeverity.Block ? "block" : "warn";

    private static string Forms(RuleRow row) => row.LegalForms.Count == 0 ? "all" : string.Join(", ", row.LegalForms);

    private static char Sure(RuleRow row) => "VCSK"[(int)row.Confidence];
}
