using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Schemes;

/// <summary>When a step applies; all that is stated must hold.</summary>
/// <param name="Group">A group that must have a member.</param>
/// <param name="Input">An input that must be above <paramref name="Above"/>.</param>
/// <param name="Above">0 unless stated.</param>
/// <param name="FromYear">The first year.</param>
/// <param name="ToYear">The last year.</param>
internal sealed record StepWhen(string? Group, string? Input, Fraction Above, int? FromYear, int? ToYear)
{
    public static StepWhen? Read(FieldReader step)
    {
        if (step.Find("when") is not { } node || FieldReader.Open(node, step.FieldOf("when"), step.Problems) is not { } fields)
        {
            return null;
        }

        var above = Fraction.Zero;
        if (fields.Text("above") is { } text && DecimalText.TryParse(text, maxDecimals: 2, out above) != DecimalFault.None)
        {
            step.Problems.Add(Problems.ProblemCodes.SchemeInvalidValue, fields.FieldOf("above"), fields.Find("above"),
                $"应为金额或数，得到“{text}”", $"an amount or a number is wanted, got \"{text}\"");
        }

        int? from = null;
        int? to = null;
        if (fields.Find("years") is { } years && FieldReader.Open(years, fields.FieldOf("years"), step.Problems) is { } range)
        {
            (from, to) = (range.Whole("from", 1900, 2999), range.Whole("to", 1900, 2999));
            range.Done();
        }

        var when = new StepWhen(fields.Text("group"), fields.Text("input"), above, from, to);
        fields.Done();
        return when;
    }
}
