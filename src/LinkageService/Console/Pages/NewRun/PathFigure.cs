using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Runs;
using LinkageService.Features.Schemes;

namespace LinkageService.Console.Pages.NewRun;

/// <summary>A figure to fill in: an input of the accounts, or a parameter.</summary>
/// <param name="Field">As problems name it: <c>inputs.income</c>, <c>parameters.reserve_rate</c>.</param>
/// <param name="Name">Its name in the scheme.</param>
/// <param name="Title">What people call it.</param>
/// <param name="IsMoney">Whether it is yuan.</param>
internal sealed record PathFigure(string Field, string Name, LocalizedText Title, bool IsMoney)
{
    private static readonly LocalizedText YuanForm = new("金额，元，最多两位小数", "yuan, at most two decimals");

    private static readonly LocalizedText RateForm = new("比例，写作 40%、0.4 或 7:3", "a rate: 40%, 0.4 or 7:3");

    /// <summary>What it is counted in, where the title does not say so.</summary>
    public LocalizedText Unit { get; private init; } = LocalizedText.Empty;

    /// <summary>How it is written.</summary>
    public LocalizedText Form { get; private init; } = YuanForm;

    /// <summary>What counts when the field is left alone; null when it has to be filled in.</summary>
    public string? Default { get; private init; }

    /// <summary>The run that <see cref="Default"/> is carried from, in words; null where it is the scheme's own.</summary>
    public LocalizedText? CarriedFrom { get; private init; }

    /// <summary>What is allowed, in words; null for anything that is not negative.</summary>
    public LocalizedText? Range { get; private init; }

    /// <summary>The words of the source it comes from.</summary>
    public string? Clause { get; private init; }

    /// <summary>An input, with what goes on from the last run; null until that is looked up.</summary>
    public static PathFigure Of(SchemeInput input, CarriedFigures? carried) => new(
        "inputs." + input.Name, input.Name, Named(input.Title, input.Name), input.IsMoney)
    {
        Unit = UnitBeside(input.Title, input.UnitWords),
        Form = FormOf(input),
        Default = carried?.Inputs.GetValueOrDefault(input.Name) ?? (input.Default is { } value ? FigureText.Of(input, value) : null),
        CarriedFrom = carried?.Inputs.ContainsKey(input.Name) is true ? carried.Last!.Words : null,
        Range = input.Figure is { } figure ? RangeOf(figure) : null,
    };

    /// <summary>How an input is written.</summary>
    public static LocalizedText FormOf(SchemeInput input) => input.Type switch
    {
        InputType.Money => YuanForm,
        InputType.Count => new LocalizedText("整数", "a whole number"),
        InputType.Rate => RateForm,
        InputType.Price => new LocalizedText(
            $"单价，{input.UnitWords.Zh}，最多 {input.Decimals} 位小数", $"a price in {input.UnitWords.En}, at most {input.Decimals} decimals"),
        InputType.Quantity => new LocalizedText(
            $"数量，{input.UnitWords.Zh}，最多 {input.Decimals} 位小数", $"a quantity in {input.UnitWords.En}, at most {input.Decimals} decimals"),
        _ => throw new UnreachableException(),
    };

    /// <summary>A parameter, with its value of a year.</summary>
    public static PathFigure Of(SchemeParameter parameter, int year)
    {
        return new PathFigure(
            "parameters." + parameter.Name, parameter.Name, Named(parameter.Title, parameter.Name), parameter.Type == ParameterType.Money)
        {
            Unit = UnitBeside(parameter.Title, parameter.UnitWords),
            Form = parameter.Type switch
            {
                ParameterType.Rate => RateForm,
                ParameterType.Parts => new LocalizedText("份数，例如七三分成里的 7", "parts, such as the 7 of 7:3"),
                ParameterType.Money => YuanForm,
                ParameterType.Number => new LocalizedText("数量", "a number"),
                _ => throw new UnreachableException(),
            },
            Default = parameter.ValueOf(year) is { } value ? FigureText.Of(parameter, value) : null,
            Range = RangeOf(parameter),
            Clause = parameter.Clause,
        };
    }

    private static LocalizedText Named(LocalizedText title, string name)
    {
        var words = name.Replace('_', ' ');
        return new LocalizedText(title.Zh.Length > 0 ? title.Zh : words, title.En.Length > 0 ? title.En : words);
    }

    // 日工资（元/天） says it already.
    private static LocalizedText UnitBeside(LocalizedText title, LocalizedText unit) =>
        title.Zh.EndsWith('）') ? LocalizedText.Empty : unit;

    private static LocalizedText? RangeOf(SchemeParameter parameter)
    {
        var low = FigureText.Of(parameter, parameter.Min ?? Fraction.Zero);
        return (parameter.Min, parameter.Max) switch
        {
            (_, { } max) => new LocalizedText($"{low} 到 {FigureText.Of(parameter, max)}", $"{low} to {FigureText.Of(parameter, max)}"),
            ({ } min, null) when min.Sign > 0 => new LocalizedText($"不低于 {low}", $"at least {low}"),
            _ => null,
        };
    }
}
