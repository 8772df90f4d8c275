using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Rosters;

namespace LinkageService.Features.Calculations;

/// <summary>A step that gave amounts, as statements name it.</summary>
/// <param name="Step">Its id.</param>
/// <param name="Benefit">What its lines are called.</param>
/// <param name="IsRecord">Whether its amounts are only noted, outside every total.</param>
internal sealed record StatementStep(string Step, string Benefit, bool IsRecord);

/// <summary>
/// The JSON of statements, put together from ready pieces: the text of a line up to its amount is the same for every household
/// of a run. Immutable.
/// </summary>
internal sealed class StatementForm
{
    private const int AmountBytes = 24;
    private const int LongestEscape = 6;

    // {"household":"…","labels":{…},"total":"…","lines":[…],"records":[…]},
    private const int FrameBytes = 92 + (HouseholdIds.MaxCharacters * 4 * LongestEscape);

    private static readonly JavaScriptEncoder Encoder = JsonText.Written.Encoder!;

    private readonly byte[][][] _labels;
    private readonly Piece[] _lines;
    private readonly Piece[] _records;

    /// <param name="steps">The steps with amounts, in order.</param>
    /// <param name="labels">The labels with the values that occur.</param>
    public StatementForm(IReadOnlyList<StatementStep> steps, IReadOnlyList<(string Name, IReadOnlyList<string> Values)> labels)
    {
        _labels = [.. labels.Select(label => label.Values.Select(value =>
            Encoding.UTF8.GetBytes($"\"{Escape(label.Name)}\":\"{Escape(value)}\"")).ToArray())];
        _lines = Pieces(steps, records: false);
        _records = Pieces(steps, records: true);
        MaxBytes = FrameBytes + _labels.Sum(values => values.Max(value => value.Length) + 1)
            + _lines.Concat(_records).Sum(piece => piece.Start.Length + AmountBytes + 3);
    }

    /// <summary>No statement takes more.</summary>
    public int MaxBytes { get; }

    /// <summary>Writes one statement.</summary>
    /// <param name="id">The household, UTF-8.</param>
    /// <param name="codes">The place of its value among those of each label.</param>
    /// <param name="fen">Its amounts, one for each step.</param>
    /// <param name="destination">At least <see cref="MaxBytes"/>.</param>
    /// <returns>How many bytes it took.</returns>
    public int Write(ReadOnlySpan<byte> id, ReadOnlySpan<int> codes, ReadOnlySpan<long> fen, Span<byte> destination)
    {
        long total = 0;
        foreach (var line in _lines)
        {
            total += fen[line.Column];
        }

        var length = Put("{\"household\":\""u8, destination, 0);
        length = PutId(id, destination, length);
        if (_labels.Length > 0)
        {
            length = Put("\",\"labels\":{"u8, destination, length);
            for (var label = 0; label < _labels.Length; label++)
            {
                length = label > 0 ? Put(","u8, destination, length) : length;
                length = Put(_labels[label][codes[label]], destination, length);
            }

            length = Put("},\"total\":\""u8, destination, length);
        }
        else
        {
            length = Put("\",\"total\":\""u8, destination, length);
        }

        length += new Money(total).FormatUtf8(destination[length..]);
        length = Put("\",\"lines\":["u8, destination, length);
        length = PutAll(_lines, fen, destination, length);
        length = Put("]"u8, destination, length);
        foreach (var record in _records)
        {
            if (fen[record.Column] != 0)
            {
                length = Put(",\"records\":["u8, destination, length);
                length = PutAll(_records, fen, destination, length);
                length = Put("]"u8, destination, length);
                break;
            }
        }

        return Put("}"u8, destination, length);
    }

    private static Piece[] Pieces(IReadOnlyList<StatementStep> steps, bool records) => steps
        .Select((step, column) => (Step: step, Column: column))
        .Where(each => each.Step.IsRecord == records)
        .Select(each => new Piece(
            Encoding.UTF8.GetBytes($"{{\"step\":\"{Escape(each.Step.Step)}\",\"benefit\":\"{Escape(each.Step.Benefit)}\",\"amount\":\""),
            each.Column))
        .ToArray();

    private static string Escape(string text) => JsonEncodedText.Encode(text, Encoder).Value;

    private static int PutAll(Piece[] pieces, ReadOnlySpan<long> fen, Span<byte> destination, int length)
    {
        var isFirst = true;
        foreach (var piece in pieces)
        {
            var amount = fen[piece.Column];
            if (amount == 0)
            {
                continue;
            }

            if (!isFirst)
            {
                destination[length++] = (byte)',';
            }

            isFirst = false;
            length = Put(piece.Start, destination, length);
            length += new Money(amount).FormatUtf8(destination[length..]);
            length = Put("\"}"u8, destination, length);
        }

        return length;
    }

    private static int Put(ReadOnlySpan<byte> text, Span<byte> destination, int length)
    {
        text.CopyTo(destination[length..]);
        return length + text.Length;
    }

    private static int PutId(ReadOnlySpan<byte> id, Span<byte> destination, int length)
    {
        if (Encoder.FindFirstCharacterToEncodeUtf8(id) < 0)
        {
            return Put(id, destination, length);
        }

        Encoder.EncodeUtf8(id, destination[length..], out _, out var written);
        return length + written;
    }

    /// <summary>A step's line up to its amount, and where the amount stands.</summary>
    private readonly record struct Piece(byte[] Start, int Column);
}
