using System.Diagnostics;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Unicode;
using LinkageService.Features.Schemes;

namespace LinkageService.Features.Households;

/// <summary>What a column of a roster table holds.</summary>
public enum RosterField
{
    HouseholdId,
    Name,
    Members,
    Tags,
    Holding,

    /// <summary>What the household belongs to, such as its village.</summary>
    Label,
    AccountHolder,
    Bank,
    Account,

    /// <summary>How the household is reached.</summary>
    Phone,

    /// <summary>What people write beside a household.</summary>
    Remark,

    /// <summary>The clearing code of the bank (行号): compared with its check digit, not kept.</summary>
    BankCode,

    /// <summary>A member's unified social credit code (统一社会信用代码): compared with its check character, not kept.</summary>
    CreditCode,

    /// <summary>The head's ID number, where the table has columns of persons too.</summary>
    HeadIdNumber,

    /// <summary>A running number of the table: not kept.</summary>
    Ordinal,

    /// <summary>What people write beside a household that a roster has no place for, such as an address.</summary>
    Other,
    PersonName,
    IdNumber,
    Relation,
    Head,
    Joined,
    Left,
    Deceased,

    /// <summary>The date of birth: compared with the ID number, and kept where there is none.</summary>
    Born,

    /// <summary>Whether they are a member of the organisation; what the law asks about a person begins here.</summary>
    Member,
    Capacity,
    Employment,
    RightsAgreement,
    LeftBecause,
    LeavingDocument,
    HeirDocument,

    /// <summary>Of who is no member: votes in favour of letting them share.</summary>
    ShareVotesFor,

    /// <summary>Of who is no member: votes there are.</summary>
    ShareVotesTotal,

    /// <summary>Who agreed to keeping data of a child under 14.</summary>
    Guardian,
}

/// <summary>A column of a roster table.</summary>
/// <param name="Field">What it holds.</param>
/// <param name="Name">Its English heading, or the name of the holding or label.</param>
public sealed record RosterColumn(RosterField Field, string Name)
{
    /// <summary>A column that somebody said is not to be read.</summary>
    public static RosterColumn LeftOut { get; } = new(RosterField.Other, "left_out");

    /// <summary>Whether each row says what that person has, so that a household has the sum; else it says what the household has.</summary>
    public bool IsEach { get; init; }

    /// <summary>The tag of which a column says yes or no, as 是否建档立卡户 does; null for any other column.</summary>
    public string? Tag { get; init; }

    /// <summary>A heading that every reader takes for this column, whatever the library holds.</summary>
    public string OurHeading => Field == RosterField.Holding
            ? (IsEach ? RosterTableColumns.EachPrefix : RosterTableColumns.HoldingPrefix) + Name
        : Field == RosterField.Label ? RosterTableColumns.LabelPrefix + Name
        : Name;

    /// <summary>Whether its cells are never shown.</summary>
    public bool IsPrivate => Field is RosterField.IdNumber or RosterField.Account or RosterField.HeadIdNumber or RosterField.Phone
        or RosterField.Born;

    /// <summary>Whether several cells of one household are kept together, as where each person has a remark.</summary>
    public bool IsJoined => Field is RosterField.Phone or RosterField.Remark;

    /// <summary>Whether it says who or which one: digits that are no quantity.</summary>
    public bool IsIdentifier => (IsPrivate && Field is not RosterField.Born) || Field is RosterField.HouseholdId or RosterField.BankCode
        or RosterField.CreditCode;

    /// <summary>Whether it is a quantity.</summary>
    public bool IsNumber => Field is RosterField.Members or RosterField.Holding;

    /// <summary>Whether the roster keeps what it says.</summary>
    public bool IsKept => Field is not (RosterField.BankCode or RosterField.CreditCode or RosterField.Ordinal or RosterField.Other);

    /// <summary>Whether it is worth saying that a column is this: it is kept, or compared with its check digit.</summary>
    public bool IsChoice => IsKept || Field is RosterField.BankCode or RosterField.CreditCode;

    /// <summary>Whether it belongs to a person and not to the household.</summary>
    public bool IsOfPerson => Field >= RosterField.PersonName;

    /// <summary>Whether it is what the law asks about a person, which a table of households may say of its heads.</summary>
    public bool IsLegal => Field >= RosterField.Member;
}

/// <summary>The headings of roster tables, in both languages, and the holdings by the titles of the scheme library.</summary>
internal sealed class RosterTableColumns
{
    /// <summary>Before a holding whose name is a heading of ours, or none that the library knows.</summary>
    public const string HoldingPrefix = "holdings.";

