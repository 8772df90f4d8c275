using System.Diagnostics;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Schemes;

/// <summary>Reads one input of a scheme document.</summary>
internal static class SchemeInputReader
{
    public static SchemeInput Read(FieldReader fields, string name)
    {
        var type = fields.Choice("type", InputTypes.Words, InputType.Money, required: true);
        var title = fields.Words("title");
        var mayBePool = type is InputType.Money or InputType.Count && fields.Flag("pool", otherwise: true);
        var input = new SchemeInput(name, type, IsPool: mayBePool && type == InputType.Money, Default: null, title)
        {
            Figure = Figure(fields, name, type) is { } figure ? figure with { Title = title } : null,
            Carried = type == InputType.Money ? CarriedNames.Read(fields) : null,
        };
        if (fields.Text("default") is not { } text)
        {
            return input;
        }

        var fault = input.TryParse(text, out var value);
        if (fault != DecimalFault.None)
        {
            SchemeReader.Number(fields, "default", text, input.Decimals, fault, value, isRate: type == InputType.Rate,
                type == InputType.Price ? SchemeParameterReader.Cure(input.Figure!, "type", text, fault) : null);
            return input;
        }

        if (input.Figure?.RangeProblem(value, fields.FieldOf("default"), text) is { } problem)
        {
            fields.Problems.Add(
                problem.Code, problem.Field, fields.Find("default"), problem.Message.Zh, problem.Message.En, problem.Hint);
        }

        return input with { Default = value };
    }

    private static SchemeParameter? Figure(FieldReader fields, string name, InputType type) => type switch
    {
        InputType.Money or InputType.Count => null,
        InputType.Rate => new SchemeParameter(name, ParameterType.Rate) { Decimals = RateText.MaxDecimals, Max = Fraction.One },
        InputType.Price => new SchemeParameter(name, ParameterType.Money)
        {
            Per = fields.Unit("per", required: true),
            Decimals = fields.Whole("decimals", 0, 6) ?? Money.Decimals,
        },
        InputType.Quantity => new SchemeParameter(name, ParameterType.Number)
        {
            Unit = fields.Unit("unit", required: true),
            Decimals = fields.Whole("decimals", 0, 4) ?? 4,
        },
        _ => throw new UnreachableException(),
    };
}
