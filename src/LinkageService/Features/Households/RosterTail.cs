using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>
/// Tells the rows of a roster that are no households: sums, signatures and remarks below the table or between its parts. A row is
/// one of them for what it is as a whole; a word, an odd id or an equal figure alone makes none.
/// </summary>
/// <param name="columns">What each column holds; null for one that is not known.</param>
internal sealed partial class RosterTail(IReadOnlyList<RosterColumn?> columns)
{
    private const int Decimals = 4;
    private const decimal Scale = 10_000;

    // A household may have as much as the few before it, in all it has; not as much as many.
    private const int FewHouseholds = 8;
    private const int LongText = 16;
    private const int LongestName = 4;

    private static readonly SearchValues<char> SumLetters = SearchValues.Create("计合总共汇页户∑ΣσtousmｔｏｕｓｍTOUSMＴＯＵＳＭ");

    private readonly HashSet<string> _forms = new(StringComparer.Ordinal);
    private readonly Int128[] _sums = new Int128[columns.Count];
    private readonly Int128[] _sinceLast = new Int128[columns.Count];
    private int _households;
    private int _householdsSinceLast;
    private bool _isInNotes;
    private bool _isInInstructions;

    /// <summary>What is wrong with a row of a household where instructions begin above it; null where none do.</summary>
    public LocalizedText? BelowInstructions => _isInInstructions
        ? new LocalizedText(
            "这一行在填表说明下面，又像是一户：是农户就移到说明上面，不是就不要这一行",
            "this row stands below the instructions and looks like a household; move it above them if it is one, or leave it out")
        : null;

    /// <summary>What a row is when it is no household; a household is counted.</summary>
    /// <param name="idColumn">Where its id stands.</param>
    /// <param name="id">Its id, normalised; may be empty.</param>
    /// <param name="cells">Its cells.</param>
    public RosterTailVerdict Look(int idColumn, string id, IReadOnlyList<string> cells)
    {
        var texts = cells.Take(columns.Count).Select((cell, at) => at == idColumn || IsBeside(at, id) ? "" : cell.Trim())
            .Where(text => text.Length > 0).ToArray();
        var figures = columns.Select((column, at) => column is { IsNumber: true } && at < cells.Count ? Figure(cells[at]) : null).ToArray();
        var fits = _forms.Contains(FormOf(id));
        var hasFigures = Array.Exists(figures, figure => figure is not null);
        var said = id.Length > 0 ? id : texts.Length > 0 ? texts[0] : "";
        var isAlone = !hasFigures && texts.Length + (id.Length > 0 ? 1 : 0) == 1;
        var name = NameOf(cells);
        var isNameAlone = id.Length == 0 && name.Length is > 0 and <= LongestName;
        if (isAlone && !fits && !isNameAlone && (_isInNotes || RosterRowWords.IsItem(said)))
        {
            return Skip(SkippedKind.Remark);
        }

        if (SumOf(id, name, texts, cells) is { } isCertain)
        {
            var wrong = Wrong(figures);
            return isCertain ? Skip(SkippedKind.Sum) with { Wrong = wrong } : Sum("写着合计一类的字", "says that it is a sum");
        }

        if (NoHousehold(said, fits, isAlone, hasFigures) is { } verdict)
        {
            return verdict;
        }

        if (Unlikely(said, name, fits) is { } fault)
        {
            return RosterTailVerdict.Refuse(fault);
        }

        // A label such as 全村 stands alone; whoever has a name or a number is told by many households only.
        var isLabel = !fits && texts.Length == 0 && !id.Any(char.IsAsciiDigit);
        if (EqualsSums(figures, isLabel))
        {
            return Sum("数字正好是上面各行之和", "its figures are the sums of those above");
        }

        if (BelowInstructions is { } misplaced)
        {
            return RosterTailVerdict.Refuse(misplaced);
        }

        Count(id, figures);
        _isInNotes = false;
        return default;
    }

    /// <summary>Whether a row that goes on with a household is what its persons have together, or an average, and no person.</summary>
    public bool IsPart(int idColumn, string id, TableRow row) => row.Cells.Take(columns.Count)
        .Where((_, at) => at != idColumn && !IsBeside(at, id) && !row.Filled.Contains(at))
        .Any(cell => (MayBeSum(cell) && SumWord.IsAlone(cell)) || RosterRowWords.IsStatistic(cell)
            || cell.AsSpan().TrimStart().StartsWith("其中"));

    /// <summary>Sees a line that introduces what stands below it.</summary>
    public void Introduce(string text)
    {
        _isInNotes |= RosterRowWords.BeginsNotes(text);
        BeginPart();
    }

    /// <summary>Says that the headings stand there again: what follows is no longer a remark.</summary>
    public void BeginTable() => (_isInNotes, _isInInstructions) = (false, false);

