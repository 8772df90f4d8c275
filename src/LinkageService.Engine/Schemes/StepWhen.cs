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

        var above = fields.Text("above") is { } text
            ? SchemeReader.Number(fields, "above", text, 2, DecimalText.TryParse(text, maxDecimals: 2, out Fraction figure), figure)
            : null;
        if (fields.Has("above") && !fields.Has("input"))
        {
            fields.Invalid("above", "above 和 input 一起写", "above goes with input");
        }

        if (!fields.Has("group") && !fields.Has("input") && !fields.Has("years"))
        {
            step.Invalid("when", "when 里写 group、input 或 years", "when has group, input or years");
        }

        int? from = null;
        int? to = null;
        if (fields.Find("years") is { } years && FieldReader.Open(years, fields.FieldOf("years"), step.Problems) is { } range)
        {
            (from, to) = (range.Whole("from", 1900, 2999), range.Whole("to", 1900, 2999));
            if (!range.Has("from") && !range.Has("to"))
            {
                fields.Invalid("years", "years 里写 from 或 to", "years has from or to");
            }

            range.Done();
        }

        var when = new StepWhen(fields.Text("group"), fields.Text("input"), above ?? Fraction.Zero, from, to);
        fields.Done();
        return when;
    }
}