    /// <summary>The same where each row of a person says what that person has, and a household has the sum.</summary>
    public const string EachPrefix = "each.";

    /// <summary>The same before a label.</summary>
    public const string LabelPrefix = "labels.";

    private readonly SchemeLibrary _library;
    private readonly RosterLabels _labels;
    private RosterHoldings _holdings;
    private IReadOnlyDictionary<string, string> _remembered = new Dictionary<string, string>(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string> _sharedBy = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>With the holdings of a library; a scheme that is added while the service runs counts.</summary>
    public RosterTableColumns(SchemeLibrary library) =>
        (_library, _labels, _holdings) = (library, new RosterLabels(library), new RosterHoldings(library));

    private static Dictionary<string, RosterColumn> Fields { get; } = RosterHeadingWords.Table
        .SelectMany(row => row.Zh.Concat(row.Also).Append(row.En)
            .Select(heading => (HeadingText.Of(heading).Name, Column: new RosterColumn(row.Field, row.En))))
        .DistinctBy(each => each.Name, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(each => each.Name, each => each.Column, StringComparer.OrdinalIgnoreCase);

    private RosterHoldings Known => _holdings.Generation == _library.Generation ? _holdings : _holdings = new RosterHoldings(_library);

    /// <summary>A heading in the one spelling under which it is remembered.</summary>
    public static string KeyOf(string heading) => HeadingText.AsWritten(heading).ToString().ToLowerInvariant();

    /// <summary>The same with headings that somebody said, by <see cref="KeyOf"/>: what each stands for, by our name of it.</summary>
    /// <param name="remembered">What each stands for.</param>
    /// <param name="sharedBy">Who said so, where it was another organisation of the county.</param>
    public RosterTableColumns With(IReadOnlyDictionary<string, string> remembered, IReadOnlyDictionary<string, string> sharedBy)
    {
        var columns = (RosterTableColumns)MemberwiseClone();
        (columns._remembered, columns._sharedBy) = (remembered, sharedBy);
        return columns;
    }

    /// <summary>The organisation of the county that said what a heading stands for; null where nobody else did.</summary>
    public string? SharedBy(string heading) => _sharedBy.Count == 0 ? null : _sharedBy.GetValueOrDefault(KeyOf(heading));

    /// <summary>Whether what a heading stands for is remembered, not known.</summary>
    public bool Remembers(string heading) => _remembered.Count > 0 && _remembered.ContainsKey(KeyOf(heading));

    /// <summary>The column of a heading, or null.</summary>
    public RosterColumn? Find(string heading) =>
        _remembered.Count == 0 || !_remembered.TryGetValue(KeyOf(heading), out var name) ? FindKnown(heading)
        : name == RosterColumn.LeftOut.Name ? RosterColumn.LeftOut
        : FindKnown(name);

    private RosterColumn? FindKnown(string heading)
    {
        var text = heading.Trim();
        if (Named(text, HoldingPrefix) is { } holding)
        {
            return new RosterColumn(RosterField.Holding, holding);
        }

        if (Named(text, EachPrefix) is { } each)
        {
            return new RosterColumn(RosterField.Holding, each) { IsEach = true };
        }

        if (Named(text, LabelPrefix) is { } labelled)
        {
            return new RosterColumn(RosterField.Label, labelled);
        }

        var plain = HeadingText.Of(text);
        var holdings = Known;
        RosterColumn? Column(string written) => Fields.GetValueOrDefault(written) ?? holdings.Find(written);
        var known = Column(text) ?? Column(plain.ToString()) ?? Column(plain.Name);
        return known is { IsKept: true } ? known
            : _labels.Find(text) is { } label ? new RosterColumn(RosterField.Label, label)
            : known is null && RosterWords.TagAsked(plain.Name) is { } tag ? new RosterColumn(RosterField.Tags, "tags") { Tag = tag }
            : known;
    }

    // The name behind a prefix, as schemes spell it; null for none.
    private static string? Named(string heading, string prefix) =>
        heading.StartsWith(prefix, StringComparison.Ordinal) && Nfkc.Of(heading[prefix.Length..]) is var name
            && HouseholdRules.FactNames.Fits(name)
            ? name
            : null;

    /// <summary>
    /// Whether a table has persons. A date of joining beside the head of a household, in one without other names, is the head's; so is what
    /// the law asks.
    /// </summary>
    public static bool HavePersons(RosterColumn?[] found)
    {
        bool Has(RosterField field) => found.Any(column => column?.Field == field);
        return found.Any(column => column is { IsOfPerson: true, IsLegal: false } and not { Field: RosterField.Born })
            && (Has(RosterField.PersonName) || !Has(RosterField.Name) || Has(RosterField.Relation) || Has(RosterField.Head));
    }

    /// <summary>What the columns of one table hold, each seen beside the others; null for one that is not known.</summary>
    public RosterColumn?[] FindAll(IReadOnlyList<string> headings)
    {
        var found = headings.Select(Find).ToArray();
        bool Has(RosterField field) => found.Any(column => column?.Field == field);
        foreach (var (of, words) in RosterHeadingWords.Others)
        {
            if (Find(of) is { } column && !found.Contains(column) && !(column.Field is RosterField.Name && Has(RosterField.PersonName))
                && Enumerable.Range(0, found.Length).Where(at => found[at] is null && IsOneOf(headings[at], words)).ToArray() is [var only])
            {
                found[only] = column;
            }
        }

        for (var at = 0; at < found.Length; at++)
        {
            var name = HeadingText.Of(headings[at]).Name;
            if (name == "户名" && !Remembers(headings[at]) && found.Count(column => column?.Field == RosterField.Name) > 1)
            {
                // Beside the head, it is the name on the account.
                found[at] = Fields["account_holder"];
            }
            else if (found[at]?.Field == RosterField.Head && !Has(RosterField.PersonName) && !Has(RosterField.Name)
                && Has(RosterField.HouseholdId) && !Remembers(headings[at]))
            {
                // Head, where nobody else is named.
                found[at] = Fields["name"];
            }
            else if (found[at]?.Field == RosterField.IdNumber && !Has(RosterField.PersonName) && Has(RosterField.Name)
                && !Has(RosterField.HeadIdNumber))
            {
                found[at] = Fields["head_id_number"];
            }
        }

        return found;
    }

    /// <summary>Whether a row says what the columns hold once more, as in the other language.</summary>
    public bool AreSame(IReadOnlyList<string> cells, IReadOnlyList<RosterColumn?> columns)
    {
        const string none = "-";
        if (cells.Count(cell => cell.Length > 0) < 2 || cells.Any(cell => cell.Any(char.IsAsciiDigit)))
        {
            return false;
        }

        var found = FindAll([.. cells.Select(cell => cell.Length == 0 ? none : cell)]);
        var known = Enumerable.Range(0, found.Length).Where(at => found[at] is not null).ToArray();
        return known.Length > 1 && known.All(at => at < columns.Count
            && found[at]!.Field == columns[at]?.Field && found[at]!.Name == columns[at]?.Name);
    }

    /// <summary>What is wrong with an id that is a heading, as where a sheet has a household a column; null for any other.</summary>
    public LocalizedText? FaultOfId(string id) =>
        id.Length < 2 || id.Any(char.IsAsciiDigit) || Find(id) is not { IsKept: true, Tag: null } || Remembers(id) ? null
        : new LocalizedText(
            $"户编号这一格写的是列名“{NumberProblems.Shorten(id)}”，不是编号；表如果是一户一列、列名竖着写，请在 Excel 里复制后用"
            + "“选择性粘贴—转置”改成一户一行，再导入",
            $"the household id is the heading \"{NumberProblems.Shorten(id)}\" and no number; if the sheet has a household a column, copy "
            + "it and paste it transposed (Paste Special), so that each household is a row");

    /// <summary>The column that a heading is or may be; null for neither.</summary>
    public RosterColumn? Guess(string heading) =>
        Find(heading)
        ?? (Array.Find(RosterHeadingWords.Others, other => IsOneOf(heading, other.Headings)) is { Of: { } of } ? Find(of) : null);

    private static bool IsOneOf(string heading, string[] words) => HeadingText.Of(heading) is var (name, unit)
        && (words.Contains(name, StringComparer.Ordinal) || words.Contains($"{name}({unit})", StringComparer.Ordinal));

    /// <summary>The unit of a holding, such as 亩; empty where its titles name none, or several.</summary>
    public string UnitOf(RosterColumn column) =>
        column.Field == RosterField.Members ? "人"
        : column.Field == RosterField.Holding ? Known.UnitOf(column.Name)
        : "";

    /// <summary>The heading of a field as we write it.</summary>
    public static string Heading(RosterField field, bool inChinese)
    {
        var (_, en, zh, _) = Array.Find(RosterHeadingWords.Table, row => row.Field == field);
        return inChinese ? zh[0] : en;
    }

    /// <summary>What people call a field: its Chinese heading, and English words for pages.</summary>
    public static LocalizedText Label(RosterField field) => new(
        field == RosterField.Holding ? "股份与土地" : field == RosterField.Label ? "归属" : Heading(field, inChinese: true), field switch
    {
        RosterField.HouseholdId => "Member number",
        RosterField.Name => "Named after",
        RosterField.Members => "Members",
        RosterField.Tags => "Tags",
        RosterField.AccountHolder => "Account holder",
        RosterField.Bank => "Bank",
        RosterField.Account => "Account number",
        RosterField.PersonName => "Name",
        RosterField.IdNumber => "ID number",
        RosterField.Relation => "Relation",
        RosterField.Head => "Head",
        RosterField.Joined => "Joined",
        RosterField.Left => "Left",
        RosterField.Deceased => "Deceased",
        RosterField.Holding => "Holding",
        RosterField.Label => "Label",
        RosterField.Phone => "Phone",
        RosterField.Remark => "Remark",
        RosterField.BankCode => "Bank code",
        RosterField.CreditCode => "Credit code",
        RosterField.HeadIdNumber => "ID number of the head",
        RosterField.Ordinal => "Number",
        RosterField.Other => "Other",
        RosterField.Born => "Born",
        RosterField.Member => "Member of the organisation",
        RosterField.Capacity => "Civil capacity",
        RosterField.Employment => "Employment",
        RosterField.RightsAgreement => "Agreement that keeps rights",
        RosterField.LeftBecause => "Why they left",
        RosterField.LeavingDocument => "What shows why they left",
        RosterField.HeirDocument => "What shows who inherits",
        RosterField.ShareVotesFor => "Votes for their share",
        RosterField.ShareVotesTotal => "Votes there are",
        RosterField.Guardian => "Guardian who agreed",
        _ => throw new UnreachableException(),
    });

    /// <summary>Every heading that a table may have, as we write it: the fields, the labels and the holdings of the library.</summary>
    public IEnumerable<string> Headings(bool inChinese) => Choices.Select(row => inChinese ? row.Zh[0] : row.En)
        .Concat(_labels.Names.Select(name => HeadingOfLabel(name, inChinese)))
        .Concat(Holdings.Select(name => HeadingOfHolding(name, inChinese)));

    /// <summary>The heading of a holding as we write it: one that <see cref="Find"/> takes for it.</summary>
    public string HeadingOfHolding(string name, bool inChinese) =>
        inChinese && Known.TitleOf(name) is { } title && IsOf(title.Zh, name) ? title.Zh
        : IsOf(name, name) ? name
        : HoldingPrefix + name;

    /// <summary>The heading of a label as we write it: one that <see cref="Find"/> takes for it.</summary>
    public string HeadingOfLabel(string name, bool inChinese) =>
        inChinese && _labels.TitleOf(name).Zh is var title && Find(title) == new RosterColumn(RosterField.Label, name) ? title
        : Find(name) == new RosterColumn(RosterField.Label, name) ? name
        : LabelPrefix + name;

    /// <summary>What people call a label or a holding that a column holds; null for any other column.</summary>
    public LocalizedText? TitleOf(RosterColumn column) => column.Field == RosterField.Holding ? TitleOfHolding(column.Name)
        : column.Field == RosterField.Label ? _labels.TitleOf(column.Name)
        : null;

    /// <summary>What people call a holding: its title in the library, or its name where no scheme knows it.</summary>
    public LocalizedText TitleOfHolding(string name) => Known.TitleOf(name) ?? new LocalizedText(name, name);

    /// <summary>The holdings of the library, by name in ordinal order.</summary>
    public IEnumerable<string> Holdings => Known.Names;

    /// <summary>Says that a heading is none of ours.</summary>
    public Problem Unknown(string heading)
    {
        var shown = NumberProblems.Shorten(heading);
        var (known, holdings) = (string.Join(", ", Choices.Select(row => row.En)), string.Join(", ", Known.Names));
        return new Problem(ProblemCodes.UnknownField, "columns." + shown, new LocalizedText(
            $"没有列“{shown}”；可用：{string.Join("、", Choices.Select(row => row.Zh[0]))}，持有量 {holdings}，其他持有量写作 {HoldingPrefix}名称",
            $"there is no column \"{shown}\"; known: {known}, the holdings {holdings}, and others as {HoldingPrefix}name"));
    }

    private static IEnumerable<(RosterField Field, string En, string[] Zh, string[] Also)> Choices =>
        RosterHeadingWords.Table.Where(row => new RosterColumn(row.Field, row.En).IsChoice);

    private bool IsOf(string heading, string holding) =>
        (Fields.GetValueOrDefault(heading) ?? Known.Find(heading)) is { Field: RosterField.Holding } column && column.Name == holding;
}
