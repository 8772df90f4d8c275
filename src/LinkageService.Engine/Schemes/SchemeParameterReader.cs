using System.Diagnostics;
using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>Reads one parameter of a scheme document.</summary>
internal static class SchemeParameterReader
{
    private const int MaxMoneyDecimals = 6;

    private static readonly (string, ParameterType?)[] Types =
    [
        ("number", ParameterType.Number), ("rate", ParameterType.Rate),
        ("money", ParameterType.Money), ("parts", ParameterType.Parts), ("tiers", null),
    ];

    /// <summary>A <see cref="SchemeParameter"/>, or a <see cref="TierTable"/>; null when a table could not be read.</summary>
    public static object? Read(FieldReader fields, string name)
    {
        var before = fields.Problems.All.Count;
        var type = fields.Choice("type", Types, ParameterType.Number, required: true);
        return fields.Problems.All.Count > before ? null // how its values are written is not known
            : type is { } known ? Read(fields, name, known) : TierTableReader.Read(fields, name);
    }

    private static SchemeParameter Read(FieldReader fields, string name, ParameterType type)
    {
        var parameter = new SchemeParameter(name, type)
        {
            Per = type is ParameterType.Money or ParameterType.Number ? fields.Unit("per") : null,
            Unit = type == ParameterType.Number ? fields.Unit("unit") : null,
            Decimals = Decimals(fields, type),
            Title = fields.Words("title"),
            Clause = fields.Text("clause"),
            RangeCode = RangeCode(fields),
        };
        parameter = parameter with
        {
            Min = Value(fields, "min", parameter),
            MaxIsStated = fields.Has("max"),
            Max = Value(fields, "max", parameter) ?? (type == ParameterType.Rate ? Fraction.One : null),
        };
        if (parameter.Min > parameter.Max)
        {
            fields.Invalid(fields.Has("min") ? "min" : "max", $"min 大于 max（{parameter.Show(parameter.Max!.Value)}），没有值可用",
                $"min is above max ({parameter.Show(parameter.Max!.Value)}): no value is left");
        }

        var value = Value(fields, "default", parameter);
        CheckRange(fields, "default", parameter, value);
        return parameter with { Default = value, Values = Values(fields, parameter) };
    }

    /// <summary>A rate is written as it is; only amounts and numbers are told how fine they may be.</summary>
    internal static int Decimals(FieldReader fields, ParameterType type) => type switch
    {
        ParameterType.Money => fields.Whole("decimals", 0, MaxMoneyDecimals) ?? Money.Decimals,
        ParameterType.Rate => RateText.MaxDecimals,
        ParameterType.Number or ParameterType.Parts => fields.Whole("decimals", 0, RateText.MaxDecimals) ?? RateText.MaxDecimals,
        _ => throw new UnreachableException(),
    };

    private static ProblemCode RangeCode(FieldReader fields)
    {
        if (fields.Text("code") is not { } name)
        {
            return ProblemCodes.ParameterOutOfRange;
        }

        ProblemCode[] allowed = [ProblemCodes.ParameterOutOfRange, ProblemCodes.ReserveOutOfBounds, ProblemCodes.PatronageBelowMinimum];
        if (Array.Find(allowed, code => string.Equals(code.Name, name, StringComparison.Ordinal)) is { } found)
        {
            return found;
        }

        var wanted = string.Join(" | ", allowed.Select(code => code.Name));
        fields.Problems.Add(ProblemCodes.SchemeInvalidValue, fields.FieldOf("code"), fields.Find("code"),
            $"错误码应为 {wanted} 之一，得到“{NumberProblems.Shorten(name)}”",
            $"a code of {wanted} is wanted, got \"{NumberProblems.Shorten(name)}\"");
        return ProblemCodes.ParameterOutOfRange;
    }

    /// <summary>A value of a parameter, or of a tier.</summary>
    /// <param name="fields">The mapping that the value stands in.</param>
    /// <param name="key">The key of the value, such as <c>default</c>.</param>
    /// <param name="parameter">What it is a value of.</param>
    /// <param name="type">The key that says what kind of value it is.</param>
    internal static Fraction? Value(FieldReader fields, string key, SchemeParameter parameter, string type = "type")
    {
        if (fields.Text(key) is not { } text)
        {
            return null;
        }

        var fault = parameter.TryParse(text, out var value);
        return SchemeReader.Number(fields, key, text, parameter.Decimals, fault, value, isRate: parameter.Type == ParameterType.Rate,
            Cure(parameter, type, text, fault));
    }

    // 0.5469 yuan a kwh, a third.
    internal static LocalizedText? Cure(SchemeParameter parameter, string type, string text, DecimalFault fault)
    {
        var decimals = text.Length - text.IndexOf('.', StringComparison.Ordinal) - 1;
        return fault == DecimalFault.TooManyDecimals && parameter.Type == ParameterType.Money && decimals <= MaxMoneyDecimals
            ? new LocalizedText($"写上 decimals: {decimals}，就能有 {decimals} 位小数", $"decimals: {decimals} allows as many")
            : fault == DecimalFault.NotANumber && parameter.Type == ParameterType.Number
                && RateText.TryParse(text, out _) == DecimalFault.None
            ? new LocalizedText($"分数、百分比和 7:3 这样的比写 {type}: rate",
                $"fractions, per cent and ratios such as 7:3 are written with {type}: rate")
            : null;
    }

    private static (int, Fraction)[] Values(FieldReader fields, SchemeParameter parameter)
    {
        if (fields.Find("values") is not { } node
            || FieldReader.Open(node, fields.FieldOf("values"), fields.Problems, Shapes.Values) is not { } years)
        {
            return [];
        }

        var values = new List<(int Year, Fraction Value)>();
        foreach (var (key, year) in Years(years))
        {
            if (Value(years, key, parameter) is { } value)
            {
                CheckRange(years, key, parameter, value);
                values.Add((year, value));
            }
        }

        return [.. values.OrderBy(row => row.Year)];
    }

    /// <summary>The keys of a mapping that are years; any other is reported.</summary>
    internal static IEnumerable<(string Key, int Year)> Years(FieldReader years)
    {
        foreach (var entry in years.Node.Entries.DistinctBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (entry.Key.Length != 4
                || !int.TryParse(entry.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1900 or > 2999)
            {
                var shown = NumberProblems.Shorten(entry.Key);
                var digits = string.Concat(entry.Key.Where(char.IsAsciiDigit));
                var isYear = digits.Length == 4 && entry.Key.StartsWith(digits, StringComparison.Ordinal);
                years.Problems.Add(ProblemCodes.SchemeInvalidValue, years.FieldOf(entry.Key), years.Node.Find(entry.Key),
                    $"“{shown}”不是 1900 到 2999 的年份", $"\"{shown}\" is not a year from 1900 to 2999",
                    isYear ? new LocalizedText($"从那一年起，只写 {digits}", $"From that year on; write {digits} alone") : null);
                continue;
            }

            yield return (entry.Key, year);
        }
    }

    /// <summary>Reports a value outside the range of its parameter.</summary>
    internal static void CheckRange(FieldReader fields, string key, SchemeParameter parameter, Fraction? value)
    {
        if (value is { } given && parameter.RangeProblem(given, fields.FieldOf(key), fields.Text(key) ?? "") is { } problem)
        {
            fields.Problems.Add(problem.Code, problem.Field, fields.Find(key), problem.Message.Zh, problem.Message.En,
                problem.Hint);
        }
    }
}
