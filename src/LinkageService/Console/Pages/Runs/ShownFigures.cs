using System.Diagnostics;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Features.Schemes;

namespace LinkageService.Console.Pages.Runs;

/// <summary>The figures of a scheme as fields to be filled in; what was typed stays here until it is used.</summary>
public sealed class ShownFigures
{
    private ShownFigures(IReadOnlyList<Field> fields) => Fields = fields;

    internal IReadOnlyList<Field> Fields { get; }

    /// <summary>Those that were changed, as a request takes them.</summary>
    internal CalculateDistributionRequest Changed(string? scheme = null) => new()
    {
        Scheme = scheme,
        Inputs = Texts(isInput: true),
        Parameters = Texts(isInput: false),
    };

    /// <summary>Whether anything is different.</summary>
    internal bool AnyChanged => Fields.Any(each => each.IsChanged);

    /// <summary>Inputs, then parameters, filled with what a run used where the scheme has figures of these names.</summary>
    internal static ShownFigures Of(Scheme scheme, CalculationSummary used)
    {
        var titles = new RunTitles(scheme);
        var inputs = scheme.Inputs.Select(input => new Field(true, input.Name, titles.Figure(input.Name), UnitOf(input),
            used.Inputs.FirstOrDefault(each => each.Name == input.Name)?.Text
            ?? (input.Default is { } value ? FigureText.Of(input, value) : "")));
        var parameters = scheme.Parameters.Select(parameter => new Field(
            false, parameter.Name, titles.Figure(parameter.Name), Range(parameter),
            used.Parameters.FirstOrDefault(each => each.Name == parameter.Name)?.Text
            ?? (parameter.ValueOf(used.Year) is { } value ? FigureText.Of(parameter, value) : ""))
        {
            Clause = parameter.Clause,
        });
        return new ShownFigures([.. inputs, .. parameters]);
    }

    private Dictionary<string, string> Texts(bool isInput) => Fields.Where(field => field.IsInput == isInput && field.IsChanged)
        .ToDictionary(field => field.Name, field => field.Text.Trim(), StringComparer.Ordinal);

    private static LocalizedText UnitOf(SchemeInput input) =>
        NewRun.PathFigure.FormOf(input);

    private static LocalizedText Range(SchemeParameter parameter)
    {
        var (low, high) = (parameter.Min is { } min ? parameter.Show(min) : null, parameter.Max is { } max ? parameter.Show(max) : null);
        var (zh, en) = parameter.Type switch
        {
            ParameterType.Money => ("元", "yuan"),
            ParameterType.Rate => ("比例，如 30%", "a rate, such as 30%"),
            ParameterType.Parts => ("份数", "parts"),
            ParameterType.Number => ("数", "a number"),
            _ => throw new UnreachableException(),
        };
        return (low, high) switch
        {
            (null, null) => new(zh, en),
            ({ } from, null) => new($"{zh}，不低于 {from}", $"{en}, at least {from}"),
            (null, { } to) => new($"{zh}，不高于 {to}", $"{en}, at most {to}"),
            ({ } from, { } to) => new($"{zh}，{from} 到 {to}", $"{en}, {from} to {to}"),
        };
    }

    /// <summary>One figure.</summary>
    /// <param name="IsInput">A figure of the year, or else a parameter.</param>
    /// <param name="Name">Its name in requests.</param>
    /// <param name="Label">What it is called.</param>
    /// <param name="Hint">What may be written.</param>
    /// <param name="Was">What was used.</param>
    internal sealed record Field(bool IsInput, string Name, LocalizedText Label, LocalizedText Hint, string Was)
    {
        /// <summary>As it is typed.</summary>
        public string Text { get; set; } = Was;

        /// <summary>The words it comes from.</summary>
        public string? Clause { get; init; }

        /// <summary>Its name in problems.</summary>
        public string Path => (IsInput ? "inputs." : "parameters.") + Name;

        /// <summary>Whether it is to be different.</summary>
        public bool IsChanged => Text.Trim().Length > 0 && !string.Equals(Text.Trim(), Was, StringComparison.Ordinal);
    }
}
