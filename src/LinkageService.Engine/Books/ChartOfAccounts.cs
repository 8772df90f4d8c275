using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Books;

/// <summary>
/// A chart of accounts (会计科目表): codes and titles out of a table, and which of them a distribution goes through. The cooperative's is
/// that of 财会〔2021〕37号, the collective's that of 财会〔2023〕14号. A company keeps its books by other rules and has none here.
/// </summary>
public sealed class ChartOfAccounts
{
    private const string Heading = "code,class,title_zh,title_en";

    private static readonly Lazy<ChartOfAccounts> CooperativeChart = new(() => new ChartOfAccounts("cooperative"));
    private static readonly Lazy<ChartOfAccounts> CollectiveChart = new(() => new ChartOfAccounts("collective"));

    private readonly string[] _ownPayers;

    private ChartOfAccounts(string name)
    {
        Name = name;
        Accounts = Read(name);
        IsCooperative = name == "cooperative";
        _ownPayers = IsCooperative ? ["cooperative", "union", "合作社", "联合社"] : ["collective", "村集体", "集体", "集体经济组织"];
    }

    /// <summary>Of a farmers' cooperative, and of a union of them.</summary>
    public static ChartOfAccounts Cooperative => CooperativeChart.Value;

    /// <summary>Of a rural collective.</summary>
    public static ChartOfAccounts Collective => CollectiveChart.Value;

    /// <summary>cooperative or collective.</summary>
    public string Name { get; }

    /// <summary>Whether it is the cooperative's.</summary>
    public bool IsCooperative { get; }

    /// <summary>Every account, in the order of the rules.</summary>
    public IReadOnlyList<ChartAccount> Accounts { get; }

    /// <summary>The chart an organisation keeps its books by; null for a company and for an agreement, which have none here.</summary>
    public static ChartOfAccounts? Of(string legalForm) => legalForm switch
    {
        "farmer_cooperative" or "cooperative_union" => Cooperative,
        "rural_collective" => Collective,
        "company" or "contract_scheme" => null,
        _ => throw new ArgumentOutOfRangeException(nameof(legalForm), legalForm, "No such legal form is known."),
    };

    /// <summary>库存现金.</summary>
    public ChartAccount Cash => this["101"];

    /// <summary>银行存款.</summary>
    public ChartAccount Bank => this["102"];

    /// <summary>What others owe: 应收款.</summary>
    public ChartAccount Receivable => this[IsCooperative ? "113" : "112"];

    /// <summary>What is owed to others than members: 应付款.</summary>
    public ChartAccount Payable => this["211"];

    /// <summary>What is owed for work: 应付劳务费.</summary>
    public ChartAccount Labour => this["213"];

    /// <summary>应交税费.</summary>
    public ChartAccount Tax => this["214"];

    /// <summary>Current accounts with members: 成员往来, 内部往来.</summary>
    public ChartAccount Members => this[IsCooperative ? "114" : "113"];

    /// <summary>应付盈余返还; a collective has none and uses <see cref="Members"/>.</summary>
    public ChartAccount Patronage => IsCooperative ? this["221"] : Members;

    /// <summary>What is owed of a distribution: 应付剩余盈余, or 内部往来.</summary>
    public ChartAccount Dividend => IsCooperative ? this["222"] : Members;

    /// <summary>盈余公积, 公积公益金.</summary>
    public ChartAccount Reserve => this[IsCooperative ? "322" : "311"];

    /// <summary>盈余分配, 收益分配.</summary>
    public ChartAccount Distribution => this[IsCooperative ? "332" : "322"];

    /// <summary>经营支出.</summary>
    public ChartAccount OperatingExpense => this[IsCooperative ? "521" : "511"];

    /// <summary>其他支出.</summary>
    public ChartAccount OtherExpense => this[IsCooperative ? "529" : "515"];

    /// <summary>What members owe: 成员往来; of a collective 应收款, so that it is seen that a debt was set off.</summary>
    public ChartAccount Debts => IsCooperative ? Members : Receivable;

    /// <summary>The sub-account of <see cref="Tax"/> for what is withheld from people.</summary>
    public LocalizedText PersonalTax { get; } = new("应交个人所得税", "Individual income tax");

    /// <summary>其他收入.</summary>
    public ChartAccount OtherIncome => this[IsCooperative ? "502" : "504"];

    /// <summary>The sub-account of <see cref="Distribution"/> that is cleared at the end of the year.</summary>
    public LocalizedText Various { get; } = new("各项分配", "Distributions of the year");

    /// <summary>The sub-account of <see cref="Distribution"/> that goes on.</summary>
    public LocalizedText Undistributed => IsCooperative ? new("未分配盈余", "Undistributed surplus") : new("未分配收益", "Undistributed income");

    /// <summary>The account of a code.</summary>
    /// <exception cref="KeyNotFoundException">The chart has none.</exception>
    public ChartAccount this[string code] => Accounts.FirstOrDefault(account => account.Code == code)
        ?? throw new KeyNotFoundException($"the {Name} chart has no account {code}");

    /// <summary>Whether a payer of a scheme is the organisation itself, by its name: what it pays is an expense of its own.</summary>
    public bool IsOwn(string payer) => _ownPayers.Contains(payer, StringComparer.Ordinal);

    private static ChartAccount[] Read(string name)
    {
        using var stream = typeof(ChartOfAccounts).Assembly.GetManifestResourceStream($"charts/{name}.csv")!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines[0] == Heading
            ? [.. lines.Skip(1).Select(line => line.Split(',')).Select(cells =>
                new ChartAccount(cells[0], Enum.Parse<AccountClass>(cells[1], ignoreCase: true), new LocalizedText(cells[2], cells[3])))]
            : throw new FormatException($"{name}: the first line is {Heading}");
    }
}
