using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Runs;

/// <summary>The year, parameters and inputs of a run, complete and within their ranges.</summary>
public sealed class RunTerms
{
    private RunTerms(int year, IReadOnlyDictionary<string, Fraction> parameters, IReadOnlyDictionary<string, Fraction> inputs)
    {
        Year = year;
        Parameters = parameters;
        Inputs = inputs;
    }

    /// <summary>The year of the accounts.</summary>
    public int Year { get; }

    /// <summary>Every parameter of the scheme: stated, or the value of the year, or the default.</summary>
    public IReadOnlyDictionary<string, Fraction> Parameters { get; }

    /// <summary>Every input of the scheme: yuan, or a count.</summary>
    public IReadOnlyDictionary<string, Fraction> Inputs { get; }

    /// <summary>Reads what was stated against the scheme and fills what it leaves to defaults.</summary>
    /// <returns>The terms, or null with every problem added to <paramref name="problems"/>.</returns>
    public static RunTerms? Bind(
        Scheme scheme, int year, IReadOnlyDictionary<string, string> parameters,
        IReadOnlyDictionary<string, string> inputs, IList<Problem> problems)
    {
        var before = problems.Count;
        if (!scheme.IsEffective(year))
        {
            problems.Add(new Problem(ProblemCodes.SchemeNotEffective, "year", new LocalizedText(
                $"方案“{scheme.Id}@{scheme.Version}”不适用于 {year} 年（适用 {Years(scheme)}）",
                $"scheme \"{scheme.Id}@{scheme.Version}\" is not effective in {year} (effective {Years(scheme)})")));
        }

        var tables = scheme.Tiers.Select(table => table.Name).Where(parameters.ContainsKey).ToArray();
        Array.ForEach(tables, table => problems.Add(TableStated(table)));
        ReportUnknown(parameters, scheme.Parameters.Select(parameter => parameter.Name).Concat(tables), "parameters",
            ProblemCodes.UnknownParameter, "参数", "parameter", problems);
        ReportUnknown(inputs, scheme.Inputs.Select(input => input.Name), "inputs", ProblemCodes.UnknownInput, "年度数", "input", problems);
        var boundParameters = new Dictionary<string, Fraction>(StringComparer.Ordinal);
        foreach (var parameter in scheme.Parameters)
        {
            boundParameters[parameter.Name] = Parameter(parameter, year, parameters, problems);
        }

        var boundInputs = new Dictionary<string, Fraction>(StringComparer.Ordinal);
        foreach (var input in scheme.Inputs)
        {
            boundInputs[input.Name] = Input(input, inputs, problems);
        }

        return problems.Count > before ? null : new RunTerms(year, boundParameters, boundInputs);
    }

    private static Problem TableStated(string name) => new(ProblemCodes.UnknownParameter, "parameters." + name, new LocalizedText(
        $"“{name}”是方案里的分档表，不能在计算时另给；某年起变就在方案里写 values，别的改动出方案的新版本",
        $"\"{name}\" is a table of tiers in the scheme and is not stated with a run; "
        + "values in the scheme change it from a year on, a new version of the scheme in any other way"));

    private static string Years(Scheme scheme) =>
        string.Create(CultureInfo.InvariantCulture, $"{scheme.EffectiveFrom}–{scheme.EffectiveTo}");

    private static Fraction Parameter(SchemeParameter parameter, int year, IReadOnlyDictionary<string, string> stated,
        IList<Problem> problems)
    {
        var field = "parameters." + parameter.Name;
        if (!stated.TryGetValue(parameter.Name, out var text))
        {
            if (parameter.ValueOf(year) is { } known)
            {
                return known;
            }

            problems.Add(new Problem(ProblemCodes.MissingParameter, field, new LocalizedText(
                $"缺少参数“{parameter.Name}”{Named(parameter.Title.Zh)}，本方案没有默认值",
                $"parameter \"{parameter.Name}\" is missing and has no default")));
            return Fraction.Zero;
        }

        var fault = parameter.TryParse(text, out var value);
        if (fault != DecimalFault.None)
        {
            problems.Add(parameter.Unreadable(fault, field, text));
        }
        else if (parameter.RangeProblem(value, field, text) is { } problem)
        {
            problems.Add(problem);
        }

        return value;
    }

    private static Fraction Input(SchemeInput input, IReadOnlyDictionary<string, string> stated, IList<Problem> problems)
    {
        var field = "inputs." + input.Name;
        if (!stated.TryGetValue(input.Name, out var text))
        {
            if (input.Default is { } known)
            {
                return known;
            }

            problems.Add(new Problem(ProblemCodes.MissingInput, field, new LocalizedText(
                $"缺少年度数“{input.Name}”{Named(input.Title.Zh)}{(input.Carried is null ? "" : "：没有上一次核算的结转可接，请写明")}",
                $"input \"{input.Name}\" is missing"
                + (input.Carried is null ? "" : ": there is no earlier run to carry it from, so state it"))));
            return Fraction.Zero;
        }

        var fault = input.TryParse(text, out var value);
        if (fault != DecimalFault.None)
        {
            problems.Add(input.Unreadable(fault, field, text));
        }
        else if (input.Figure?.RangeProblem(value, field, text) is { } problem)
        {
            problems.Add(problem);
        }

        return value;
    }

    private static string Named(string title) => title.Length == 0 ? "" : $"（{title}）";

    private static void ReportUnknown(
        IReadOnlyDictionary<string, string> stated, IEnumerable<string> known, string path, ProblemCode code,
        string zh, string en, IList<Problem> problems)
    {
        var names = known.ToHashSet(StringComparer.Ordinal);
        foreach (var name in stated.Keys.Where(name => !names.Contains(name)).Order(StringComparer.Ordinal))
        {
            var list = names.Count == 0 ? "–" : string.Join(", ", names);
            problems.Add(new Problem(code, path + "." + NumberProblems.Shorten(name), new LocalizedText(
                $"本方案没有{zh}“{NumberProblems.Shorten(name)}”；可用：{list}",
                $"the scheme has no {en} \"{NumberProblems.Shorten(name)}\"; it has: {list}")));
        }
    }
}
