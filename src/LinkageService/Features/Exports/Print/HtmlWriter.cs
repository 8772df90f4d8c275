using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using LinkageService.Engine.Amounts;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// Writes HTML out of interpolated strings: what stands in the source is markup, and whatever is put in is text, escaped, always.
/// There is no way to write a value unescaped, so a name that is markup is shown as it is written.
/// </summary>
internal sealed class HtmlWriter(Stream destination)
{
    private const int FlushSize = 1 << 16;

    // Ends a part within the text: a text that has one is escaped.
    private const char PartMark = '\f';

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new();
    private readonly PrintParts? _parts = destination as PrintParts;
    private string _head = "";
    private int _sheets, _part;

    /// <summary>What was written so far is the head of the file, and of every part of it.</summary>
    public void EndHead() => _head = _text.ToString();

    /// <summary>A sheet begins: where the file is printed in parts and one is full, so does the next of them.</summary>
    public void BeginSheet()
    {
        if (_parts is not null && _sheets++ == PrintParts.SheetsOf(_part))
        {
            _text.Append("</body></html>\n").Append(PartMark).Append(_head);
            (_sheets, _part) = (1, _part + 1);
        }
    }

    /// <summary>Writes markup with text in it.</summary>
    public void Write([InterpolatedStringHandlerArgument("")] ref HtmlPiece piece) => piece.Done();

    /// <summary>Writes markup of the source as it is.</summary>
    /// <param name="markup">A constant: an analyzer refuses anything else.</param>
    public void WriteConstant([ConstantExpected] string markup) => _text.Append(markup);

    /// <summary>Sends what was written when there is much of it.</summary>
    public ValueTask FlushManyAsync(CancellationToken cancellation) =>
        _text.Length >= FlushSize ? FlushAsync(cancellation) : ValueTask.CompletedTask;

    /// <summary>Sends what was written.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        var text = _text.ToString();
        _text.Clear();
        if (_parts is null)
        {
            await destination.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
            return;
        }

        for (int from = 0, end; from <= text.Length; from = end + 1)
        {
            end = text.IndexOf(PartMark, from) is var mark and >= 0 ? mark : text.Length;
            await destination.WriteAsync(Encoding.UTF8.GetBytes(text[from..end]), cancellation);
            if (end < text.Length)
            {
                await _parts.NextAsync();
            }
        }
    }

    /// <summary>One interpolated string on its way.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct HtmlPiece
    {
        private readonly HtmlWriter _writer;

        public HtmlPiece(int literalLength, int formattedCount, HtmlWriter writer)
        {
            _writer = writer;
            _writer._text.EnsureCapacity(_writer._text.Length + literalLength + (formattedCount * 8));
        }

        /// <summary>Markup of the source.</summary>
        public void AppendLiteral(string markup) => _writer._text.Append(markup);

        /// <summary>A text.</summary>
        public void AppendFormatted(string? text) => _writer._text.Append(text is null ? "" : Encoder.Encode(text));

        /// <summary>A whole number.</summary>
        public void AppendFormatted(int number) => _writer._text.Append(CultureInfo.InvariantCulture, $"{number}");

        /// <summary>An amount with thousands separators.</summary>
        public void AppendFormatted(Money amount) => _writer._text.Append(amount.ToDisplayString());

        /// <summary>It is written already.</summary>
        public void Done()
        {
        }
    }
}
