using System.Text;
using System.Text.RegularExpressions;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Unicode;

namespace LinkageService.Features.Households;

/// <summary>
/// Tells the rows of a roster that are no households: sums, signatures and remarks below the table or between its parts. A row is
/// one of them for what it is as a whole; a word, an odd id or an equal figure alone makes none.
/// </summary>
/// <param name="numbers">Which columns hold numbers.</param>
internal sealed partial class RosterTail(IReadOnlyList<bool> numbers)
{
    private const int Decimals = 4;

    // A household may have as much as the few before it, in all it has; not as much as many.
    private const int FewHouseholds = 8;
    private const int LongText = 16;

    private readonly HashSet<string> _forms = new(StringComparer.Ordinal);
    private readonly Int128[] _sums = new Int128[numbers.Count];
    private readonly Int128[] _sinceLast = new Int128[numbers.Count];
    private int _households;

    /// <summary>What a row is when it is no household; null for a household, which is counted.</summary>
    /// <param name="idColumn">Where its id stands.</param>
    /// <param name="id">Its id, normalised; may be empty.</param>
    /// <param name="cells">Its cells.</param>
    public LocalizedText? Look(int idColumn, string id, IReadOnlyList<string> cells)
    {
        var texts = cells.Select((cell, at) => at == idColumn || numbers[at] ? "" : cell.Trim()).Where(text => text.Length > 0).ToArray();
        var figures = numbers.Select((isNumber, at) => isNumber ? Figure(cells[at]) : null).ToArray();
        var fits = _forms.Contains(FormOf(id));
        if (id.Length == 0 ? texts.Any(text => SumWords().IsMatch(Condense(text))) : SumWords().IsMatch(Condense(id)))
        {
            return Sum("写着合计一类的字", "says that it is a sum");
        }

        if (texts.Any(text => OnlySumWord().IsMatch(Condense(text))))
        {
            return Sum("写着合计一类的字", "says that it is a sum");
        }

        var said = id.Length > 0 ? id : texts.Length > 0 ? texts[0] : "";
        if (!fits && Signing().IsMatch(Condense(said)))
        {
            return new LocalizedText("这一行像是签字或制表人，不是农户；不要这一行", "this row looks like signatures and no household; leave it out");
        }

        if (!fits && (Remark().IsMatch(Condense(said)) || (figures.All(figure => figure is null) && IsSentence(said))))
        {
            return new LocalizedText("这一行像是备注或说明，不是农户；不要这一行", "this row looks like a remark and no household; leave it out");
        }

        // A label such as 全村 stands alone; whoever has a name or a number is told by many households only.
        var isLabel = !fits && texts.Length == 0 && !id.Any(char.IsAsciiDigit);
        if (EqualsSums(figures, isLabel))
        {
            return Sum("数字正好是上面各行之和", "its figures are the sums of those above");
        }

        Count(id, figures);
        return null;
    }

    private LocalizedText Sum(string zh, string en)
    {
        Array.Clear(_sinceLast);
        return new LocalizedText($"这一行像是合计（{zh}），不是农户；不要这一行", $"this row looks like a sum ({en}) and no household; leave it out");
    }

    private void Count(string id, Int128?[] figures)
    {
        if (id.Length > 0)
        {
            _forms.Add(FormOf(id));
        }

        _households++;
        for (var at = 0; at < figures.Length; at++)
        {
            _sums[at] += figures[at] ?? 0;
            _sinceLast[at] += figures[at] ?? 0;
        }
    }

    private bool EqualsSums(Int128?[] figures, bool isLabel)
    {
        var told = Enumerable.Range(0, figures.Length).Where(at => figures[at] is { } figure && figure != 0).ToArray();
        var leastHouseholds = isLabel ? 3 : FewHouseholds;
        return told.Length >= 2 && _households >= leastHouseholds
            && (told.All(at => figures[at] == _sums[at])
                || (_households > leastHouseholds && told.All(at => figures[at] == _sinceLast[at])));
    }

    private static Int128? Figure(string cell)
    {
        var text = Nfkc.Of(cell).Trim().Replace(",", "", StringComparison.Ordinal);
        return DecimalText.TryParse(text, Decimals, out long figure) == DecimalFault.None ? figure : null;
    }

    // 0001 and 12 are "9", 3/12 is "9/9", 合作1 is "字9".
    private static string FormOf(string id)
    {
        var form = new StringBuilder();
        foreach (var rune in id.EnumerateRunes())
        {
            var sort = Rune.IsDigit(rune) ? "9" : Rune.IsLetter(rune) ? rune.IsAscii ? "a" : "字" : rune.ToString();
            if (form.Length == 0 || !form.ToString().EndsWith(sort, StringComparison.Ordinal))
            {
                form.Append(sort);
            }
        }

        return form.ToString();
    }

    // 合 计： is 合计:
    private static string Condense(string text) => string.Concat(Nfkc.Of(text).ToLowerInvariant().Where(letter =>
        !char.IsWhiteSpace(letter) && (char.IsLetterOrDigit(letter) || letter is ':' or '(' or ')' or '∑')));

    private static bool IsSentence(string text) => text.Length >= LongText || text.Any(letter => letter is '。' or '，' or '；' or '：' or ':');

    [GeneratedRegex(
        @"^[\p{L}\d()]{0,12}(合计|总计|小计|共计|累计|总和|汇总|总数|总额)|^(共|总共|以上共?|合共)\d+(户|人|家)|^(计|总|合|共|∑|σ):?$"
        + @"|^(grand|sub|page)?(total|totals|sum|sums)([:\d(].*)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SumWords();

    [GeneratedRegex(
        @"^(本页|本表|本组|本村|本社|全村|全组|全社|全部|以上|总)?(合计|总计|小计|共计|累计|总和|汇总)(数|额|户数|人数|金额|面积)?:?$"
        + @"|^(grand|sub|page)?totals?:?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OnlySumWord();

    [GeneratedRegex(
        @"(制表|制单|填表|填报|填写|审核|审批|复核|核对|经办|经手|记账|报送|登记|负责|主管|联系|监督|见证|统计)(人|员|单位|日期|时间|电话)?(签[字名章])?:"
        + @"|^(制表|制单|填表|填报|审核|审批|复核|核对|经办|报送|负责|单位负责)(人|员|单位|日期|时间)"
        + @"|(会计|出纳|主任|书记|组长|理事长|监事长|社长|村长|日期|时间|电话):|(签字|签名|签章|盖章|公章)|^\d{4}年\d{1,2}月\d{1,2}日?$"
        + @"|^(preparedby|checkedby|reviewedby|approvedby|signature|signedby|signed|date:)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Signing();

    [GeneratedRegex(
        @"^(备注|说明|注|附注|注释|附|填表说明|填报说明|提示|单位)\d*:|^(备注|说明|附注|填表说明|填报说明)$|(此|本)(表|名册|清册)|一式.{1,3}份|^第\d+页|^(remarks?|notes?):?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Remark();
}
