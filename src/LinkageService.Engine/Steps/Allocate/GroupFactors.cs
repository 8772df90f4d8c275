using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>What the weight of a group is multiplied by.</summary>
internal sealed record GroupFactor(string Group, Formula Factor);

/// <summary>A factor as it was in a run.</summary>
internal sealed record WorkedFactor(string Group, GroupMask Members, Fraction Value, bool IsPercent)
{
    /// <summary><c>120%</c> where it was written so, else <c>1.2</c>.</summary>
    public string Show()
    {
        var percent = (Value * 100).ToString();
        return IsPercent && !percent.Contains('/', StringComparison.Ordinal) ? percent + "%" : Value.ToString();
    }
}

/// <summary>
/// <c>factors: { excellent: 120%, minor: 50% }</c>: a household counts by the first group it is in, in written order.
/// </summary>
internal static class GroupFactors
{
    /// <summary>The most factors of a step.</summary>
    /// <value>16: a person checks which comes first.</value>
    private const int MaxFactors = 16;

    public static GroupFactor[] Read(FieldReader fields) => (
        from row in fields.Entries("factors", MaxFactors, required: fields.Has("factors"), cure: _ => Shapes.Factors)
        let factor = IsSurcharge(fields, row.Entry.Value, row.Field) ? null : fields.FormulaOf(row.Entry.Value, row.Field)
        where factor is not null
        select new GroupFactor(row.Entry.Key, factor)).ToArray();

    // +20% is how much more, a factor is how much: 120%.
    private static bool IsSurcharge(FieldReader fields, DocumentNode value, string field)
    {
        if (value is not DocumentScalar { Text: ['+' or '＋', .. var written] text })
        {
            return false;
        }

        var more = NumberSpelling.Of(written) ?? written.Trim();
        if (!more.EndsWith('%') || RateText.TryParse(more, out var rate) != DecimalFault.None)
        {
            return false;
        }

        var (shown, whole) = (NumberProblems.Shorten(text), SplitShares.Show(Fraction.One + rate));
        fields.Problems.Add(ProblemCodes.FormulaSyntax, field, value, $"“{shown}”：系数是乘以多少，多算 {more} 写 {whole}",
            $"\"{shown}\": a factor is what is multiplied by: {more} more is written {whole}");
        return true;
    }

    public static void Check(IReadOnlyList<GroupFactor> factors, StepChecker checker)
    {
        foreach (var factor in factors)
        {
            checker.Group(factor.Group, factor.Factor.Field);
            checker.Formula(factor.Factor, Dimension.Plain, mayBeColumn: false, hint: new LocalizedText(
                "系数是没有单位的数或比例，如 120%、0.5", "A factor is a number without unit or a rate, such as 120% or 0.5"));
        }
    }

    /// <summary>Multiplies the weights, exactly; without factors they stay as they are.</summary>
    public static Problem? Apply(
        IReadOnlyList<GroupFactor> factors, Run run, ref Column weights, out IReadOnlyList<WorkedFactor> worked)
    {
        worked = [];
        if (factors.Count == 0)
        {
            return null;
        }

        var values = new List<WorkedFactor>(factors.Count);
        foreach (var (group, formula) in factors)
        {
            if (run.Single(formula, out var value) is { } problem)
            {
                return problem;
            }

            if (value.Sign < 0)
            {
                return Run.Negative(formula, value);
            }

            values.Add(new WorkedFactor(group, run.Group(group), value, IsPercent(formula.Expression, run.Scheme)));
        }

        weights = weights.Times(ToColumn(values, run.Roster.Count));
        worked = values;
        return null;
    }

    /// <summary>Says the factors: <c>，其中优秀户按 120%、未成年户按 0.5 折算</c>.</summary>
    public static void Describe(IReadOnlyList<GroupFactor> factors, SentenceWriter writer)
    {
        if (factors.Count == 0)
        {
            return;
        }

        var words = factors.Select(factor =>
        {
            var (group, value) = (writer.Titles.OfGroup(factor.Group), Value(factor.Factor.Expression, writer));
            return new LocalizedText($"{group.Zh}按 {value.Zh.TrimStart()}", $"{group.En} count by {value.En}");
        }).ToArray();
        var order = factors.Count > 1 ? "，几样都符合的按写在前面的" : "";
        writer.Say($"，其中{string.Join('、', words.Select(word => word.Zh))} 折算{order}",
            $", where {SchemeTitles.Joined(words.Select(word => word.En).ToArray(), ", ", " and ")}"
            + (factors.Count > 1 ? ", the first that fits" : ""));
    }

    private static LocalizedText Value(Expression factor, SentenceWriter writer)
    {
        return factor is Literal literal ? new LocalizedText(literal.Text, literal.Text) : writer.Rate(factor);
    }

    private static bool IsPercent(Expression factor, Scheme scheme) => factor is Literal { IsPercent: true }
        || (factor is Name name && scheme.Parameters.Any(
            parameter => parameter.Name == name.Text && parameter.Type == ParameterType.Rate));

    private static Column ToColumn(List<WorkedFactor> factors, int households)
    {
        var common = factors.Aggregate(BigInteger.One, (all, factor) =>
            all / BigInteger.GreatestCommonDivisor(all, factor.Value.Denominator) * factor.Value.Denominator);
        var numerators = factors
            .Select(factor => factor.Value.Numerator * (common / factor.Value.Denominator)).ToArray();
        var bound = numerators.Append(common).Max();
        if (bound > long.MaxValue)
        {
            var wide = Of(household => First(household) is var at and >= 0 ? numerators[at] : common);
            return Column.Of(wide, common, bound, mayBeNegative: false);
        }

        var (small, one) = (numerators.Select(numerator => (long)numerator).ToArray(), (long)common);
        return Column.Of(Of(household => First(household) is var at and >= 0 ? small[at] : one), common, bound);

        int First(int household) => factors.FindIndex(factor => factor.Members.Contains(household));

        T[] Of<T>(Func<int, T> value)
        {
            var column = new T[households];
            for (var household = 0; household < households; household++)
            {
                column[household] = value(household);
            }

            return column;
        }
    }
}
