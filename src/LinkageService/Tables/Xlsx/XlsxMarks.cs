using System.Globalization;

namespace LinkageService.Tables.Xlsx;

/// <summary>Fonts that strike a text out or write it in red, and grounds that are red.</summary>
internal static class XlsxMarks
{
    // Of a colour: at least so much red, and at most so much of the two others.
    private const int LeastRed = 0xC0;
    private const int MostOther = 0x40;

    // Red in the palette of old.
    private const string Red = "10";
    private const string DarkerRed = "2";

    /// <summary>Reads a list of fonts or of fills, on whose start the reader stands.</summary>
    /// <param name="xml">The part of styles.</param>
    /// <param name="into">Gets how each marks a cell.</param>
    /// <param name="most">How many are read.</param>
    public static void Read(XlsxXml xml, List<CellMark> into, int most)
    {
        var depth = xml.Depth;
        while (xml.ReadChild(depth))
        {
            var mark = MarkOf(xml);
            if (into.Count < most)
            {
                into.Add(mark);
            }
        }
    }

    private static CellMark MarkOf(XlsxXml xml)
    {
        var mark = CellMark.None;
        if (!xml.HasContent)
        {
            return mark;
        }

        var depth = xml.Depth;
        while (xml.ReadChild(depth))
        {
            mark |= xml.Name switch
            {
                "strike" => xml.Attribute("val") is "0" or "false" ? CellMark.None : CellMark.Struck,
                "color" or "fgColor" => IsRed(xml) ? CellMark.Red : CellMark.None,
                _ => CellMark.None,
            };
        }

        return mark;
    }

    private static bool IsRed(XlsxXml xml) => xml.Attribute("indexed") is Red or DarkerRed
        || (xml.Attribute("rgb") is { Length: 8 } rgb
            && int.TryParse(rgb, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var colour)
            && ((colour >> 16) & 0xFF) >= LeastRed && ((colour >> 8) & 0xFF) <= MostOther && (colour & 0xFF) <= MostOther);
}
