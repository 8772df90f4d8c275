using System.Buffers;
using LinkageService.Engine.Runs;

namespace LinkageService.Features.Calculations;

/// <summary>The statements of a distribution as JSON text, a chunk at a time: most of an answer is statements.</summary>
internal sealed class StatementText : IDisposable
{
    private const int ChunkBytes = 32 << 10;

    private readonly Distribution _distribution;
    private readonly StatementForm _form;
    private readonly ReadOnlyMemory<long>[] _columns;
    private readonly int[] _codes;
    private readonly long[] _fen;
    private readonly byte[] _buffer;
    private readonly bool _asLines;
    private int _household;

    /// <param name="distribution">The result.</param>
    /// <param name="asLines">Whether each statement is a line <c>{"statement":…}</c>; separated by commas otherwise.</param>
    public StatementText(Distribution distribution, bool asLines = false)
    {
        _asLines = asLines;
        _distribution = distribution;
        var steps = distribution.Steps.Where(step => step.AmountsFen is not null).ToArray();
        _form = new StatementForm(
            StepsOf(distribution), [.. distribution.Roster.Labels.Select(label => (label.Name, label.Values))]);
        _codes = new int[distribution.Roster.Labels.Count];
        _columns = steps.Select(step => step.AmountsFen!.Value).ToArray();
        _fen = new long[_columns.Length];
        _buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes + _form.MaxBytes + Before.Length + After.Length);
    }

    /// <summary>The steps with amounts, in order, as statements name them.</summary>
    public static IReadOnlyList<StatementStep> StepsOf(Distribution distribution) => distribution.Steps
        .Where(step => step.AmountsFen is not null)
        .Select(step => new StatementStep(step.Step.Id, step.Step.Benefit, step.IsRecord))
        .ToArray();

    /// <summary>The next statements; valid until the next call.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> chunk)
    {
        var length = 0;
        while (_household < _distribution.Roster.Count && length < ChunkBytes)
        {
            if (_asLines)
            {
                length += Put(Before, length);
            }
            else if (length > 0)
            {
                _buffer[length++] = (byte)',';
            }

            for (var column = 0; column < _fen.Length; column++)
            {
                _fen[column] = _columns[column].Span[_household];
            }

            for (var label = 0; label < _codes.Length; label++)
            {
                _codes[label] = _distribution.Roster.Labels[label].Codes[_household];
            }

            length += _form.Write(_distribution.Roster.IdUtf8(_household), _codes, _fen, _buffer.AsSpan(length));
            length += _asLines ? Put(After, length) : 0;
            _household++;
        }

        chunk = _buffer.AsMemory(0, length);
        return length > 0;
    }

    private static ReadOnlySpan<byte> Before => "{\"statement\":"u8;

    private static ReadOnlySpan<byte> After => "}\n"u8;

    private int Put(ReadOnlySpan<byte> text, int at)
    {
        text.CopyTo(_buffer.AsSpan(at));
        return text.Length;
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
