using LinkageService.Engine.Problems;

namespace LinkageService.Console.Pages.Schemes.Form;

/// <summary>How a field of a step is filled in.</summary>
internal enum StepFieldKind
{
    /// <summary>A formula or a name.</summary>
    Text,

    /// <summary>A pool that money comes from.</summary>
    Source,

    /// <summary>An account that money goes to.</summary>
    Target,

    /// <summary>A group of households.</summary>
    Group,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>Accounts with their shares.</summary>
    Parts,

    /// <summary>What each value of a label weighs: a figure of its households, or a part written for each.</summary>
    Weights,

    /// <summary>Groups with their factors.</summary>
    Factors,

    /// <summary>Steps that came before.</summary>
    Steps,

    /// <summary>A label of the roster, such as the village.</summary>
    Label,

    /// <summary>Who comes first: groups and columns, in order.</summary>
    Rank,
}

/// <summary>A field of a step as the form shows it.</summary>
internal sealed record StepField(string Key, StepFieldKind Kind, LocalizedText Label)
{
    /// <summary>What an empty field means.</summary>
    public LocalizedText? Empty { get; init; }

    /// <summary>What can be chosen besides nothing.</summary>
    public IReadOnlyList<(string Value, LocalizedText Words)> Choices { get; init; } = [];
}

/// <summary>What the form calls the fields of a scheme, in the words of the trade.</summary>
internal static class FormWords
{
    private static readonly StepField To = new("to", StepFieldKind.Group, new("给哪些户", "For which households"));

    private static readonly StepField From = new("from", StepFieldKind.Source, new("钱从哪里来", "Where the money comes from"));

    private static readonly StepField Into = new("into", StepFieldKind.Target, new("转到哪里", "Where it goes"));

    private static readonly StepField Shortfall = new("onShortfall", StepFieldKind.Choice, new("钱不够时", "When money lacks"))
    {
        Empty = new("停下，说明差多少", "stop and say how much lacks"),
        Choices =
        [
            ("fail", new("停下，说明差多少", "stop and say how much lacks")),
            ("prorate", new("各户按比例打折", "cut every household in proportion")),
        ],
    };