    // Whether it is a sum for certain; null where it is none.
    private static bool? SumOf(string id, string name, string[] texts, IReadOnlyList<string> cells)
    {
        var first = cells.FirstOrDefault(cell => !string.IsNullOrWhiteSpace(cell)) ?? "";
        var beginsAsSum = MayBeSum(first) && SumWord.IsAlone(first);

        // 3户 alone counts households; beside a name it is the number of one.
        var isNumbered = name.Length > 0 && !IsSum(name) && NumberedHousehold().IsMatch(id);
        var isSum = id.Length == 0 ? texts.Any(IsSum) : IsSum(id) && !isNumbered;
        return !beginsAsSum && !isSum && !texts.Any(text => MayBeSum(text) && SumWord.IsAlone(text)) ? null
            : beginsAsSum || (id.Length > 0 && !isNumbered ? texts.Append(id) : texts)
                .Any(text => CertainSum().IsMatch(SumWord.Condense(text)));
    }

    // A row that is no household for what it says first.
    private RosterTailVerdict? NoHousehold(string said, bool fits, bool isAlone, bool hasFigures)
    {
        var condensed = SumWord.Condense(said);
        if (fits)
        {
            return null;
        }

        if (RosterRowWords.IsStatistic(said))
        {
            return Skip(SkippedKind.Statistic);
        }

        if (Signing().IsMatch(condensed))
        {
            return RosterTailVerdict.Skip(SkippedKind.Signature);
        }

        if (RosterRowWords.BeginsAsSample(said))
        {
            return RosterTailVerdict.Skip(SkippedKind.Remark);
        }

        if (Remark().IsMatch(condensed) || (isAlone && (Caption().IsMatch(condensed) || IsSentence(said))))
        {
            _isInInstructions |= RosterRowWords.BeginsInstructions(said);
            _isInNotes |= _isInInstructions || RosterRowWords.BeginsNotes(said);
            return RosterTailVerdict.Skip(SkippedKind.Remark);
        }

        return !hasFigures && IsSentence(said)
            ? RosterTailVerdict.Refuse(new LocalizedText(
                "这一行像是备注或说明，不是农户；不要这一行", "this row looks like a remark and no household; leave it out"))
            : null;
    }

    private static LocalizedText? Unlikely(string said, string name, bool fits)
    {
        var (first, shown) = (NumberProblems.Shorten(said), NumberProblems.Shorten(name));
        return !fits && RosterRowWords.IsCollective(said)
            ? new LocalizedText(
                $"“{first}”是集体的或分项的一行，不是农户；不要这一行，集体的那一份在方案里留",
                $"\"{first}\" is what the collective keeps, or a part of a sum, and no household; leave the row out")
            : RosterRowWords.IsSampleName(name)
            ? new LocalizedText(
                $"“{shown}”像是填表的示例，不是农户；不要这一行",
                $"\"{shown}\" looks like an example of how to fill in the form; leave the row out")
            : RosterRowWords.IsStatistic(name)
            ? new LocalizedText(
                $"“{shown}”是平均、增减一类的一行，不是农户；不要这一行", $"\"{shown}\" is an average, a change or the like, and no household; leave it out")
            : null;
    }

    private string NameOf(IReadOnlyList<string> cells)
    {
        for (var at = 0; at < columns.Count && at < cells.Count; at++)
        {
            if (columns[at] is { Field: RosterField.Name or RosterField.PersonName } && cells[at].Trim() is { Length: > 0 } name)
            {
                return name;
            }
        }

        return "";
    }

    private static bool IsSum(string text) => MayBeSum(text) && SumWords().IsMatch(SumWord.Condense(text));

    // Letters of which one is in each word for a sum, at a glance.
    private static bool MayBeSum(string text) => text.AsSpan().IndexOfAny(SumLetters) >= 0;

    // What stands beside a household that has an id is no sign of a sum.
    private bool IsBeside(int at, string id) =>
        columns[at] is { IsNumber: true } || (id.Length > 0 && columns[at] is null or { Field: RosterField.Other } or { IsJoined: true });

    private RosterTailVerdict Sum(string zh, string en)
    {
        BeginPart();
        return RosterTailVerdict.Refuse(new LocalizedText(
            $"这一行像是合计（{zh}），不是农户；不要这一行", $"this row looks like a sum ({en}) and no household; leave it out"));
    }

    private RosterTailVerdict Skip(SkippedKind kind)
    {
        BeginPart();
        return RosterTailVerdict.Skip(kind);
    }

    private void BeginPart()
    {
        Array.Clear(_sinceLast);
        _householdsSinceLast = 0;
    }

    // A sum is that of the part above it, or of all above it, as one that is carried to the next page.
    private WrongSum[] Wrong(Int128?[] figures) =>
    [
        .. Enumerable.Range(0, figures.Length)
            .Where(at => figures[at] is { } figure && figure != _sums[at] && figure != _sinceLast[at])
            .Select(at => new WrongSum(at, Value(figures[at]!.Value), Value(_sinceLast[at] == 0 ? _sums[at] : _sinceLast[at]))),
    ];

    private static decimal Value(Int128 figure) => (decimal)figure / Scale;

