using System.Diagnostics;
using LinkageService.Engine.Problems;
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
    AccountHolder,
    Bank,
    Account,
    PersonName,
    IdNumber,
    Relation,
    Head,
    Joined,
    Left,
    Deceased,
}

/// <summary>A column of a roster table.</summary>
/// <param name="Field">What it holds.</param>
/// <param name="Name">Its English heading, or the holding's name.</param>
public sealed record RosterColumn(RosterField Field, string Name)
{
    /// <summary>Whether its cells are never shown.</summary>
    public bool IsPrivate => Field is RosterField.IdNumber or RosterField.Account;

    /// <summary>Whether it says who or which one: digits that are no quantity.</summary>
    public bool IsIdentifier => Field is RosterField.HouseholdId or RosterField.IdNumber or RosterField.Account;

    /// <summary>Whether it belongs to a person and not to the household.</summary>
    public bool IsOfPerson => Field >= RosterField.PersonName;
}

/// <summary>The headings of roster tables, in both languages, and the holdings by the titles of the scheme library.</summary>
internal sealed class RosterTableColumns
{
    /// <summary>Before a holding whose name is a heading of ours, or none that the library knows.</summary>
    public const string HoldingPrefix = "holdings.";

    // The first of each language is the one written.
    private static readonly (RosterField Field, string En, string[] Zh, string[] Also)[] Table =
    [
        (RosterField.HouseholdId, "household_id", ["户编号"], ["id", "户号", "编号"]),
        (RosterField.Name, "name", ["户主"], ["户名", "户主姓名"]),
        (RosterField.Members, "members", ["成员数"], ["家庭人口", "人口数"]),
        (RosterField.Tags, "tags", ["标签"], ["户类型"]),
        (RosterField.AccountHolder, "account_holder", ["开户名"], ["账户名"]),
        (RosterField.Bank, "bank", ["开户行"], ["开户银行"]),
        (RosterField.Account, "account", ["账号"], ["银行账号", "社保卡号", "卡号"]),
        (RosterField.PersonName, "person_name", ["姓名"], ["成员姓名"]),
        (RosterField.IdNumber, "id_number", ["身份证号"], ["身份证号码", "公民身份号码"]),
        (RosterField.Relation, "relation", ["与户主关系"], ["关系"]),
        (RosterField.Head, "head", ["户主标志"], ["是否户主"]),
        (RosterField.Joined, "joined", ["加入日期"], []),
        (RosterField.Left, "left", ["退出日期"], []),
        (RosterField.Deceased, "deceased", ["死亡日期"], []),
    ];

    // What people write for holdings of the library beside the titles of the schemes.
    private static readonly (string Zh, string Name)[] Usual =
    [
        ("土地", "land"), ("土地面积", "land"), ("资金", "capital"), ("股金", "capital"), ("股份", "shares"), ("股数", "shares"),
        ("务工天数", "wage_days"), ("交易额", "patronage"), ("交易量", "patronage"),
    ];

    private readonly Dictionary<string, RosterColumn> _byHeading = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, LocalizedText> _titles = new(StringComparer.Ordinal);
    private readonly string _holdings;

    /// <summary>With the holdings of a library.</summary>
    public RosterTableColumns(SchemeLibrary library)
    {
        foreach (var (field, en, zh, also) in Table)
        {
            foreach (var heading in zh.Concat(also).Append(en))
            {
                _byHeading.Add(heading, new RosterColumn(field, en));
            }
        }

        var holdings = library.Latest.SelectMany(scheme => scheme.Holdings).ToArray();
        foreach (var (zh, name) in Usual.Where(usual => holdings.Any(holding => holding.Name == usual.Name)))
        {
            _byHeading.TryAdd(zh, new RosterColumn(RosterField.Holding, name));
        }

        // A title that stands for two holdings stands for none.
        foreach (var title in holdings.SelectMany(Titles).GroupBy(title => title.Zh, title => title.Name, StringComparer.Ordinal))
        {
            if (title.Distinct(StringComparer.Ordinal).Count() == 1)
            {
                _byHeading.TryAdd(title.Key, new RosterColumn(RosterField.Holding, title.First()));
            }
        }

        foreach (var holding in holdings)
        {
            _byHeading.TryAdd(holding.Name, new RosterColumn(RosterField.Holding, holding.Name));
            _titles.TryAdd(holding.Name, holding.Title);
        }

        _holdings = string.Join(", ", _titles.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>The column of a heading, or null.</summary>
    public RosterColumn? Find(string heading)
    {
        var text = heading.Trim();
        if (text.StartsWith(HoldingPrefix, StringComparison.Ordinal) && HouseholdRules.HoldingNames.Fits(text[HoldingPrefix.Length..]))
        {
            return new RosterColumn(RosterField.Holding, text[HoldingPrefix.Length..]);
        }

        return _byHeading.GetValueOrDefault(text);
    }

    /// <summary>The heading of a field as we write it.</summary>
    public static string Heading(RosterField field, bool inChinese)
    {
        var (_, en, zh, _) = Array.Find(Table, row => row.Field == field);
        return inChinese ? zh[0] : en;
    }

    /// <summary>What people call a field: its Chinese heading, and English words for pages.</summary>
    public static LocalizedText Label(RosterField field) => new(
        field == RosterField.Holding ? "持有量" : Heading(field, inChinese: true), field switch
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
        _ => throw new UnreachableException(),
    });

    /// <summary>Every heading that a table may have, as we write it: the fields, then the holdings of the library.</summary>
    public IEnumerable<string> Headings(bool inChinese) => Table.Select(row => inChinese ? row.Zh[0] : row.En)
        .Concat(Holdings.Select(name => HeadingOfHolding(name, inChinese)));

    /// <summary>The heading of a holding as we write it: one that <see cref="Find"/> takes for it.</summary>
    public string HeadingOfHolding(string name, bool inChinese) =>
        inChinese && _titles.TryGetValue(name, out var title) && IsOf(title.Zh, name) ? title.Zh
        : IsOf(name, name) ? name
        : HoldingPrefix + name;

    /// <summary>What people call a holding: its title in the library, or its name where no scheme knows it.</summary>
    public LocalizedText TitleOfHolding(string name) => _titles.GetValueOrDefault(name) ?? new LocalizedText(name, name);

    /// <summary>The holdings of the library, by name in ordinal order.</summary>
    public IEnumerable<string> Holdings => _titles.Keys.Order(StringComparer.Ordinal);

    /// <summary>Says that a heading is none of ours.</summary>
    public Problem Unknown(string heading)
    {
        var shown = NumberProblems.Shorten(heading);
        var known = string.Join(", ", Table.Select(row => row.En));
        return new Problem(ProblemCodes.UnknownField, "columns." + shown, new LocalizedText(
            $"没有列“{shown}”；可用：{string.Join("、", Table.Select(row => row.Zh[0]))}，持有量 {_holdings}，其他持有量写作 {HoldingPrefix}名称",
            $"there is no column \"{shown}\"; known: {known}, the holdings {_holdings}, and others as {HoldingPrefix}name"));
    }

    private bool IsOf(string heading, string holding) =>
        _byHeading.TryGetValue(heading, out var column) && column.Field == RosterField.Holding && column.Name == holding;

    // 入股土地（亩） is also found as 入股土地.
    private static IEnumerable<(string Zh, string Name)> Titles(SchemeHolding holding)
    {
        var title = holding.Title.Zh;
        yield return (title, holding.Name);
        if (title.IndexOf('（', StringComparison.Ordinal) is > 0 and var unit)
        {
            yield return (title[..unit], holding.Name);
        }
    }
}
