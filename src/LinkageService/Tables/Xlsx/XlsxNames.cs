using System.Xml;

namespace LinkageService.Tables.Xlsx;

/// <summary>The names an XML reader met, which it keeps for good: refused when a file makes up too many.</summary>
internal sealed class XlsxNames : NameTable
{
    // The names of all of SpreadsheetML are some 100,000 characters.
    private const int MaxLength = 1 << 20;

    private int _length;

    /// <inheritdoc/>
    public override string Add(string key) => Get(key) ?? Count(base.Add(key));

    /// <inheritdoc/>
    public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Count(base.Add(key, start, len));

    private string Count(string name)
    {
        _length += name.Length + 1;
        return _length <= MaxLength
            ? name
            : throw TableException.Damaged(0, 0, "XML 里的名称过多", "its XML has too many different names");
    }
}
