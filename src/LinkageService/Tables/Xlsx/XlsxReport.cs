using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace LinkageService.Tables.Xlsx;

/// <summary>
/// A workbook for people: sheets one after another, rows one after another, with formulas beside the values they give, set up for
/// printing on A4. Nothing is kept but the row at hand; the bytes go out asynchronously, so that the destination may be the body of
/// an answer.
/// </summary>
internal sealed class XlsxReport : IAsyncDisposable
{
    /// <summary>Rows of a worksheet at most.</summary>
    public const int MaxRows = 1_048_576;

    private const int FlushSize = 1 << 16;

    // Points: Chinese at 11 points with room above and below.
    private const int RowHeight = 18;
    private const int MaxTextLength = 32_767;

    // The same report gives the same bytes; a zip cannot state an earlier time.
    private static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Stream _destination;
    private readonly IReadOnlyList<XlsxReportSheet> _sheets;
    private readonly TableOutput _output = new();
    private readonly ZipArchive _zip;
    private XmlWriter? _xml;
    private int _at;

    /// <param name="destination">Where the bytes go; stays open.</param>
    /// <param name="font">The font of all cells.</param>
    /// <param name="sheets">The sheets, in order.</param>
    public XlsxReport(Stream destination, string font, params IReadOnlyList<XlsxReportSheet> sheets)
    {
        (_destination, _sheets) = (destination, sheets);
        _zip = new ZipArchive(_output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, text) in XlsxReportParts.Of(sheets, font))
        {
            using var part = Create(name);
            part.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>The number of the last row written to the present sheet.</summary>
    public int Row { get; private set; }

    /// <summary>Ends the present sheet and begins the next.</summary>
    public void BeginSheet()
    {
        EndSheet();
        Row = 0;
        var sheet = _sheets[_at++];
        _xml = XmlWriter.Create(Create(XlsxReportParts.SheetPart(_at)), new XmlWriterSettings
        {
            CloseOutput = true,
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        });
        _xml.WriteStartElement("worksheet", XlsxFixedParts.Namespace);
        _xml.WriteRaw("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
        WriteView(_xml, sheet);
        _xml.WriteRaw($"<sheetFormatPr defaultRowHeight=\"{Text(RowHeight)}\" customHeight=\"1\"/>");
        WriteColumns(_xml, sheet);
        _xml.WriteStartElement("sheetData");
    }

    /// <summary>Adds a row.</summary>
    /// <param name="cells">From the first column on.</param>
    /// <param name="height">In points; 0 is one line.</param>
    /// <param name="cancellation">Stops it.</param>
    public async ValueTask WriteAsync(IReadOnlyList<XlsxReportCell> cells, int height = 0, CancellationToken cancellation = default)
    {
        if (Row == MaxRows)
        {
            throw new InvalidOperationException($"a worksheet has at most {MaxRows} rows");
        }

        WriteRow(_xml!, cells, height);
        if (_output.Written >= FlushSize)
        {
            await FlushAsync(cancellation);
        }
    }

    /// <summary>Ends the file; without it the workbook cannot be opened.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellation)
    {
        EndSheet();
        _zip.Dispose();
        await FlushAsync(cancellation);
        await _destination.FlushAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _xml?.Dispose();
        _zip.Dispose();
        await _output.DisposeAsync();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void WriteView(XmlWriter xml, XlsxReportSheet sheet)
    {
        var (columns, rows) = (sheet.FrozenColumns, sheet.HeadingRow);
        xml.WriteRaw("<sheetViews><sheetView showGridLines=\"0\" workbookViewId=\"0\">");
        if (columns > 0 || rows > 0)
        {
            var pane = (columns, rows) switch { (0, _) => "bottomLeft", (_, 0) => "topRight", _ => "bottomRight" };
            var split = (columns > 0 ? $" xSplit=\"{Text(columns)}\"" : "") + (rows > 0 ? $" ySplit=\"{Text(rows)}\"" : "");
            var corner = sheet.Reference(columns + 1, rows + 1, isWithSheet: false);
            xml.WriteRaw($"<pane{split} topLeftCell=\"{corner}\" activePane=\"{pane}\" state=\"frozen\"/>");
        }

        xml.WriteRaw("</sheetView></sheetViews>");
    }

    private static void WriteColumns(XmlWriter xml, XlsxReportSheet sheet)
    {
        xml.WriteRaw("<cols>");
        for (var at = 1; at <= sheet.Widths.Count; at++)
        {
            xml.WriteRaw($"<col min=\"{Text(at)}\" max=\"{Text(at)}\" width=\"{Text(sheet.Widths[at - 1])}\" customWidth=\"1\"/>");
        }

        xml.WriteRaw("</cols>");
    }

    private Stream Create(string name)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Timestamp;
        return entry.Open();
    }

    private void WriteRow(XmlWriter xml, IReadOnlyList<XlsxReportCell> cells, int height)
    {
        Row++;
        xml.WriteStartElement("row");
        xml.WriteAttributeString("r", Text(Row));
        if (height > 0)
        {
            xml.WriteAttributeString("ht", Text(height));
            xml.WriteAttributeString("customHeight", "1");
        }

        for (var at = 0; at < cells.Count; at++)
        {
            WriteCell(xml, XlsxFixedParts.ColumnName(at + 1) + Text(Row), cells[at]);
        }

        xml.WriteEndElement();
    }

    private static void WriteCell(XmlWriter xml, string place, XlsxReportCell cell)
    {
        xml.WriteStartElement("c");
        xml.WriteAttributeString("r", place);
        xml.WriteAttributeString("s", Text((int)cell.Style));
        if (cell.Text.Length > 0 && cell.IsNumber)
        {
            if (cell.Formula is { } formula)
            {
                xml.WriteElementString("f", XlsxFixedParts.Namespace, formula);
            }

            xml.WriteElementString("v", XlsxFixedParts.Namespace, cell.Text);
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

        var sheet = _sheets[_at - 1];
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

        xml.WriteRaw("<printOptions horizontalCentered=\"1\"/>"
            + "<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>");
        var orientation = sheet.IsLandscape ? "landscape" : "portrait";
        xml.WriteRaw($"<pageSetup paperSize=\"9\" orientation=\"{orientation}\" fitToWidth=\"1\" fitToHeight=\"0\"/>");
        xml.WriteStartElement("headerFooter");
        xml.WriteElementString("oddFooter", XlsxFixedParts.Namespace, "&C" + sheet.Footer);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.Dispose();
        _xml = null;
    }

    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await _destination.WriteAsync(_output.Bytes, cancellation);
        _output.Clear();
    }
}
