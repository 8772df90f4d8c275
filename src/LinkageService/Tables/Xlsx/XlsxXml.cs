using System.Text;
using System.Xml;

namespace LinkageService.Tables.Xlsx;

/// <summary>
/// A part of a workbook, read forward. Elements go by their local name, so that both dialects of the format (transitional and strict,
/// which differ in namespaces) read alike. External entities and document types are refused.
/// </summary>
internal sealed class XlsxXml(Stream part, int maxText) : IDisposable
{
    private const int MaxDepth = 64;

    private readonly StringBuilder _text = new();
    private readonly XmlReader _reader = XmlReader.Create(part, new XmlReaderSettings
    {
        CloseInput = true,
        DtdProcessing = DtdProcessing.Prohibit,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        NameTable = new XlsxNames(),
        XmlResolver = null,
    });

    /// <summary>How deep the current node stands.</summary>
    public int Depth => _reader.Depth;

    /// <summary>Local name of the current element.</summary>
    public string Name => _reader.LocalName;

    /// <summary>On the start of an element.</summary>
    public bool IsStart => _reader.NodeType == XmlNodeType.Element;

    /// <summary>On the start of an element that has an end: <c>&lt;a/&gt;</c> has none.</summary>
    public bool HasContent => IsStart && !_reader.IsEmptyElement;

    /// <summary>Goes to the next node; false at the end of the part.</summary>
    public bool Read()
    {
        if (!_reader.Read())
        {
            return false;
        }

        return _reader.Depth <= MaxDepth
            ? true
            : throw TableException.Damaged(0, 0, "XML 嵌套过深", "its XML is nested too deeply");
    }

    /// <summary>Goes to the next start of an element inside the element of this depth; false on that element's end.</summary>
    public bool ReadChild(int depth)
    {
        while (Read())
        {
            if (IsStart)
            {
                return true;
            }

            if (_reader.NodeType == XmlNodeType.EndElement && _reader.Depth == depth)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Goes through the rest of the part.</summary>
    public void ReadToEnd()
    {
        bool more;
        do
        {
            more = Read();
        }
        while (more);
    }

    /// <summary>An attribute of the current element by its name without namespace prefix, or null.</summary>
    public string? Attribute(string name) => _reader.GetAttribute(name);

    /// <summary>The id of a relationship: the one attribute that has a namespace, which differs by dialect.</summary>
    public string? RelationshipId()
    {
        string? id = null;
        while (_reader.MoveToNextAttribute())
        {
            if (_reader.LocalName == "id" && _reader.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal))
            {
                id = _reader.Value;
            }
        }

        _reader.MoveToElement();
        return id;
    }

    /// <summary>The text of the current element; leaves the reader on its end.</summary>
    public string Text()
    {
        _text.Clear();
        AddText();
        return _text.ToString();
    }

    /// <summary>The text of a rich text: its runs joined, without how they are pronounced. Leaves the reader on its end.</summary>
    public string RichText()
    {
        _text.Clear();
        var depth = Depth;
        if (!HasContent)
        {
            return "";
        }

        while (ReadChild(depth))
        {
            if (Name == "rPh")
            {
                Skip();
            }
            else if (Name == "t")
            {
                AddText();
            }
        }

        return XlsxText.Decode(_text.ToString());
    }

    /// <summary>Passes over what is in the current element; leaves the reader on its end.</summary>
    public void Skip()
    {
        var depth = Depth;
        if (!HasContent)
        {
            return;
        }

        while (ReadChild(depth))
        {
            Skip();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private void AddText()
    {
        if (!HasContent)
        {
            return;
        }

        var depth = Depth;
        while (Read() && !(_reader.NodeType == XmlNodeType.EndElement && Depth == depth))
        {
            if (_reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                _text.Append(_reader.Value);
                if (_text.Length > maxText)
                {
                    throw TableException.Xlsx(0, 0, $"一段文字超过 {maxText} 个字符", $"a text is over {maxText} characters");
                }
            }
        }
    }
}
