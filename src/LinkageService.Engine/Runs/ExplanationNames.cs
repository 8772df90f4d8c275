using System.Diagnostics;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Runs;

/// <summary>
/// What the figures of a formula are called: in Chinese by the titles of the scheme, as the accountant knows them; in
/// English by their names in the document, as in requests and answers.
/// </summary>
internal sealed class ExplanationNames
{
    private readonly Scheme _scheme;

    public ExplanationNames(Scheme scheme)
    {
        _scheme = scheme;
        Zh = new FormulaText(Title, unit => Units.Words(Dimension.Of(unit)).Zh.TrimStart(), ChoiceZh);
    }

    /// <summary>Formulas in Chinese titles.</summary>
    public FormulaText Zh { get; }

    /// <summary>One of several values in Chinese: <c>（市场价 与 保底价 中较大的）</c>.</summary>
    public static string ChoiceZh(string function, IReadOnlyList<string> of) =>
        $"（{string.Join(of.Count == 2 ? " 与 " : "、", of.Select(Inner))} 中较{(function == "max" ? "大" : "小")}的）";

    // A choice within a choice stands in brackets of another kind.
    private static string Inner(string text) =>
        !text.Contains("中较大的）", StringComparison.Ordinal) && !text.Contains("中较小的）", StringComparison.Ordinal) ? text
        : text.Replace('〔', '［').Replace('〕', '］').Replace('（', '〔').Replace('）', '〕');

    /// <summary>What a figure measures, where its name says so.</summary>
    public Dimension DimensionOf(Expression figure) => figure switch
    {
        Name name => DimensionOf(name.Text),
        Call { Function: "received" or "pool" or "fund" or "carry" or "payer" } => Dimension.Yuan,
        Call { Function: "count" } => Dimension.Of("household"),
        Call { Function: "sum", Arguments: [Name name] } => DimensionOf(name.Text),
        Call { Function: "tiers" } call => TableOf(call).Dimension,
        Literal or Negation or Binary or Call => Dimension.Plain,
        _ => throw new UnreachableException(),
    };

    /// <summary>The parameter of a name, or null.</summary>
    public SchemeParameter? Parameter(Expression figure) => figure switch
    {
        Name name => _scheme.Parameters.FirstOrDefault(parameter => parameter.Name == name.Text)
            ?? _scheme.Inputs.FirstOrDefault(input => input.Name == name.Text)?.Figure,
        Call { Function: "tiers" } call when TableOf(call) is { Mode: TierMode.Fixed } table => table.Gives,
        Literal or Negation or Binary or Call => null,
        _ => throw new UnreachableException(),
    };

    /// <summary>The table a call of <c>tiers</c> names, as the document has it for all years.</summary>
    public TierTable TableOf(Call call) => _scheme.Tiers.First(table => table.Name == ((Name)call.Arguments[0]).Text);

    /// <summary>The titles of steps in Chinese: <c>“土地分红”、“全额返还”</c>.</summary>
    public string Steps(IEnumerable<string> steps) => string.Join('、', steps.Select(id =>
        $"“{_scheme.Steps.FirstOrDefault(step => step.Id == id)?.Title.Zh ?? id}”"));

    private string Title(Expression figure) => figure switch
    {
        Name { Text: "year" } => "年份",
        Name name => Title(name.Text),
        Call { Function: "received" } call => Steps(call.Arguments.Select(step => ((Name)step).Text)) + "所得",
        Call { Function: "pool", Arguments: [Name pool] } =>
            "“" + new SchemeTitles(_scheme).Of(new Account(AccountKind.Pool, pool.Text)).Zh + "”余额",
        Call { Function: "count" } call => Group(((Name)call.Arguments[0]).Text) + "户数",
        Call { Function: "tiers" } call => TitleOf(TableOf(call)) + "（" + Zh.Show(call.Arguments[1]) + "）",
        Call call when FormulaChecker.AccountOf(call) is { } account => new SchemeTitles(_scheme).OfKept(account).Zh,
        Call call => "全体合计（" + Zh.Show(call.Arguments[0]) + "）",
        _ => throw new InvariantBrokenException("a figure is a name or a call"),
    };

    private static string TitleOf(TierTable table) => table.Title.Zh.Length > 0 ? table.Title.Zh : table.Name;

    // A title often ends with its unit, which the number carries anyway: 日工资（元/天）.
    private string Title(string name)
    {
        var title = _scheme.Parameters.Where(parameter => parameter.Name == name)
            .Select(parameter => parameter.Title.Zh)
            .Concat(_scheme.Inputs.Where(input => input.Name == name).Select(input => input.Title.Zh))
            .Concat(_scheme.Holdings.Where(holding => holding.Name == name).Select(holding => holding.Title.Zh))
            .FirstOrDefault(title => title.Length > 0) ?? name;
        return SchemeTitles.WithoutUnit(title, DimensionOf(name));
    }

    private Dimension DimensionOf(string name) =>
        _scheme.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Dimension
        ?? _scheme.Inputs.FirstOrDefault(input => input.Name == name)?.FormulaType.Dimension
        ?? (_scheme.Holdings.FirstOrDefault(holding => holding.Name == name) is { } held
            ? Dimension.Of(held.Unit)
            : Dimension.Plain);

    private static string Group(string group) => group switch
    {
        "everyone" => "全体",
        "registered" => "建档立卡户",
        "monitored" => "监测对象",
        "hardship" => "困难人员",
        _ => $"“{group}”组",
    };
}
