using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;

namespace LinkageService.Features.Payments.Files;

/// <summary>Reads XML of others: no DTD, nothing fetched, no longer than its limit; element by element, by local names.</summary>
internal static class IsoXml
{
    private const int DeclarationBytes = 200;
    private const int MaxDepth = 64;

    // The only attribute that says anything in these messages.
    private const string CurrencyAttribute = "Ccy";

    /// <summary>A reader over a stream at its start, which stays open.</summary>
    /// <exception cref="XmlException">Its start is no XML.</exception>
    public static XmlReader Open(Stream file, long maxCharacters)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = maxCharacters,
            MaxCharactersFromEntities = 1_024,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            CloseInput = false,
        };

        // Programs in China write GBK, which the runtime's reader does not know by itself.
        return IsChinese(file)
            ? XmlReader.Create(new StreamReader(
                file, PaymentEncoding.Of(PaymentEncoding.Gb18030), detectEncodingFromByteOrderMarks: false, leaveOpen: true), settings)
            : XmlReader.Create(file, settings);
    }

    /// <summary>Goes to the next element below a depth, whatever its name; false at the end of the file.</summary>
    public static bool ReadElement(XmlReader xml)
    {
        while (xml.Read())
        {
            RequireDepth(xml);
            if (xml.NodeType is XmlNodeType.Element)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The element at which a reader stands, with all in it; the reader stands at what follows. <see cref="XNode.ReadFrom"/> would go
    /// down any depth, in minutes.
    /// </summary>
    public static XElement Take(XmlReader xml)
    {
        var element = Begin(xml);
        if (xml.IsEmptyElement)
        {
            xml.Read();
            return element;
        }

        var inside = element;
        while (xml.Read())
        {
            RequireDepth(xml);
            if (xml.NodeType is XmlNodeType.Element)
            {
                var child = Begin(xml);
                inside.Add(child);
                inside = xml.IsEmptyElement ? inside : child;
            }
            else if (xml.NodeType is XmlNodeType.EndElement)
            {
                if (inside == element)
                {
                    xml.Read();
                    return element;
                }

                inside = inside.Parent!;
            }
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                inside.Add(new XText(xml.Value));
            }
        }

        throw new XmlException("An element has no end.", null, LineOf(xml), 0);
    }

    /// <summary>The text of an element below another by its path (<c>Refs/EndToEndId</c>), whatever the namespace; null for none.</summary>
    public static string? Text(XElement? from, string path) => Text(At(from, path));

    /// <summary>The text of an element; null where it has none, or elements in its place.</summary>
    public static string? Text(XElement? element) =>
        element is { HasElements: false } && element.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>What a bank says beside its code, in its own words: several texts are one.</summary>
    public static string Words(IEnumerable<string?> texts) => string.Join(' ', texts.OfType<string>());

    /// <summary>An element below another by its path; null for none.</summary>
    public static XElement? At(XElement? from, string path) => path.Split('/').Aggregate(from, (element, name) =>
        element?.Elements().FirstOrDefault(child => child.Name.LocalName == name));

    /// <summary>The elements of a name directly below another.</summary>
    public static IEnumerable<XElement> All(XElement? from, string name) =>
        from?.Elements().Where(child => child.Name.LocalName == name) ?? [];

    /// <summary>A reference, where it is one: banks write NOTPROVIDED for none.</summary>
    public static string? Reference(string? text) => text is { Length: <= PaymentReference.MaxCharacters }
        && !text.Equals("NOTPROVIDED", StringComparison.OrdinalIgnoreCase) ? text : null;

    /// <summary>Fen of an amount in yuan; false where it is in another currency, or no amount.</summary>
    public static bool TryFen(XElement? amount, out long? fen)
    {
        fen = null;
        if (amount is null)
        {
            return true;
        }

        var text = Text(amount) ?? "";
        text = text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
        var isYuan = amount.Attribute(CurrencyAttribute)?.Value is null or "CNY" or "RMB";
        var fault = Money.TryParse(text, out var money);
        fen = money.Fen;
        return isYuan && fault is DecimalFault.None;
    }

    /// <summary>The day of a date or a moment, as its writer saw it.</summary>
    public static DateOnly? Day(string? text) => text is { Length: >= 10 } && Dates.TryRead(text[..10], out var day) ? day : null;

    private static XElement Begin(XmlReader xml)
    {
        var element = new XElement(XName.Get(xml.LocalName, xml.NamespaceURI));
        if (xml.GetAttribute(CurrencyAttribute) is { } currency)
        {
            element.SetAttributeValue(CurrencyAttribute, currency);
        }

        return element;
    }

    private static void RequireDepth(XmlReader xml)
    {
        if (xml.Depth > MaxDepth)
        {
            throw new XmlException("The elements are nested too deep.", null, LineOf(xml), 0);
        }
    }

    private static int LineOf(XmlReader xml) => xml is IXmlLineInfo line ? line.LineNumber : 0;

    private static bool IsChinese(Stream file)
    {
        Span<byte> start = stackalloc byte[DeclarationBytes];
        file.Position = 0;
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        var text = Encoding.Latin1.GetString(start);
        var declaration = text[..Math.Max(text.IndexOf("?>", StringComparison.Ordinal), 0)].ToUpper(CultureInfo.InvariantCulture);
        return declaration.Contains("GBK", StringComparison.Ordinal) || declaration.Contains("GB2312", StringComparison.Ordinal)
            || declaration.Contains("GB18030", StringComparison.Ordinal);
    }
}