    private static readonly Dictionary<string, StepField[]> Steps = new(StringComparer.Ordinal)
    {
        ["split"] =
        [
            From with { Label = new("分哪一笔钱", "Which money") },
            new("into", StepFieldKind.Parts, new("分成几份", "The parts")),
            Within with { Label = new("先按哪种归属分开（如各村）", "Divided first by which label (such as the village)") },
            new("by", StepFieldKind.Weights, new("各村按什么的合计分", "What each of them weighs"))
            {
                Empty = new("按户数", "its households"),
            },
        ],
        ["take"] =
        [
            From,
            new("amount", StepFieldKind.Text, new("提取多少", "How much")),
            new("bound", StepFieldKind.Choice, new("不到一分的零头", "What is below a fen"))
            {
                Empty = new("四舍五入", "rounded half up"),
                Choices =
                [
                    ("exact", new("四舍五入", "rounded half up")), ("at_most", new("舍去（原文写“不超过”）", "dropped (the text says at most)")),
                    ("at_least", new("进为一分（原文写“不低于”）", "counted as one (the text says at least)")),
                ],
            },
            new("limit", StepFieldKind.Choice, new("钱不够时", "When money lacks"))
            {
                Empty = new("停下，说明差多少", "stop and say how much lacks"),
                Choices = [("available", new("有多少取多少", "take what there is"))],
            },
            Into,
        ],
        ["allocate"] =
        [
            From with { Label = new("分哪一笔钱", "Which money") },
            new("by", StepFieldKind.Text, new("按什么分", "By what it is shared")) { Empty = new("每户一样多", "every household alike") },
            To,
            Within,
            new("over", StepFieldKind.Group, new("按哪些户算每份多少", "Whose weights are counted")) { Empty = new("就按分到的户", "those it is for") },
            Factors,
            new("floor", StepFieldKind.Text, new("每户至少", "At least, per household")) { Empty = new("没有保底", "no floor") },
            new("cap", StepFieldKind.Text, new("每户最多", "At most, per household")) { Empty = new("不封顶", "no cap") },
            new("excess", StepFieldKind.Choice, new("超过封顶的部分", "What is above the cap"))
            {
                Empty = new("其余各户再分", "the others share it"),
                Choices = [("redistribute", new("其余各户再分", "the others share it")), ("keep", new("留在这笔钱里", "it stays"))],
            },
            new("rounding", StepFieldKind.Choice, new("零头怎么办", "Odd fen"))
            {
                Empty = new("补给舍去最多的户，正好分完", "to whom lost most, until all is shared"),
                Choices =
                [
                    ("largest_remainder", new("补给舍去最多的户，正好分完", "to whom lost most, until all is shared")),
                    ("per_unit_rate", new("先定每份单价到分，零头留下", "a rate per unit to the fen; the rest stays")),
                    ("floor_and_keep", new("每户舍去，零头留下", "dropped per household; the rest stays")),
                ],
            },
            Unit,
            new("ifEmpty", StepFieldKind.Choice, new("没有人可分时", "When nobody is there"))
            {
                Empty = new("停下，说明原因", "stop and say why"),
                Choices = [("fail", new("停下，说明原因", "stop and say why")), ("keep", new("钱留着，后面再分", "the money stays"))],
            },
        ],
        ["pay"] =
        [
            From with { Label = new("由谁付", "Who pays") },
            new("amount", StepFieldKind.Text, new("每户多少", "How much per household")),
            To,
            Factors,
            Unit,
            Shortfall,
        ],
        ["guarantee"] =
        [
            From with { Label = new("由谁补", "Who tops up") },
            new("floor", StepFieldKind.Text, new("保底数", "The floor")),
            new("counting", StepFieldKind.Steps, new("哪些步骤给的钱算在内", "Which steps count")),
            To,
            Unit,
            Shortfall,
        ],
        ["select"] =
        [
            new("places", StepFieldKind.Text, new("名额", "Places")),
            new("from", StepFieldKind.Group, new("从哪些户里选", "From which households")),
            new("rank", StepFieldKind.Rank, new("谁在先", "Who comes first")),
            new("as", StepFieldKind.Text, new("选出来的户叫什么", "What the chosen are called")),
        ],
        ["withhold"] =
        [
            new("of", StepFieldKind.Steps, new("从哪些步骤给的钱里扣", "Out of which steps")),
            new("amount", StepFieldKind.Text, new("每户扣多少", "How much per household")),
            new("limit", StepFieldKind.Text, new("最多扣几成", "At most")) { Empty = new("扣足", "all of it") },
            new("total", StepFieldKind.Text, new("或者合计扣多少", "Or how much in all")),
            new("by", StepFieldKind.Text, new("合计按什么分摊", "By what the total is shared")) { Empty = new("每户一样多", "every household alike") },
            Into,
            To,
            new("allowNegative", StepFieldKind.Choice, new("扣完还欠的", "When more is owed"))
            {
                Empty = new("停下，不许扣成负数", "stop: nobody may end below zero"),
                Choices =
                [
                    ("true", new("可以扣成负数", "it may end below zero")),
                    ("false", new("停下，不许扣成负数", "stop: nobody may end below zero")),
                ],
            },
        ],
        ["record"] =
        [
            new("amount", StepFieldKind.Text, new("每户记多少", "How much per household")),
            new("total", StepFieldKind.Text, new("或者合计记多少", "Or how much in all")),
            new("by", StepFieldKind.Text, new("合计按什么分摊", "By what the total is shared")) { Empty = new("每户一样多", "every household alike") },
            To,
        ],
    };

    private static StepField Within => new("within", StepFieldKind.Label, new("在哪种归属之内分（如本村）", "Within which label (such as the village)"))
    {
        Empty = new("不分归属", "by no label"),
    };

    private static StepField Factors => new("factors", StepFieldKind.Factors, new("系数", "Factors"));

    private static StepField Unit => new("unit", StepFieldKind.Text, new("发到整几元", "In whole"))
    {
        Empty = new("到分", "fen"),
    };

    private static readonly StepField Benefit = new("benefit", StepFieldKind.Text, new("报表里叫什么", "What reports call it"))
    {
        Empty = new("就用步骤的编号", "the id of the step"),
    };

    /// <summary>The fields of a kind of step, without those every step has; none for a kind that is not known.</summary>
    public static IReadOnlyList<StepField> Of(string? kind) =>
        kind is null || !Steps.TryGetValue(kind, out var fields) ? []
        : kind is "allocate" or "pay" or "guarantee" or "withhold" or "record" ? [.. fields, Benefit]
        : fields;

    /// <summary>The keys every step has, which the form shows in places of their own.</summary>
    public static IReadOnlyList<string> OfEveryStep { get; } = ["id", "kind", "title", "clause", "when"];

