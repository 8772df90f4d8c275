using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace LinkageService.Tables.Xlsx;

/// <summary>
/// Writes a workbook: sheets one after another, rows one after another, with formulas beside the values they give. Nothing is kept but
/// the row at hand. The same content gives the same bytes.
/// </summary>
internal sealed class XlsxWriter : IDisposable
{
    /// <summary>Rows of a worksheet at most.</summary>
    public const int MaxRows = 1_048_576;

    /// <summary>Characters of a cell at most; what is longer is cut.</summary>
    public const int MaxTextLength = 32_767;

    // Points: Chinese at 11 points with room above and below.
    private const int PrintedRowHeight = 18;

    // A zip cannot state an earlier time.
    private static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _zip;
    private XlsxSheetSetup? _sheet;
    private XmlWriter? _xml;
    private int _sheets;

    /// <param name="output">Where the bytes go; stays open.</param>
    /// <param name="font">The font of all cells.</param>
    /// <param name="sheets">The sheets, in order, by their names and rows of headings.</param>
    /// <param name="isComputedAnew">Whether a program that opens it computes every formula, and does not go by what is stored.</param>
    public XlsxWriter(Stream output, string font, IReadOnlyList<XlsxSheetSetup> sheets, bool isComputedAnew = false)
    {
        _zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, text) in XlsxParts.Of(sheets, font, isComputedAnew))
        {
            using var part = Create(name);
            part.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>The number of the last row written to the present sheet.</summary>
    public int Row { get; private set; }

    /// <summary>Ends the present sheet and begins the next.</summary>
    public void BeginSheet(XlsxSheetSetup sheet)
    {
        EndSheet();
        Row = 0;
        _sheet = sheet;
        _xml = XmlWriter.Create(Create(XlsxParts.SheetPart(++_sheets)), new XmlWriterSettings
        {
            CloseOutput = true,
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        });
        _xml.WriteStartElement("worksheet", XlsxParts.Namespace);
        _xml.WriteRaw(sheet.IsPrinted ? "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>" : "");
        WriteView(_xml, sheet);
        _xml.WriteRaw(sheet.IsPrinted ? $"<sheetFormatPr defaultRowHeight=\"{Text(PrintedRowHeight)}\" customHeight=\"1\"/>" : "");
        WriteColumns(_xml, sheet);
        _xml.WriteStartElement("sheetData");
    }

    /// <summary>Adds a row to the present sheet.</summary>
    /// <param name="cells">From the first column on.</param>
    /// <param name="height">In points; 0 is one line.</param>
    public void Write(IReadOnlyList<XlsxCell> cells, int height = 0)
    {
        if (Row == MaxRows)
        {
            throw new InvalidOperationException($"a worksheet has at most {MaxRows} rows; write a CSV");
        }

        Row++;
        var xml = _xml!;
        xml.WriteStartElement("row");
        xml.WriteAttributeString("r", Text(Row));
        if (height > 0)
        {
            xml.WriteAttributeString("ht", Text(height));
            xml.WriteAttributeString("customHeight", "1");
        }

        for (var at = 0; at < cells.Count; at++)
        {
            WriteCell(xml, XlsxParts.ColumnName(at + 1), cells[at]);
        }

        xml.WriteEndElement();
    }

    /// <summary>Ends the file; without it the workbook cannot be opened.</summary>
    public void Complete()
    {
        EndSheet();
        _zip.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _xml?.Dispose();
        _zip.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void WriteView(XmlWriter xml, XlsxSheetSetup sheet)
    {
        var (columns, rows) = (sheet.FrozenColumns, sheet.HeadingRow);
        xml.WriteRaw($"<sheetViews><sheetView {(sheet.IsPrinted ? "showGridLines=\"0\" " : "")}workbookViewId=\"0\">");
        if (columns > 0 || rows > 0)
        {
            var pane = (columns, rows) switch { (0, _) => "bottomLeft", (_, 0) => "topRight", _ => "bottomRight" };
            var split = (columns > 0 ? $" xSplit=\"{Text(columns)}\"" : "") + (rows > 0 ? $" ySplit=\"{Text(rows)}\"" : "");
            var corner = sheet.Reference(columns + 1, rows + 1, isWithSheet: false);
            xml.WriteRaw($"<pane{split} topLeftCell=\"{corner}\" activePane=\"{pane}\" state=\"frozen\"/>");
        }

        xml.WriteRaw("</sheetView></sheetViews>");
    }

    private static void WriteColumns(XmlWriter xml, XlsxSheetSetup sheet)
    {
        if (sheet.Widths.Count == 0)
        {
            return;
        }

        xml.WriteRaw("<cols>");
        for (var at = 1; at <= sheet.Widths.Count; at++)
        {
            var style = sheet.TextColumns.Contains(at) ? $" style=\"{Text((int)XlsxStyle.TableText)}\"" : "";
            xml.WriteRaw($"<col min=\"{Text(at)}\" max=\"{Text(at)}\" width=\"{Text(sheet.Widths[at - 1])}\" customWidth=\"1\"{style}/>");
        }

        xml.WriteRaw("</cols>");
    }

    private Stream Create(string name)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Timestamp;
        return entry.Open();
    }

    private void WriteCell(XmlWriter xml, string column, XlsxCell cell)
    {
        if (cell == XlsxCell.None)
        {
            return;
        }

        xml.WriteStartElement("c");
        xml.WriteAttributeString("r", column + Text(Row));
        xml.WriteAttributeString("s", Text((int)cell.Style));
        if (cell.Text.Length > 0 && cell.IsNumber)
        {
            if (cell.Formula is { } formula)
            {
                xml.WriteElementString("f", XlsxParts.Namespace, formula);
            }

            xml.WriteElementString("v", XlsxParts.Namespace, cell.Text);
        }
        else if (cell.Formula is { } text)
        {
            xml.WriteAttributeString("t", "str");
            xml.WriteElementString("f", XlsxParts.Namespace, text);
            xml.WriteElementString("v", XlsxParts.Namespace, XlsxText.Encode(cell.Text));
        }
        else if (cell.Text.Length > 0)
        {
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is");
            xml.WriteStartElement("t");
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(XlsxText.Encode(cell.Text.Length <= MaxTextLength ? cell.Text : cell.Text[..MaxTextLength]));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void EndSheet()
    {
        if (_xml is not { } xml)
        {
            return;
        }

        var sheet = _sheet!;
        xml.WriteEndElement();
        if (sheet.WideRows.Count > 0 && sheet.Widths.Count > 1)
        {
            var last = sheet.Widths.Count;
            xml.WriteRaw($"<mergeCells count=\"{Text(sheet.WideRows.Count)}\">");
            foreach (var row in sheet.WideRows)
            {
                xml.WriteRaw($"<mergeCell ref=\"A{Text(row)}:{sheet.Reference(last, row, isWithSheet: false)}\"/>");
            }

            xml.WriteRaw("</mergeCells>");
        }

        if (sheet.IsPrinted)
        {
            WritePrinting(xml, sheet);
        }

        xml.WriteEndElement();
        xml.Dispose();
        _xml = null;
    }

    // On A4, as wide as the page.
    private static void WritePrinting(XmlWriter xml, XlsxSheetSetup sheet)
    {
        xml.WriteRaw("<printOptions horizontalCentered=\"1\"/>"
            + "<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>");
        var orientation = sheet.IsLandscape ? "landscape" : "portrait";
        xml.WriteRaw($"<pageSetup paperSize=\"9\" orientation=\"{orientation}\" fitToWidth=\"1\" fitToHeight=\"0\"/>");
        xml.WriteStartElement("headerFooter");
        xml.WriteElementString("oddFooter", XlsxParts.Namespace, "&C" + sheet.Footer);
        xml.WriteEndElement();
    }
}
