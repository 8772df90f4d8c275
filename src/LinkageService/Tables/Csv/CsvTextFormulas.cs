namespace LinkageService.Tables.Csv;

/// <summary>
/// The text of a CSV in which whole cells are written <c>="0001"</c>, as people write them to keep zeros: quotes inside a cell without
/// quotes, which no rule of CSV allows. Such a cell is passed on between quotes of its own, everything else as it is.
/// </summary>
/// <param name="text">The CSV; closed with this.</param>
/// <param name="separator">What stands between cells.</param>
internal sealed class CsvTextFormulas(TextReader text, char separator) : TextReader
{
    // Longer than any number of an account or a person; a quote that is not closed by then is no such cell.
    private const int MaxText = 64;

    private readonly Queue<char> _out = [];
    private readonly Queue<char> _ahead = [];
    private Place _place = Place.AtStart;

    private enum Place
    {
        AtStart,
        Plain,
        Quoted,
    }

    /// <summary>Whether a text may have any of them.</summary>
    public static bool AreIn(TextReader text)
    {
        var (chunk, last) = (new char[1 << 14], '\0');
        while (text.ReadBlock(chunk) is var count and > 0)
        {
            var part = chunk.AsSpan(0, count);
            if ((last == '=' && part[0] == '"') || part.IndexOf("=\"") >= 0)
            {
                return true;
            }

            last = part[^1];
        }

        return false;
    }

    /// <inheritdoc/>
    public override int Peek() => Fill() ? _out.Peek() : -1;

    /// <inheritdoc/>
    public override int Read() => Fill() ? _out.Dequeue() : -1;

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        var read = 0;
        while (read < buffer.Length && Fill())
        {
            buffer[read++] = _out.Dequeue();
        }

        return read;
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            text.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Fill()
    {
        if (_out.Count > 0)
        {
            return true;
        }

        if (Next() is not { } letter)
        {
            return false;
        }

        _out.Enqueue(letter);
        switch (_place)
        {
            case Place.AtStart when letter == '"':
                _place = Place.Quoted;
                break;
            case Place.AtStart when letter == '=':
                ReadFormula();
                break;
            case Place.Quoted when letter == '"' && Ahead(0) == '"':
                _out.Enqueue(Next()!.Value);
                break;
            case Place.Quoted:
                _place = letter == '"' ? Place.Plain : Place.Quoted;
                break;
            default:
                _place = IsEnd(letter) ? Place.AtStart : Place.Plain;
                break;
        }

        return true;
    }

    // After the equals sign: a text between quotes and nothing behind it, or what is no such cell.
    private void ReadFormula()
    {
        _place = Place.Plain;
        if (Ahead(0) != '"')
        {
            return;
        }

        var end = 1;
        while (end <= MaxText && Ahead(end) is { } letter && letter is not ('"' or '\r' or '\n'))
        {
            end++;
        }

        // What would itself be run is left to be refused.
        var cell = "=" + string.Concat(_ahead.Take(end + 1));
        if (CsvFormulaGuard.TextOf(cell) is not { } told || (Ahead(end + 1) is { } after && !IsEnd(after)))
        {
            return;
        }

        _out.Clear();
        foreach (var letter in $"\"=\"\"{told}\"\"\"")
        {
            _out.Enqueue(letter);
        }

        for (var left = end; left >= 0; left--)
        {
            _ = Next();
        }
    }

    private bool IsEnd(char letter) => letter == separator || letter is '\r' or '\n';

    private char? Next() => _ahead.TryDequeue(out var letter) ? letter : text.Read() is var next and >= 0 ? (char)next : null;

    private char? Ahead(int at)
    {
        while (_ahead.Count <= at && text.Read() is var next and >= 0)
        {
            _ahead.Enqueue((char)next);
        }

        return _ahead.Count > at ? _ahead.ElementAt(at) : null;
    }
}
