using System.Buffers;
using System.Text;

namespace LinkageService.Documents;

/// <summary>
/// A column of short texts in one piece of memory, UTF-8: fifty thousand names are two objects, not fifty thousand.
/// Immutable; a text that is absent is empty.
/// </summary>
public sealed class TextColumn
{
    private readonly byte[] _utf8;
    private readonly int[] _ends;

    private TextColumn(byte[] utf8, int[] ends) => (_utf8, _ends) = (utf8, ends);

    /// <summary>How many texts.</summary>
    public int Count => _ends.Length;

    /// <summary>A text.</summary>
    public string this[int at] => Encoding.UTF8.GetString(Utf8(at));

    /// <summary>The texts of lines, each ended by a line feed.</summary>
    public static TextColumn OfLines(ReadOnlySpan<byte> lines, int count)
    {
        var column = new Builder(count);
        while (!lines.IsEmpty)
        {
            var length = lines.IndexOf((byte)'\n');
            column.Add(lines[..length]);
            lines = lines[(length + 1)..];
        }

        return column.Build();
    }

    /// <summary>A text, UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8(int at)
    {
        var start = at == 0 ? 0 : _ends[at - 1];
        return _utf8.AsSpan(start, _ends[at] - start);
    }

    /// <summary>The place of a text, or -1; the texts stand in the order of their bytes.</summary>
    public int IndexOf(ReadOnlySpan<byte> utf8)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = Utf8(middle).SequenceCompareTo(utf8);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    /// <summary>Whether a text has another somewhere in it, capital letters or not.</summary>
    public bool Contains(int at, ReadOnlySpan<char> wanted)
    {
        // No more characters than bytes.
        var utf8 = Utf8(at);
        char[]? rented = null;
        var text = utf8.Length <= 256 ? stackalloc char[256] : rented = ArrayPool<char>.Shared.Rent(utf8.Length);
        var length = Encoding.UTF8.GetChars(utf8, text);
        var found = ((ReadOnlySpan<char>)text[..length]).Contains(wanted, StringComparison.OrdinalIgnoreCase);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return found;
    }

    /// <summary>Puts a column together.</summary>
    /// <param name="count">How many texts it may have, at least about.</param>
    internal sealed class Builder(int count)
    {
        private readonly ArrayBufferWriter<byte> _utf8 = new(Math.Max(16, count * 8));
        private readonly List<int> _ends = new(count);

        /// <summary>Adds a text.</summary>
        public void Add(ReadOnlySpan<byte> utf8)
        {
            _utf8.Write(utf8);
            _ends.Add(_utf8.WrittenCount);
        }

        /// <summary>The column.</summary>
        public TextColumn Build() => new(_utf8.WrittenSpan.ToArray(), [.. _ends]);
    }
}
