using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;

namespace LinkageService.Features.Calculations;

/// <summary>
/// The statements as JSON text, a chunk at a time. Most of an answer is statements, so they are put together from ready
/// pieces: the text of a line up to its amount is the same for every household.
/// </summary>
internal sealed class StatementText : IDisposable
{
    private const int ChunkBytes = 32 << 10;
    private const int AmountBytes = 24;
    private const int LongestEscape = 6;

    // {"household":"…","total":"…","lines":[…],"records":[…]},
    private const int FrameBytes = 80 + (RosterBuilder.MaxIdCharacters * 4 * LongestEscape);

    private static readonly JavaScriptEncoder Encoder = CalculationJsonWriter.Options.Encoder!;

    private readonly Distribution _distribution;
    private readonly Piece[] _lines;
    private readonly Piece[] _records;
    private readonly int _longest;
    private readonly byte[] _buffer;
    private int _household;
    private int _length;

    public StatementText(Distribution distribution)
    {
        _distribution = distribution;
        _lines = Pieces(distribution, records: false);
        _records = Pieces(distribution, records: true);
        _longest = FrameBytes + _lines.Concat(_records).Sum(piece => piece.Start.Length + AmountBytes + 3);
        _buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes + _longest);
    }

    /// <summary>The next statements, separated by commas; valid until the next call.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> chunk)
    {
        _length = 0;
        while (_household < _distribution.Roster.Count && _length < ChunkBytes)
        {
            if (_length > 0)
            {
                _buffer[_length++] = (byte)',';
            }

            Append(_household++);
        }

        chunk = _buffer.AsMemory(0, _length);
        return _length > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static Piece[] Pieces(Distribution distribution, bool records) => distribution.Steps
        .Where(step => step.IsRecord == records && step.AmountsFen is not null)
        .Select(step => new Piece(
            Encoding.UTF8.GetBytes($"{{\"step\":\"{Escape(step.Step.Id)}\",\"benefit\":\"{Escape(step.Step.Benefit)}\",\"amount\":\""),
            step.AmountsFen!.Value))
        .ToArray();

    private static string Escape(string text) => JsonEncodedText.Encode(text, Encoder).Value;

    private void Append(int household)
    {
        Append("{\"household\":\""u8);
        AppendId(_distribution.Roster.IdUtf8(household));
        long total = 0;
        foreach (var line in _lines)
        {
            total += line.Fen.Span[household];
        }

        Append("\",\"total\":\""u8);
        Append(total);
        Append("\",\"lines\":["u8);
        AppendAll(_lines, household);
        Append("]"u8);
        AppendRecords(household);
        Append("}"u8);
    }

    private void AppendRecords(int household)
    {
        foreach (var record in _records)
        {
            if (record.Fen.Span[household] != 0)
            {
                Append(",\"records\":["u8);
                AppendAll(_records, household);
                Append("]"u8);
                return;
            }
        }
    }

    private void AppendAll(Piece[] pieces, int household)
    {
        var isFirst = true;
        foreach (var piece in pieces)
        {
            var fen = piece.Fen.Span[household];
            if (fen == 0)
            {
                continue;
            }

            if (!isFirst)
            {
                _buffer[_length++] = (byte)',';
            }

            isFirst = false;
            Append(piece.Start);
            Append(fen);
            Append("\"}"u8);
        }
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }

    private void Append(long fen) => _length += new Money(fen).FormatUtf8(_buffer.AsSpan(_length));

    private void AppendId(ReadOnlySpan<byte> id)
    {
        if (Encoder.FindFirstCharacterToEncodeUtf8(id) < 0)
        {
            Append(id);
            return;
        }

        Encoder.EncodeUtf8(id, _buffer.AsSpan(_length), out _, out var written);
        _length += written;
    }

    /// <summary>A step's line up to its amount, and the amounts.</summary>
    private readonly record struct Piece(byte[] Start, ReadOnlyMemory<long> Fen);
}
