using System.Text;

namespace LinkageService.Features.Payments.Files;

/// <summary>Payments as a text: a line each, fields between separators, no quotation marks, CRLF.</summary>
internal sealed class PaymentText(PaymentTemplate template, IReadOnlyList<PaymentField> fields)
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds lines of the file's own, as they are.</summary>
    public PaymentText Own(string lines)
    {
        _text.Append(lines);
        return this;
    }

    /// <summary>Adds a line that is no payment: headings or a sum.</summary>
    public PaymentText Line(string[] cells) => Line(cells, isMarked: false);

    /// <summary>Adds a line for each payment.</summary>
    public PaymentText Lines(ReadOnlySpan<string[]> rows)
    {
        foreach (var row in rows)
        {
            Line(row, template.MarksNumbers);
        }

        return this;
    }

    /// <summary>The text in its encoding, with its mark.</summary>
    public byte[] ToBytes()
    {
        var encoding = PaymentEncoding.Of(template.Encoding);
        return [.. encoding.Preamble, .. encoding.GetBytes(_text.ToString())];
    }

    private PaymentText Line(string[] cells, bool isMarked)
    {
        for (var at = 0; at < cells.Length; at++)
        {
            if (at > 0)
            {
                _text.Append(template.SeparatorCharacter);
            }

            _text.Append(cells[at]).Append(isMarked && fields[at].IsNumber && cells[at].Length > 0 ? "\t" : "");
        }

        _text.Append(template.EndsRows ? template.SeparatorCharacter.ToString() : "").Append("\r\n");
        return this;
    }
}
