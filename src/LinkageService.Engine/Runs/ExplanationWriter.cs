using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Runs;

/// <summary>Collects the sentences and figures of one explanation.</summary>
/// <param name="result">What the step did.</param>
/// <param name="moment">The run as the step found it.</param>
/// <param name="household">Whose amount is explained; null for the money of the step as a whole.</param>
internal sealed partial class ExplanationWriter(StepResult result, PastMoment moment, int? household = null)
{
    private readonly StringBuilder _zh = new($"【{result.Step.Title.Zh}】");
    private readonly StringBuilder _en = new(result.Step.Title.En + ": ");
    private readonly List<(string Name, string Value)> _figures = [];
    private readonly SortedSet<string> _counted = new(StringComparer.Ordinal); // the holdings whose share-days were said
    private readonly ExplanationNames _names = new(moment.Scheme);

    /// <summary>What the share-days of the household are made of, where that is known.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<HoldingPiece>>? Pieces { get; init; }

    public int Household => household ?? throw new InvariantBrokenException("no household's amount is explained");

    /// <summary>The days whose share-days a figure is, or null: only the name of a time-weighted holding is one.</summary>
    public HoldingWindow? WindowOf(Expression? figure)
    {
        for (var holding = 0; figure is Name name && holding < moment.Scheme.Holdings.Count; holding++)
        {
            if (moment.Scheme.Holdings[holding].Name == name.Text && moment.Roster.DaysOf(holding) > 1)
            {
                _counted.Add(name.Text);
                return moment.Roster.Window;
            }
        }

        return null;
    }

    /// <summary>Yuan for people.</summary>
    public static string Yuan(long fen) => new Money(fen).ToDisplayString();

    /// <summary>An exact value with so many decimals at most, and at least some; … marks that it goes on.</summary>
    public static string Exact(Fraction value, int decimals = 8, int keep = 2)
    {
        var scaled = value * new Fraction(BigInteger.Pow(10, decimals), 1);
        var cut = Rounding.Down(scaled.Sign < 0 ? -scaled : scaled);
        var ends = scaled.Denominator.IsOne;
        var text = DecimalText.Format(scaled.Sign < 0 ? -cut : cut, decimals, keep: ends ? keep : decimals);
        return ends ? text : text + "…";
    }

    /// <summary>A number for people, with thousands separators; yuan with two decimals at least.</summary>
    public static string Number(string exact, bool isYuan = false)
    {
        var point = exact.IndexOf('.', StringComparison.Ordinal);
        if (exact.Contains('/', StringComparison.Ordinal))
        {
            return exact;
        }

        var (whole, rest) = point < 0 ? (exact, "") : (exact[..point], exact[point..]);
        var first = whole.StartsWith('-') ? 1 : 0;
        for (var at = whole.Length - 3; at > first; at -= 3)
        {
            whole = whole.Insert(at, ",");
        }

        return whole + (isYuan ? (rest.Length == 0 ? "." : rest).PadRight(3, '0') : rest);
    }

    /// <summary>A quantity for people, without its unit: money always with two decimals.</summary>
    public static string Quantity(Fraction value, Dimension dimension) => Number(value.ToString(), dimension.IsYuan);

    public void Say(string zh, string en)
    {
        _zh.Append(zh);
        _en.Append(en);
    }

    /// <summary>Adds a figure; one that stands there already is not said twice.</summary>
    public void Figure(string name, string value)
    {
        if (!_figures.Contains((name, value)))
        {
            _figures.Add((name, value));
        }
    }

    /// <summary>A formula in the titles of its figures.</summary>
    public string TitlesOf(Formula formula) => _names.Zh.Show(formula.Expression);

    /// <summary>The titles of steps.</summary>
    public string TitlesOf(IEnumerable<string> steps) => _names.Steps(steps);

    /// <summary>What people call an account, as its title in the scheme.</summary>
    public LocalizedText TitleOf(Account account) => new SchemeTitles(moment.Scheme).Of(account);

    /// <summary>The households of a group.</summary>
    public LocalizedText GroupTitle(string group) => new SchemeTitles(moment.Scheme).OfGroup(group);

    /// <summary>What the figure of a condition came to: <c>“利润”是 0.00 元</c>, and its value alone.</summary>
    public (LocalizedText Words, string Value) WhenFigure(WhenFigure figure)
    {
        if (figure.Subject == "pool")
        {
            var (pool, held) = (new Account(AccountKind.Pool, figure.Name), moment.Balance(figure.Name));
            return (new LocalizedText($"“{TitleOf(pool).Zh}”是 {held.ToDisplayString()} 元", $"{pool} is {held.ToDisplayString()} yuan"),
                held.ToString());
        }

        var (name, value) = (new Name(1, figure.Name), moment.Value(figure.Name).Single);
        return (new LocalizedText($"{_names.Zh.Show(name)}是 {InNumbers(name, value, isChinese: true)}",
            $"{figure.Name} is {InNumbers(name, value, isChinese: false)}"), value.ToString());
    }

