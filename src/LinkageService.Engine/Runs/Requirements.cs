using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Runs;

/// <summary>Holds a result against what the scheme requires of it, when all its steps are done.</summary>
internal static class Requirements
{
    /// <summary>The refusal of every one that is not met or cannot be worked out, by precedence; none when all are met.</summary>
    public static IReadOnlyList<Problem> Unmet(Run run) => run.Scheme.Requirements
        .Select(requirement => Work(run, requirement, out var worked) is { } problem ? problem
            : worked.Unmet.Count > 0 ? Unmet(run, worked) : null)
        .OfType<Problem>().OrderBy(problem => ProblemCodes.Precedence(problem.Code)).ToArray();

    /// <summary>A note on every one that is met, with its figures.</summary>
    public static IEnumerable<RunRemark> Met(Run run)
    {
        foreach (var requirement in run.Scheme.Requirements)
        {
            var isMet = Work(run, requirement, out var worked) is null && worked.Unmet.Count == 0;
            Invariant.Holds(isMet, "what is not met has refused the run");
            var (name, words) = (NameOf(run.Scheme, requirement), requirement.Comparison.Comparison.Words());
            var (figure, what) = (worked.Shown(household: 0), new SchemeTitles(run.Scheme).Of(requirement.Comparison.Formula));
            yield return new RunRemark("requirement_met", IsWarning: false, Step: null, requirement.IsOfEach
                ? new LocalizedText($"要求“{name.Zh}”：{worked.Members.Members} 户都符合",
                    $"requirement “{name.En}”: met by all of {EnglishCount.Of(worked.Members.Members, "household")}")
                : new LocalizedText($"要求“{name.Zh}”：{what.Zh}是 {figure.Value.Zh}，{words.Zh} {figure.Bound.Zh}，符合",
                    $"requirement “{name.En}”: {what.En} is {figure.Value.En}, {words.En} {figure.Bound.En}, met"));
        }
    }

    private static Problem? Work(Run run, Requirement requirement, out Worked worked)
    {
        var comparison = requirement.Comparison;
        worked = new Worked(run, requirement, default, default, default);
        if ((comparison.Compare(run, out var difference, out var divisor) ?? run.Evaluate(comparison.Dividend, out _)) is { } problem)
        {
            return problem;
        }

        _ = run.Evaluate(comparison.Dividend, out var dividend);
        if (run.Evaluate(comparison.Bound, out var bound) is { } unbounded)
        {
            return unbounded;
        }

        worked = new Worked(run, requirement, dividend, divisor, bound);
        var column = difference.AsColumn(run.Households);
        for (var household = 0; household < run.Households; household++)
        {
            if (worked.Members.Contains(household) && !comparison.Comparison.Holds(column.SignOf(household)))
            {
                worked.Unmet.Add(household);
            }
        }

        return null;
    }

    private static Problem Unmet(Run run, Worked worked)
    {
        var (requirement, first) = (worked.Requirement, worked.Unmet[0]);
        var (name, words) = (NameOf(run.Scheme, requirement), requirement.Comparison.Comparison.Words());
        var (figure, what) = (worked.Shown(first), new SchemeTitles(run.Scheme).Of(requirement.Comparison.Formula));
        var figures = new Dictionary<string, string>(StringComparer.Ordinal) { ["value"] = figure.Exact, ["bound"] = figure.ExactBound };
        var (whoZh, whoEn, moreZh, moreEn) = ("", "", "", "");
        if (requirement.IsOfEach)
        {
            var id = figures["household"] = run.Roster.Id(first);
            (whoZh, whoEn) = ($"户 {id} 的", $" of household {id}");
            (moreZh, moreEn) = worked.Unmet.Count == 1 ? ("", "")
                : ($"；这样的户共 {worked.Unmet.Count} 户", $"; {worked.Unmet.Count} households do not meet it");
        }

        return new Problem(requirement.Code, requirement.Field, new LocalizedText(
            $"没有达到要求“{name.Zh}”：{whoZh}{what.Zh}是 {figure.Value.Zh}，应{words.Zh} {figure.Bound.Zh}{moreZh}",
            $"requirement “{name.En}” is not met: {what.En}{whoEn} is {figure.Value.En} "
                + $"and has to be {words.En} {figure.Bound.En}{moreEn}"))
        {
            Figures = figures,
        };
    }

    // By its clause, which the committee knows; else by its title, else by what it says.
    private static LocalizedText NameOf(Scheme scheme, Requirement requirement) =>
        requirement.Clause is { } clause ? new LocalizedText(clause, requirement.Title.En.Length > 0 ? requirement.Title.En : clause)
        : requirement.Title.Zh.Length > 0 ? requirement.Title : new SchemeTitles(scheme).Of(requirement.Comparison);

    /// <summary>A requirement with what it came to in a run.</summary>
    private sealed record Worked(
        Run Run, Requirement Requirement, FormulaValue Dividend, FormulaValue Divisor, FormulaValue Limit)
    {
        public List<int> Unmet { get; } = [];

        /// <summary>Of whom it is required: where it is of a sum, one stands for it.</summary>
        public Rosters.GroupMask Members { get; } = Requirement.IsOfEach ? Run.Group(Requirement.To)
            : Rosters.GroupMask.Where(Run.Households, household => household == 0);

        public (LocalizedText Value, LocalizedText Bound, string Exact, string ExactBound) Shown(int household)
        {
            var (over, under, limit) = (At(Dividend, household), At(Divisor, household), At(Limit, household));
            var exact = under.Sign == 0 ? null : (over / under).ToString();
            var none = new LocalizedText("除不出来的数（除数是 0）", "no figure (the divisor is 0)");
            return (exact is null ? none : Words(over / under), Words(limit), exact ?? "", limit.ToString());
        }

        private static Fraction At(FormulaValue value, int household) => value.Column is { } column ? column[household] : value.Single;

        private LocalizedText Words(Fraction value)
        {
            if (Requirement.Comparison.IsRate(Run.Scheme))
            {
                var percent = value * 100;
                return Same((percent.ToString() is var text && !text.Contains('/', StringComparison.Ordinal) ? text
                    : ExplanationWriter.Exact(percent)) + "%");
            }

            var unit = Units.Words(Requirement.Comparison.Formula.Type.Dimension);
            var number = ExplanationWriter.Number(
                value.ToString() is var shown && !shown.Contains('/', StringComparison.Ordinal) ? shown : ExplanationWriter.Exact(value),
                unit.En.StartsWith(" yuan", StringComparison.Ordinal));
            return new LocalizedText(number + unit.Zh, number + unit.En);
        }

        private static LocalizedText Same(string text) => new(text, text);
    }
}
