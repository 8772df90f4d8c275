using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Schemes;

/// <summary>Says formulas in words, with the values of parameters where they are decided.</summary>
internal sealed class FormulaWords(
    Scheme scheme, SchemeTitles titles, Func<SchemeParameter, Fraction?> valueOf, PoolsSoFar pools)
{
    /// <summary>A number for people.</summary>
    public static string Number(Fraction value, bool isMoney) => ExplanationWriter.Number(value.ToString(), isMoney);

    /// <summary>The formula in both languages.</summary>
    public LocalizedText Of(Expression expression) => expression switch
    {
        Literal literal => OfLiteral(literal),
        Name name => OfName(name.Text),
        Negation negation => Both(Factor(negation.Operand), of => "−" + of),
        Binary { Operator: '*' } product when AsShare(product) is { } share => share,
        Binary { Operator: '+' } sum when Sum(sum) is { } terms => terms,
        Binary binary => Infix(binary),
        Call call => OfCall(call),
        _ => throw new InvariantBrokenException("an expression of no kind"),
    };

    /// <summary>A comparison: <c>入股土地 ÷ 人口低于 1 亩/人</c>.</summary>
    public LocalizedText Of(FormulaComparison comparison)
    {
        var (figure, how, bound) = (Of(comparison.Formula.Expression), comparison.Comparison.Words(), Bound(comparison.Bound.Expression));
        return new LocalizedText($"{figure.Zh}{how.Zh}{(bound.Zh[0] is >= '0' and <= '9' ? " " : "")}{bound.Zh}",
            $"{figure.En} {how.En} {bound.En}");
    }

    /// <summary>A bound: a division of one unit is written with it, as in 1 亩/人.</summary>
    public LocalizedText Bound(Expression bound) => bound is Binary
    {
        Operator: '/', Left: Literal { Unit: { } over } figure, Right: Literal { Unit: { } under, Value: var one },
    } && one == Fraction.One
        ? new LocalizedText(Number(figure.Value, over == "yuan") + Units.Words(Dimension.Of(over) / Dimension.Of(under)).Zh,
            Number(figure.Value, over == "yuan") + Units.Words(Dimension.Of(over) / Dimension.Of(under)).En)
        : Of(bound);

    /// <summary>A rate, with its title and the bounds the document states where it is a parameter.</summary>
    public LocalizedText Rate(Expression rate)
    {
        if (Parameter(rate) is not { } parameter || valueOf(parameter) is not { } value)
        {
            return rate is Literal { Unit: null } literal // all of it is 100%, not 1
                ? new LocalizedText(" " + Percent(literal.Value), Percent(literal.Value)) : Of(rate);
        }

        var title = titles.Of(parameter.Name);
        var (zh, en) = (title.Zh, title.En);
        if (parameter is { Max: { } max, MaxIsStated: true })
        {
            (zh, en) = ($"{zh}，不超过 {parameter.Show(max)}", $"{en}, at most {parameter.Show(max)}");
        }

        if (parameter.Min is { Sign: > 0 } min)
        {
            (zh, en) = ($"{zh}，不低于 {parameter.Show(min)}", $"{en}, at least {parameter.Show(min)}");
        }

        return new LocalizedText($" {parameter.Show(value)}（{zh}）", $"{parameter.Show(value)} ({en})");
    }

    /// <summary>A value in a proportion: 7, or 30% of a rate; null where it is not decided.</summary>
    public string? Share(Expression expression) => expression switch
    {
        Literal { IsPercent: true } literal => literal.Text,
        Literal { Value: var value } => value.Denominator.IsOne || value > Fraction.One ? value.ToString() : Percent(value),
        Name or Call => Parameter(expression) is { } parameter && valueOf(parameter) is { } value ? parameter.Show(value) : null,
        Negation or Binary => null,
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether an amount of yuan has no part of a fen whatever the figures: a sum of amounts that are stated.</summary>
    public bool IsWholeFen(Expression expression) => expression switch
    {
        Literal literal => (literal.Value * 100).Denominator.IsOne,
        Name name => scheme.Inputs.Any(input => input.Name == name.Text)
            || scheme.Holdings.Any(holding => holding.Name == name.Text && holding.Column.Decimals <= Money.Decimals)
            || (Parameter(name) is { } parameter && parameter.Decimals <= Money.Decimals),
        Binary { Operator: '+' or '-' } binary => IsWholeFen(binary.Left) && IsWholeFen(binary.Right),
        Negation negation => IsWholeFen(negation.Operand),
        Call { Function: "min" or "max" or "sum" } call => call.Arguments.All(IsWholeFen),
        Call { Function: "received" or "pool" or "fund" or "carry" or "payer" } => true,
        Binary or Call => false,
        _ => throw new UnreachableException(),
    };

    private SchemeParameter? Parameter(Expression expression) => expression is Name name
        ? scheme.Parameters.FirstOrDefault(parameter => parameter.Name == name.Text)
        : null;

    private LocalizedText OfName(string name)
    {
        if (name == "year")
        {
            return new LocalizedText("年份", "the year");
        }

        var title = titles.OfFigure(name);
        return Parameter(new Name(1, name)) is { } parameter && valueOf(parameter) is { } value
            ? new LocalizedText($"{title.Zh}（{Value(parameter, value).Zh}）", $"{title.En} ({Value(parameter, value).En})")
            : title;
    }

    // 每天 80.00 元; 6 个月; 2%
    private static LocalizedText Value(SchemeParameter parameter, Fraction value)
    {
        if (parameter.Type is ParameterType.Rate or ParameterType.Parts)
        {
            return Same(parameter.Show(value));
        }

        var isMoney = parameter.Type == ParameterType.Money;
        var number = Number(value, isMoney);
        var unit = isMoney ? new LocalizedText(" 元", " yuan")
            : parameter.Unit is { } written ? Units.Words(Dimension.Of(written)) : LocalizedText.Empty;
        if (parameter.Per is not { } per)
        {
            return new LocalizedText(number + unit.Zh, number + unit.En);
        }

        var zh = Units.Words(Dimension.Of(per)).Zh.Trim();
        return new LocalizedText($"每{(zh == "个月" ? "月" : zh)} {number}{unit.Zh}", $"{number}{unit.En} per {per}");
    }

    private static LocalizedText OfLiteral(Literal literal)
    {
        if (literal.Unit is not { } written)
        {
            return Same(literal.IsPercent ? literal.Text : Number(literal.Value, isMoney: false));
        }

        var number = Number(literal.Value, written == "yuan");
        var unit = Units.Words(Dimension.Of(written));
        return new LocalizedText(number + unit.Zh, number + unit.En);
    }

    // 0.5% is read as it is written; 1/3 has no short form in per cent.
    private static string Percent(Fraction value)
    {
        var percent = (value * 100).ToString();
        return percent.Contains('/', StringComparison.Ordinal) ? value.ToString() : percent + "%";
    }

    // 投入的 2%（保底比例）
    private LocalizedText? AsShare(Binary product)
    {
        var (rate, of) = IsRate(product.Right) ? (product.Right, product.Left) : (product.Left, product.Right);
        if (!IsRate(rate) || IsRate(of))
        {
            return null;
        }

        var (whole, part) = (Factor(of), Rate(rate));
        var after = whole.Zh.EndsWith('%') ? " " : "";
        return new LocalizedText($"{whole.Zh}{after}的{(part.Zh.StartsWith(' ') ? "" : " ")}{part.Zh}", $"{part.En} of {whole.En}");
    }

    /// <summary>A rate of one thing, 股金的 5%: it is one thing in a sentence, as a name is.</summary>
    public bool IsShare(Expression expression) => expression is Binary { Operator: '*' } product && AsShare(product) is not null
        && (IsRate(product.Right) ? product.Left : product.Right) is Name or Call { Function: "pool" };

    private bool IsRate(Expression expression) => expression switch
    {
        Literal { Unit: null } literal => literal.IsPercent || (literal.Value.Sign != 0 && literal.Value < Fraction.One),
        Name or Call => Parameter(expression) is { Type: ParameterType.Rate } parameter && valueOf(parameter) is not null,
        Literal or Negation or Binary => false,
        _ => throw new UnreachableException(),
    };

    // 出资额、公积金份额、补助份额之和
    private LocalizedText? Sum(Binary sum)
    {
        var terms = new List<Expression>();
        Expression rest = sum;
        while (rest is Binary { Operator: '+' } left)
        {
            terms.Insert(0, left.Right);
            rest = left.Left;
        }

        terms.Insert(0, rest);
        if (terms.Exists(term => term is not Name))
        {
            return null;
        }

        var words = terms.Select(Of).ToArray();
        return new LocalizedText(SchemeTitles.Joined(words.Select(word => word.Zh).ToArray(), "、", "与") + "之和",
            "the sum of " + SchemeTitles.Joined(words.Select(word => word.En).ToArray(), ", ", " and "));
    }

    private LocalizedText Infix(Binary binary)
    {
        var isSum = binary.Operator is '+' or '-';
        var left = isSum ? Of(binary.Left) : Factor(binary.Left);
        var right = binary.Operator == '+' ? Of(binary.Right) : Factor(binary.Right, alsoProducts: binary.Operator == '/');
        var sign = binary.Operator switch { '*' => " × ", '/' => " ÷ ", '-' => " − ", _ => " + " };
        return new LocalizedText(left.Zh + sign + right.Zh, left.En + sign + right.En);
    }

    private LocalizedText Factor(Expression expression, bool alsoProducts = false) =>
        expression is Binary { Operator: '+' or '-' } || (alsoProducts && expression is Binary)
            ? new LocalizedText($"（{Of(expression).Zh}）", $"({Of(expression).En})")
            : Of(expression);

    private LocalizedText OfCall(Call call)
    {
        switch (call)
        {
            case { Function: "max", Arguments: [Literal { Value.Sign: 0 }, Binary { Operator: '-' } excess] }:
                return Excess(excess);
            case { Function: "min" or "max" }:
                var of = call.Arguments.Select(Of).ToArray();
                var isMax = call.Function == "max";
                return new LocalizedText(
                    Choice(of.Select(word => word.Zh).ToArray()) + (isMax ? "中较大的" : "中较小的"),
                    (isMax ? "the larger of " : "the smaller of ")
                        + SchemeTitles.Joined(of.Select(word => word.En).ToArray(), ", ", " and "));
            case { Function: "pool", Arguments: [Name pool] }:
                var account = new Account(AccountKind.Pool, pool.Text);
                var title = titles.OfMoney(account);
                return pools.IsDrawn(account) ? new LocalizedText(title.Zh + "余下部分", "what is left of " + title.En) : title;
            case { Function: "count", Arguments: [Name group] }:
                var members = titles.OfGroup(group.Text);
                return new LocalizedText(members.Zh + "的户数", "the number of " + members.En);
            case { Function: "received" }:
                var steps = call.Arguments.OfType<Name>().Select(step => titles.OfStep(step.Text)).ToArray();
                return new LocalizedText(string.Join('、', steps.Select(step => $"“{step.Zh}”")) + "所得",
                    "what came of " + SchemeTitles.Joined(steps.Select(step => $"“{step.En}”").ToArray(), ", ", " and "));
            case { Function: "tiers", Arguments: [Name table, var figure] }:
                return TierWords.Describe(scheme.Tiers.First(known => known.Name == table.Text), titles.Of(table.Text), Of(figure));
            case var _ when FormulaChecker.AccountOf(call) is { } place:
                var kept = titles.Of(place);
                return place.Kind == AccountKind.Payer ? new LocalizedText(kept.Zh + "所付", "what " + kept.En + " pays")
                    : titles.OfKept(place);
            default:
                var summed = Factor(call.Arguments[0], alsoProducts: true);
                return new LocalizedText($"全体{summed.Zh}合计", $"the total of {summed.En}");
        }
    }

    // 保底价高出市场价的部分
    private LocalizedText Excess(Binary difference)
    {
        var (more, less) = (Of(difference.Left), Of(difference.Right));
        return new LocalizedText($"{more.Zh}高出{less.Zh}的部分", $"the excess of {more.En} over {less.En}");
    }

    // 市场价和保底价; 10% 和 300.00 元
    private static string Choice(string[] of)
    {
        var before = of.Length > 1 && char.IsAscii(of[^2][^1]) ? " " : "";
        return SchemeTitles.Joined(of, "、", before + (char.IsAscii(of[^1][0]) ? "和 " : "和"));
    }

    private static LocalizedText Both(LocalizedText words, Func<string, string> change) => new(change(words.Zh), change(words.En));

    private static LocalizedText Same(string words) => new(words, words);
}