    /// <summary>The year of the accounts.</summary>
    public string Year => moment.Value("year").Single.ToString();

    /// <summary>When a step is done.</summary>
    public LocalizedText WhenOf(StepWhen when) => StepSentences.OfWhen(moment.Scheme, when);

    /// <summary>What people call a label.</summary>
    public LocalizedText LabelTitle(string label) => new SchemeTitles(moment.Scheme).Of(label);

    /// <summary>What steps gave this household, in yuan.</summary>
    public Fraction Received(IReadOnlyList<string> steps) => moment.Received(steps)[Household];

    /// <summary>A formula, the same in this household's numbers, and the result: <c>a × b = 2 × 3 = 6</c>.</summary>
    /// <param name="formula">The formula, over this household or over the run as a whole.</param>
    /// <param name="comesTo">What it comes to, as it is shown.</param>
    /// <param name="unit">What the result is counted in.</param>
    /// <param name="withTitles">Whether its figures are named before they are said in numbers.</param>
    /// <param name="name">The name of the formula among the figures.</param>
    public void SayFormula(Formula formula, string comesTo, LocalizedText unit, bool withTitles = true, string name = "formula")
    {
        var figures = FormulaText.Figures(formula.Expression).ToArray();
        var values = figures.ToDictionary(FormulaText.WordOf, figure => ValueOf(formula, figure));
        foreach (var figure in figures)
        {
            Figure(FormulaText.WordOf(figure), values[FormulaText.WordOf(figure)].ToString());
        }

        Figure(name, formula.Text);
        var (zh, en) = (_names.Zh.Show(formula.Expression), FormulaText.AsWritten.Show(formula.Expression));
        var years = FormulaText.Years(formula.Expression).ToHashSet(StringComparer.Ordinal);
        var inNumbers = new FormulaText(figure => Shown(figure, isChinese: true),
            literal => Units.Words(Dimension.Of(literal)).Zh.TrimStart(), ExplanationNames.ChoiceZh);
        var inPlainNumbers =
            new FormulaText(figure => Shown(figure, isChinese: false),
            literal => literal, (function, of) => function + "(" + string.Join(", ", of) + ")");
        if (formula.Expression is Call { Function: "tiers" } only)
        {
            SayTiers(formula, only, new LocalizedText(comesTo + unit.Zh, comesTo + unit.En));
            return;
        }

        if (formula.Expression is Name or Literal)
        {
            var (title, equals) = formula.Expression is Name ? (zh + " ", en + " = ") : ("", "");
            Say($"{title}{comesTo}{unit.Zh}", $"{equals}{comesTo}{unit.En}");
            return;
        }

        // A formula without figures is the same in titles and in numbers.
        var (titles, names) = figures.Length > 0 && withTitles ? (zh + " = ", en + " = ") : ("", "");
        Say($"{titles}{inNumbers.Show(formula.Expression)} = {comesTo}{unit.Zh}",
            $"{names}{inPlainNumbers.Show(formula.Expression)} = {comesTo}{unit.En}");
        foreach (var tiers in figures.OfType<Call>().Where(call => call.Function == "tiers"))
        {
            var value = values[FormulaText.WordOf(tiers)];
            Say("；其中", "; in it ");
            SayTiers(formula, tiers, _names.Parameter(tiers) is { } gives
                ? TierWords.Value(gives, value) : TierWords.Quantity(value, _names.DimensionOf(tiers)));
        }

        // 2025 − 2020 are years, not 2,025 of something.
        string Shown(Expression figure, bool isChinese) => FormulaText.WordOf(figure) is var word && years.Contains(word)
            ? values[word].ToString() : InNumbers(figure, values[word], isChinese);
    }

    // 交售额 60,000.00 元分段计算：前 10,000.00 元按 3%，…
    private void SayTiers(Formula formula, Call call, LocalizedText comesTo)
    {
        var table = moment.Tiers(((Name)call.Arguments[0]).Text);
        var word = FormulaText.AsWritten.Show(call.Arguments[1]);
        var value = moment.Figure(word, formula with { Expression = call.Arguments[1] });
        var figure = Own(value);
        Figure(word, figure.ToString());
        var words = TierWords.Explain(table, figure, comesTo);
        Say($"{_names.Zh.Show(call.Arguments[1])} {words.Zh}", $"{word} {words.En}");
    }

    /// <summary>A formula that gives yuan, up to the exact amount.</summary>
    public void SayFormula(Formula formula, Fraction yuan)
    {
        Figure("exact", Exact(yuan));
        SayFormula(formula, Number(Exact(yuan)), new LocalizedText(" 元", " yuan"));
    }

    public Explanation Done(long amountFen)
    {
        Say(amountFen < 0 ? $"，扣 {Yuan(-amountFen)} 元，记作 {Yuan(amountFen)} 元。" : $"，得 {Yuan(amountFen)} 元。",
            $", gives {Yuan(amountFen)} yuan.");
        SayClause();
        foreach (var group in result.Step.Groups.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            SayMembership(group);
        }

        foreach (var holding in _counted)
        {
            SayPieces(holding);
        }

        return Whole(amountFen);
    }