    /// <summary>What a new step of a kind does, to choose by.</summary>
    public static LocalizedText About(string kind) => kind switch
    {
        "split" => new("分成：一笔钱按份数或比例分成几笔", "Split: one sum into several by parts"),
        "take" => new("提取：从一笔钱里提出一部分，如公积金", "Take: part of a sum, such as a reserve"),
        "allocate" => new("分到户：一笔钱按土地、股份等分给农户", "Share out: a sum among households by land or shares"),
        "pay" => new("付款：每户按数量和单价付，如租金、工资", "Pay: each household by quantity and price, such as rent"),
        "guarantee" => new("保底：不到保底数的户补到保底数", "Guarantee: top up whoever is below a floor"),
        "select" => new("选户：名额有限时按次序选", "Choose: fill limited places in order"),
        "withhold" => new("扣款：从农户应得里扣，如水费、还款", "Withhold: out of what households get, such as a fee"),
        "record" => new("记录：只记一笔，不付钱", "Note: recorded without paying"),
        _ => new(kind, kind),
    };

    /// <summary>A type of parameter or figure of the year.</summary>
    public static LocalizedText Type(string? type) => type switch
    {
        "rate" => new("比例", "rate"),
        "money" => new("金额（元）", "amount (yuan)"),
        "number" => new("数", "number"),
        "parts" => new("份数", "parts"),
        "tiers" => new("分档表", "table of brackets"),
        "count" => new("个数", "count"),
        "price" => new("单价", "price"),
        "quantity" => new("数量", "quantity"),
        _ => new(type ?? "", type ?? ""),
    };

    /// <summary>How the brackets of a table are used.</summary>
    public static IReadOnlyList<(string Value, LocalizedText Words)> Modes { get; } =
    [
        ("marginal", new("分段：每一段按自己的值，再相加", "by bracket: each part by its own value, added up")),
        ("whole", new("全额：落在哪一档，全部按那一档", "as a whole: all of it by the bracket it falls in")),
        ("fixed", new("定额：落在哪一档，就是那一档的值", "fixed: the value of the bracket it falls in")),
    ];

    /// <summary>How a figure is compared with a limit.</summary>
    public static IReadOnlyList<(string Value, LocalizedText Words)> Comparisons { get; } =
    [
        ("above", new("超过", "above")), ("atLeast", new("不低于", "at least")),
        ("below", new("低于", "below")), ("atMost", new("不超过", "at most")),
    ];

    /// <summary>Where the limit of a bracket belongs.</summary>
    public static IReadOnlyList<(string Value, LocalizedText Words)> Bounds { get; } =
    [
        ("upTo", new("算在本档（“不超过”“以内”）", "to the bracket below it (at most)")),
        ("below", new("算在下一档（“不足”“不满”）", "to the bracket above it (less than)")),
    ];

    /// <summary>What the values of a table are.</summary>
    public static IReadOnlyList<(string Value, LocalizedText Words)> Gives { get; } =
    [
        ("", new("比例", "rates")), ("rate", new("比例", "rates")), ("money", new("金额（元）", "amounts (yuan)")),
        ("number", new("数（如倍数）", "numbers")),
    ];

    /// <summary>The columns of a member account.</summary>
    public static IReadOnlyList<(string Value, LocalizedText Words)> MemberAccounts { get; } =
    [
        ("", new("看名称，不是其中一栏的就不记", "by its name, else not kept")),
        ("capital", new("成员出资", "capital")), ("reserve_quota", new("公积金份额", "share of the reserve")),
        ("subsidy_quota", new("财政补助量化份额", "share of subsidies")), ("donation_quota", new("捐赠量化份额", "share of donations")),
        ("patronage", new("交易量（额）", "patronage")), ("none", new("不记入成员账户", "not kept")),
    ];

    /// <summary>Which days a stored roster counts.</summary>
    public static IReadOnlyList<(string Value, LocalizedText Words)> Weightings { get; } =
    [
        ("", new("登记日当天的数", "what it is on the record date")), ("record_date", new("登记日当天的数", "what it is on the record date")),
        ("time_weighted", new("按在册的天数算", "by the days it was held")),
    ];

    /// <summary>Whether an amount of the year is there to be shared.</summary>
    public static IReadOnlyList<(string Value, LocalizedText Words)> Pools { get; } =
    [
        ("", new("是，最后要分完", "yes, all of it")), ("true", new("是，最后要分完", "yes, all of it")),
        ("false", new("不是，只用来计算", "no, it is only computed with")),
    ];

    /// <summary>The code of a requirement that is not met.</summary>
    public static IReadOnlyList<(string Value, LocalizedText Words)> RequirementCodes { get; } =
    [
        ("", new("一般要求", "a requirement")), ("requirement_not_met", new("一般要求", "a requirement")),
        ("reserve_out_of_bounds", new("公积金提取超出范围", "reserve out of bounds")),
        ("patronage_below_minimum", new("按交易量返还低于最低比例", "patronage refund below its minimum")),
    ];
}
