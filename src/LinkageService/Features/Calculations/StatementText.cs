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
    private readonly long[] _fen;
    private readonly byte[] _buffer;
    private int _household;

    public StatementText(Distribution distribution)
    {
        _distribution = distribution;
        var steps = distribution.Steps.Where(step => step.AmountsFen is not null).ToArray();
        _form = new StatementForm(StepsOf(distribution));
        _columns = steps.Select(step => step.AmountsFen!.Value).ToArray();
        _fen = new long[_columns.Length];
        _buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes + _form.MostBytes);
    }

    /// <summary>The steps with amounts, in order, as statements name them.</summary>
    public static IReadOnlyList<StatementStep> StepsOf(Distribution distribution) => distribution.Steps
        .Where(step => step.AmountsFen is not null)
        .Select(step => new StatementStep(step.Step.Id, step.Step.Benefit, step.IsRecord))
        .ToArray();

    /// <summary>The next statements, separated by commas; valid until the next call.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> chunk)
    {
        var length = 0;
        while (_household < _distribution.Roster.Count && length < ChunkBytes)
        {
            if (length > 0)
            {
                _buffer[length++] = (byte)',';
            }

            for (var column = 0; column < _fen.Length; column++)
            {
                _fen[column] = _columns[column].Span[_household];
            }

            length += _form.Write(_distribution.Roster.IdUtf8(_household), _fen, _buffer.AsSpan(length));
            _household++;
        }

        chunk = _buffer.AsMemory(0, length);
        return length > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
