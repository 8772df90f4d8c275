using System.Diagnostics;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
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

    // The first of each language is the one written.
    private static readonly (RosterField Field, string En, string[] Zh, string[] Also)[] Table =
    [
        (RosterField.HouseholdId, "household_id", ["户编号"], ["id", "户号", "编号", "户编码", "农户编号", "农户编码", "家庭编号"]),
        (RosterField.Name, "name", ["户主"], ["户名", "户主姓名", "户主名称", "户主名字", "农户姓名", "农户名称", "户主（代表）"]),
        (RosterField.Members, "members", ["家庭人口"],
            ["成员数", "成员人数", "人口数", "家庭人口数", "家庭人数", "家庭成员数", "人口", "人数", "现有人口", "在册人口"]),
        (RosterField.Tags, "tags", ["人员类别"], ["标签", "户类型", "类别", "户类别", "农户类别", "农户类型", "农户属性", "属性"]),
        (RosterField.AccountHolder, "account_holder", ["开户名"],
            ["账户名", "开户人", "开户姓名", "账户姓名", "账户名称", "收款人", "收款人姓名", "银行户名", "持卡人"]),
        (RosterField.Bank, "bank", ["开户行"], ["开户银行", "开户行名称", "开户网点", "银行名称", "银行"]),
        (RosterField.Account, "account", ["账号"],
        [
            "银行账号", "社保卡号", "卡号", "银行卡号", "银行卡账号", "社保卡账号", "社会保障卡号", "一卡通号", "一卡通账号", "存折账号", "惠农卡号", "惠农一卡通号", "惠农一卡通账号",
            "收款账号", "开户账号", "帐号", "银行帐号", "账户",
        ]),
        (RosterField.BankCode, "bank_code", ["行号"], ["联行号", "开户行行号", "支付行号", "大额行号", "银行行号"]),
        (RosterField.CreditCode, "credit_code", ["统一社会信用代码"],
            ["信用代码", "社会信用代码", "统一信用代码", "信用代码证号", "社会统一信用代码"]),
        (RosterField.HeadIdNumber, "head_id_number", ["户主身份证号"], ["户主身份证", "户主身份证号码", "户主证件号码", "户主公民身份号码"]),
        (RosterField.Ordinal, "no", ["序号"], ["no.", "#", "编次"]),
        (RosterField.Phone, "phone", ["联系电话"], ["电话", "电话号码", "手机", "手机号", "手机号码", "联系方式", "户主电话"]),
        (RosterField.Remark, "remark", ["备注"], ["remarks", "note", "notes", "说明", "备注说明"]),
        (RosterField.Other, "age", ["年龄"], []),
        (RosterField.Other, "sex", ["性别"], ["gender"]),
        (RosterField.Other, "address", ["住址"], ["家庭住址", "地址", "家庭地址", "现住址"]),
        (RosterField.Other, "group", ["村民小组"], ["小组", "组别", "组", "所属小组", "所在小组", "村组"]),
        (RosterField.Other, "signature", ["签字"], ["签名", "签章", "签名盖章", "户主签字", "确认签字", "领款人签字", "指印", "签字（指印）"]),
        (RosterField.PersonName, "person_name", ["姓名"], ["成员姓名", "家庭成员姓名", "家庭成员", "成员"]),
        (RosterField.IdNumber, "id_number", ["身份证号"],
            ["身份证号码", "公民身份号码", "身份证", "证件号码", "身份号码", "成员身份证号", "成员身份证号码", "家庭成员身份证号", "公民身份证号",
                "居民身份证号", "公民身份证号码", "居民身份证号码"]),
        (RosterField.Relation, "relation", ["与户主关系"], ["关系", "与户主的关系", "同户主关系", "家庭关系"]),
        (RosterField.Head, "head", ["户主标志"], ["是否户主"]),
        (RosterField.Joined, "joined", ["加入日期"], ["加入时间", "入社日期", "入社时间"]),
        (RosterField.Left, "left", ["退出日期"], ["退出时间"]),
        (RosterField.Deceased, "deceased", ["死亡日期"], ["死亡时间", "去世日期", "去世时间"]),
        (RosterField.Born, "born", ["出生日期"], ["出生年月", "出生年月日", "birth_date"]),
        (RosterField.Member, "member", ["是否成员"],
            ["成员身份", "成员资格", "是否本组织成员", "是否集体成员", "是否本集体成员", "是否集体经济组织成员", "是否本集体经济组织成员", "集体经济组织成员身份"]),
        (RosterField.Capacity, "capacity", ["民事行为能力"], ["行为能力"]),
        (RosterField.Employment, "employment", ["工作身份"], ["就业身份"]),
        (RosterField.RightsAgreement, "rights_agreement", ["保留权益的协议"], ["保留权益协议"]),
        (RosterField.LeftBecause, "left_because", ["退出原因"], ["成员身份丧失原因", "丧失成员身份原因"]),
        (RosterField.LeavingDocument, "leaving_document", ["退出的凭据"], ["退出凭据", "退出证明"]),
        (RosterField.HeirDocument, "heir_document", ["继承的凭据"], ["继承凭据", "继承证明", "继承公证"]),
        (RosterField.ShareVotesFor, "share_votes_for", ["参加分配同意票"], []),
        (RosterField.ShareVotesTotal, "share_votes_total", ["参加分配应到票"], []),
        (RosterField.Guardian, "guardian", ["同意登记的监护人"], ["监护人"]),
    ];

    // Words of other lists, such as contracts: they stand for a column of ours where a sheet has one of them and no such column.
    private static readonly (string Of, string[] Headings)[] Others =
    [
        ("户编号", ["股权证号", "股权证编号", "股权证书编号", "承包方编码", "社员编号", "成员编号", "社员证号", "成员证号"]),
        ("户主", ["承包方", "承包方代表", "承包方(代表)", "社员姓名", "股东姓名", "股东"]),
        ("账号", ["存折号", "存折账号", "一折通", "一折通号", "一折通账号", "卡(折)号", "卡折号", "惠民卡号"]),
        ("土地", ["承包地", "承包面积", "承包地面积", "承包耕地面积", "承包亩数", "确权面积", "确权亩数", "耕地面积", "流转面积", "流转亩数"]),
        ("资金", ["出资", "出资额", "出资金额", "入社资金", "入社股金"]),
    ];

    private readonly SchemeLibrary _library;
    private readonly RosterLabels _labels;
    private RosterHoldings _holdings;
    private IReadOnlyDictionary<string, string> _remembered = new Dictionary<string, string>(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string> _sharedBy = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>With the holdings of a library; a scheme that is added while the service runs counts.</summary>
    public RosterTableColumns(SchemeLibrary library) =>
        (_library, _labels, _holdings) = (library, new RosterLabels(library), new RosterHoldings(library));

    private static Dictionary<string, RosterColumn> Fields { get; } = Table
        .SelectMany(row => row.Zh.Concat(row.Also).Append(row.En)
            .Select(heading => (HeadingText.Of(heading).Name, Column: new RosterColumn(row.Field, row.En))))
        .DistinctBy(each => each.Name, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(each => each.Name, each => each.Column, StringComparer.OrdinalIgnoreCase);

    private RosterHoldings Known => _holdings.Generation == _library.Generation ? _holdings : _holdings = new RosterHoldings(_library);

    /// <summary>A heading in the one spelling under which it is remembered.</summary>
    public static string KeyOf(string heading) => HeadingText.Of(heading).ToString().ToLowerInvariant();

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
        if (text.StartsWith(HoldingPrefix, StringComparison.Ordinal) && HouseholdRules.FactNames.Fits(text[HoldingPrefix.Length..]))
        {
            return new RosterColumn(RosterField.Holding, text[HoldingPrefix.Length..]);
        }

        if (text.StartsWith(EachPrefix, StringComparison.Ordinal) && HouseholdRules.FactNames.Fits(text[EachPrefix.Length..]))
        {
            return new RosterColumn(RosterField.Holding, text[EachPrefix.Length..]) { IsEach = true };
        }

        if (text.StartsWith(LabelPrefix, StringComparison.Ordinal) && RosterLabels.IsName(text[LabelPrefix.Length..]))
        {
            return new RosterColumn(RosterField.Label, text[LabelPrefix.Length..]);
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

    /// <summary>What the columns of one table hold, each seen beside the others; null for one that is not known.</summary>
    public RosterColumn?[] FindAll(IReadOnlyList<string> headings)
    {
        var found = headings.Select(Find).ToArray();
        bool Has(RosterField field) => found.Any(column => column?.Field == field);
        foreach (var (of, words) in Others)
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
            else if (found[at]?.Field == RosterField.IdNumber && !Has(RosterField.PersonName) && Has(RosterField.Name)
                && !Has(RosterField.HeadIdNumber))
            {
                found[at] = Fields["head_id_number"];
            }
        }

        return found;
    }

    /// <summary>The column that a heading is or may be; null for neither.</summary>
    public RosterColumn? Guess(string heading) =>
        Find(heading) ?? (Array.Find(Others, other => IsOneOf(heading, other.Headings)) is { Of: { } of } ? Find(of) : null);

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
        var (_, en, zh, _) = Array.Find(Table, row => row.Field == field);
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
    public IEnumerable<string> Headings(bool inChinese) => Kept.Select(row => inChinese ? row.Zh[0] : row.En)
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
        var (known, holdings) = (string.Join(", ", Kept.Select(row => row.En)), string.Join(", ", Known.Names));
        return new Problem(ProblemCodes.UnknownField, "columns." + shown, new LocalizedText(
            $"没有列“{shown}”；可用：{string.Join("、", Kept.Select(row => row.Zh[0]))}，持有量 {holdings}，其他持有量写作 {HoldingPrefix}名称",
            $"there is no column \"{shown}\"; known: {known}, the holdings {holdings}, and others as {HoldingPrefix}name"));
    }

    private static IEnumerable<(RosterField Field, string En, string[] Zh, string[] Also)> Kept =>
        Table.Where(row => new RosterColumn(row.Field, row.En).IsKept);

    private bool IsOf(string heading, string holding) =>
        (Fields.GetValueOrDefault(heading) ?? Known.Find(heading)) is { Field: RosterField.Holding } column && column.Name == holding;
}