    private void Count(string id, Int128?[] figures)
    {
        if (id.Length > 0)
        {
            _forms.Add(FormOf(id));
        }

        _households++;
        _householdsSinceLast++;
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
                || (_householdsSinceLast >= (isLabel ? 2 : FewHouseholds) && told.All(at => figures[at] == _sinceLast[at])));
    }

    private static Int128? Figure(string cell)
    {
        var text = WrittenNumber.Read(cell, "", out _) ?? "";
        return DecimalText.TryParse(text, Decimals, out long figure) == DecimalFault.None ? figure : null;
    }

    // 0001 and 12 are "9", 3/12 is "9/9", 合作1 is "字9".
    private static string FormOf(string id)
    {
        var form = new StringBuilder();
        var last = new Rune('\0');
        foreach (var rune in id.EnumerateRunes())
        {
            var sort = Rune.IsDigit(rune) ? new Rune('9') : !Rune.IsLetter(rune) ? rune : rune.IsAscii ? new Rune('a') : new Rune('字');
            if (sort != last)
            {
                form.Append(sort);
            }

            last = sort;
        }

        return form.ToString();
    }

    private static bool IsSentence(string text) => text.Length >= LongText || text.Any(letter => letter is '。' or '，' or '；' or '：' or ':');

    [GeneratedRegex(
        @"^[\p{L}\d()]{0,12}(合计|总计|小计|共计|累计|总和|汇总|总数|总额|承前页|过次页)"
        + @"|^(共|总共|以上共?|合共)\d+(户|人|家)|^\d+(户|人|家)(?!\p{L})|^\d+(户|人|家)[共合总计]|^(计|总|合|共|∑|σ):?$"
        + @"|^本[页表组村社队]计:?$|^(grand|sub|page)?(total|totals|sum|sums)([:\d(].*)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SumWords();

    // 王小计 may be somebody; 一组小计 and 塘湾村合计 are nobody.
    [GeneratedRegex(
        @"^([\p{L}\d()]{0,12}[村组社队镇乡片区县屯户人页表类次上部\d])?(合计|总计|小计|共计|累计|总和|汇总|总数|总额)(数|额|户数|人数|金额|面积)?([:(\d].*)?$"
        + @"|^(承前页|过次页)|^(共|总共|以上共?|合共)\d+(户|人|家)|^\d+户$|^本[页表组村社队]计:?$|^(计|总|合|共|∑|σ):?$"
        + @"|^(grand|sub|page)?(total|totals|sum|sums)([:\d(].*)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CertainSum();

    [GeneratedRegex(@"^\d{1,6}[户家]$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberedHousehold();

    // What stands alone in a row between households: a title again, a group of the village, the end of the list.
    [GeneratedRegex(
        @"(花名册|名册|清册|登记表|明细表|汇总表|一览表|公示表|统计表)(\(?第.{1,4}页.{0,8}\)?)?$|^(以下|此行以下)?(空白|无正文|无内容)|^(续表|接上页|转下页)"
        + @"|^第?[一二三四五六七八九十百\d]{1,4}(村民)?(小组|组|社|队|屯):?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Caption();

    [GeneratedRegex(
        @"(制表|制单|填表|填报|填写|审核|审批|复核|核对|经办|经手|记账|报送|登记|负责|主管|联系|监督|见证|统计)(人|员|单位|日期|时间|电话)?(签[字名章])?:"
        + @"|^(制表|制单|填表|填报|审核|审批|复核|核对|经办|报送|负责|单位负责)(人|员|单位|日期|时间)"
        + @"|(会计|出纳|主任|书记|组长|理事长|监事长|社长|村长|日期|时间|电话):|(签字|签名|签章|盖章|公章)|\((章|印|签)\)$|^\d{4}年\d{1,2}月\d{1,2}日?$"
        + @"|^(preparedby|checkedby|reviewedby|approvedby|signature|signedby|signed|date:)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Signing();

    [GeneratedRegex(
        @"^(备注|说明|注|附注|注释|附|填表说明|填报说明|提示|单位)\d*:|^(备注|说明|附注|填表说明|填报说明)$|(此|本)(表|名册|清册)|一式.{1,3}份|^第\d+页|^(remarks?|notes?):?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Remark();
}

/// <summary>What a row is: a household, no household for certain, or one that a person must look at.</summary>
/// <param name="Skipped">What it is that is no household.</param>
/// <param name="Fault">Why it may be none.</param>
internal readonly record struct RosterTailVerdict(SkippedKind? Skipped, LocalizedText? Fault)
{
    /// <summary>Figures of a row of sums that are not those of the rows above.</summary>
    public IReadOnlyList<WrongSum> Wrong { get; init; } = [];

    public static RosterTailVerdict Skip(SkippedKind kind) => new(kind, null);

    public static RosterTailVerdict Refuse(LocalizedText fault) => new(null, fault);
}

/// <summary>A figure in a row of sums that is not the sum of the rows above.</summary>
/// <param name="Column">Its column, from 0.</param>
/// <param name="Stated">What stands there.</param>
/// <param name="Sum">What the rows since the last sum make.</param>
internal readonly record struct WrongSum(int Column, decimal Stated, decimal Sum);
