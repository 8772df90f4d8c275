using System.Runtime.InteropServices;
using System.Text;

namespace LinkageService.Tables.Xlsx;

/// <summary>
/// The list of texts that cells of a workbook refer to by number. Kept as bytes aside, not as strings, because a list is as long as
/// its workbook; programs number the texts in the order of the cells, so that reading goes forward through the bytes.
/// </summary>
internal sealed class SharedTexts : IDisposable
{
    private const int CacheSize = 4_096;
    private const int LongestCached = 256;

    private readonly TableSpool _bytes = new();
    private readonly List<int> _ends = [0];
    private readonly (int Index, string Text)[] _cache = new (int, string)[CacheSize];

    private SharedTexts() => Array.Fill(_cache, (-1, ""));

    /// <summary>How many texts there are.</summary>
    public int Count => _ends.Count - 1;

    /// <summary>Out of the part of shared texts; null has none.</summary>
    /// <exception cref="TableException">There are more than allowed.</exception>
    public static SharedTexts Of(XlsxXml? xml, TableLimits limits)
    {
        var texts = new SharedTexts();
        try
        {
            while (xml is not null && xml.Read())
            {
                if (xml is { IsStart: true, Name: "si" })
                {
                    texts.Add(xml.RichText(), limits.MaxSharedTexts);
                }
            }

            return texts;
        }
        catch
        {
            texts.Dispose();
            throw;
        }
    }

    /// <summary>The text of a number below <see cref="Count"/>.</summary>
    public string At(int index)
    {
        ref var cached = ref _cache[index % CacheSize];
        if (cached.Index == index)
        {
            return cached.Text;
        }

        var length = _ends[index + 1] - _ends[index];
        var bytes = length <= 1024 ? stackalloc byte[length] : new byte[length];
        _bytes.Content.Position = _ends[index];
        _bytes.Content.ReadExactly(bytes);
        var text = Encoding.Unicode.GetString(bytes);
        if (text.Length <= LongestCached)
        {
            cached = (index, text);
        }

        return text;
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    private void Add(string text, int max)
    {
        var end = _ends[^1] + ((long)text.Length * sizeof(char));
        if (Count == max || end > int.MaxValue)
        {
            throw TableException.Damaged(0, 0, "不同的文字过多", "there are too many different texts");
        }

        // As they are in memory, so that not even half a character is lost.
        _bytes.Write(MemoryMarshal.AsBytes(text.AsSpan()));
        _ends.Add((int)end);
    }
}