    /// <summary>The explanation of a step's money.</summary>
    /// <param name="movedFen">What it moved in all.</param>
    public Explanation DoneMoney(long movedFen)
    {
        Say("。", ".");
        SayClause();
        return Whole(movedFen);
    }

    /// <summary>What a formula comes to over the households of each value of a label; their number for null.</summary>
    public Fraction[] SumsBy(LabelColumn label, Formula? formula)
    {
        var weights = formula is null ? Column.Constant(Fraction.One, moment.Households)
            : moment.Figure(FormulaText.AsWritten.Show(formula.Expression), formula).AsColumn(moment.Households);
        var sums = new BigInteger[label.Values.Count];
        for (var at = 0; at < weights.Count; at++)
        {
            sums[label.Codes[at]] += weights.IsSmall ? weights.Small[at] : weights.Wide[at];
        }

        return Array.ConvertAll(sums, sum => new Fraction(sum, weights.Denominator));
    }

    /// <summary>What a formula comes to that is the same for all.</summary>
    public Fraction ValueOf(Formula formula) => Own(moment.Figure(FormulaText.AsWritten.Show(formula.Expression), formula));

    private void SayClause()
    {
        if (result.Step.Clause is { } clause)
        {
            Say($"依据：“{clause}”。", $" Basis: “{clause}”.");
        }
    }

    private Explanation Whole(long amountFen)
    {
        Figure("amount", new Money(amountFen).ToString());
        return new Explanation(new LocalizedText(_zh.ToString(), _en.ToString()), result.Step.Clause, _figures);
    }

    private Fraction Own(FormulaValue value) => value.Column is { } column ? column[Household] : value.Single;

    // 股份按天：3 股 × 181 天（1月1日—6月30日） + 5 股 × 184 天（7月1日—12月31日） = 1,463 股·天。
    private void SayPieces(string holding)
    {
        if (Pieces?.GetValueOrDefault(holding) is not { Count: > 0 } pieces || moment.Roster.Window is not { } window)
        {
            return;
        }

        var (name, dimension) = (new Name(1, holding), _names.DimensionOf(new Name(1, holding)));
        var (unit, day) = (Units.Words(dimension), window.From.Year == window.To.Year ? "M月d日" : "yyyy年M月d日");
        var sum = Quantity(pieces.Aggregate(Fraction.Zero, (all, piece) => all + piece.ShareDays), dimension);
        var absent = window.Days - pieces.Sum(piece => piece.Days);
        var zh = pieces.Select(piece => string.Create(CultureInfo.InvariantCulture,
            $"{Quantity(piece.Value, dimension)}{unit.Zh} × {piece.Days} 天（{Day(piece.From)}—{Day(piece.To)}）"));
        var en = pieces.Select(piece => string.Create(CultureInfo.InvariantCulture,
            $"{Quantity(piece.Value, dimension)}{unit.En} × {EnglishCount.Of(piece.Days, "day")} ")
            + $"({piece.From:yyyy-MM-dd} to {piece.To:yyyy-MM-dd})");
        Say($"{_names.Zh.Show(name)}按天：{string.Join(" + ", zh)} = {sum}{unit.Zh}·天{(absent > 0 ? $"，其余 {absent} 天没有，算 0" : "")}。",
            $" {holding} by days: {string.Join(" + ", en)} = {sum}{unit.En}-days"
                + $"{(absent > 0 ? ", nothing on " + EnglishCount.Of(absent, "other day") : "")}.");
        Figure($"pieces({holding})", string.Join(" + ", pieces.Select(piece =>
            string.Create(CultureInfo.InvariantCulture, $"{piece.Value} × {piece.Days}"))));

        string Day(DateOnly date) => date.ToString(day, CultureInfo.InvariantCulture);
    }

    private Fraction ValueOf(Formula formula, Expression figure) =>
        Own(moment.Figure(FormulaText.WordOf(figure), formula with { Expression = figure }));

    private string InNumbers(Expression figure, Fraction value, bool isChinese)
    {
        if (_names.Parameter(figure) is { Type: ParameterType.Rate } rate)
        {
            var shown = rate.Show(value);
            return shown.Contains('/', StringComparison.Ordinal) ? "(" + shown + ")" : shown;
        }

        var dimension = _names.DimensionOf(figure);
        var unit = Units.Words(dimension);
        var isMoney = unit.En.StartsWith(" yuan", StringComparison.Ordinal);
        if (WindowOf(figure is Call { Function: "sum", Arguments: [Name summed] } ? summed : figure) is { } window)
        {
            var shareDays = Number((value * window.Days).ToString(), isMoney);
            return isChinese ? $"({shareDays}{unit.Zh}·天 ÷ {window.Days} 天)" : $"({shareDays} ÷ {EnglishCount.Of(window.Days, "day")})";
        }

        var number = Number(value.ToString(), isMoney);
        number = value.Sign < 0 ? "(" + number + ")" : number;
        return isChinese ? number + unit.Zh : number;
    }
}
