using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace LinkageService.Tables.Xlsx;

/// <summary>
/// A workbook of one worksheet: headings in bold that stay in sight, columns as wide as their first rows need, texts that stay texts
/// when edited.
/// </summary>
internal sealed class XlsxRowWriter : ITableRowWriter
{
    private const int MaxRows = 1_048_576;
    private const int MaxTextLength = 32_767;
    private const int RowsMeasured = 200;

    // The same table gives the same bytes; a zip cannot state an earlier time.
    private static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Excel's day 61: before it, days are counted past a 29 February 1900 that was not.
    private static readonly DateOnly FirstSafeDay = new(1900, 3, 1);

    private readonly ZipArchive _zip;
    private readonly List<IReadOnlyList<TableCell>> _first = [];
    private XmlWriter? _xml;
    private int _rows;

    public XlsxRowWriter(Stream output, string sheet)
    {
        _zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, text) in XlsxFixedParts.Of(sheet))
        {
            using var part = Create(name);
            part.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    /// <inheritdoc/>
    public void Write(IReadOnlyList<TableCell> cells)
    {
        Check(cells);
        if (_xml is not null)
        {
            WriteRow(_xml, cells);
            return;
        }

        // The widths stand before the rows.
        _first.Add([.. cells]);
        if (_first.Count == RowsMeasured)
        {
            Begin();
        }
    }

    /// <inheritdoc/>
    public void Complete()
    {
        var xml = _xml ?? Begin();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.Dispose();
        _zip.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _xml?.Dispose();
        _zip.Dispose();
    }

    private Stream Create(string name)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Timestamp;
        return entry.Open();
    }

    private void Check(IReadOnlyList<TableCell> cells)
    {
        if (_rows + _first.Count == MaxRows)
        {
            throw new InvalidOperationException($"a worksheet has at most {MaxRows} rows; write a CSV");
        }

        for (var at = 0; at < cells.Count; at++)
        {
            if (cells[at].Text.Length > MaxTextLength)
            {
                throw new InvalidOperationException($"a cell of a worksheet has at most {MaxTextLength} characters; write a CSV");
            }
        }
    }

    private XmlWriter Begin()
    {
        _xml = XmlWriter.Create(Create(XlsxFixedParts.Sheet), new XmlWriterSettings
        {
            CloseOutput = true,
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        });
        _xml.WriteStartElement("worksheet", XlsxFixedParts.Namespace);
        _xml.WriteRaw("<sheetViews><sheetView workbookViewId=\"0\">"
            + "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
        WriteColumns(_xml);
        _xml.WriteStartElement("sheetData");
        foreach (var row in _first)
        {
            WriteRow(_xml, row);
        }

        _first.Clear();
        return _xml;
    }

    private void WriteColumns(XmlWriter xml)
    {
        if (_first is not [{ Count: > 0 } headings, ..])
        {
            return;
        }

        xml.WriteStartElement("cols");
        for (var at = 0; at < headings.Count; at++)
        {
            var column = Text(at + 1);
            xml.WriteStartElement("col");
            xml.WriteAttributeString("min", column);
            xml.WriteAttributeString("max", column);
            xml.WriteAttributeString("width", Text(ColumnWidth.Of(_first.Select(row => row[at].Text))));
            xml.WriteAttributeString("customWidth", "1");
            if (_first.Skip(1).All(row => StyleOf(row[at]) == XlsxFixedParts.TextStyle))
            {
                // What a person adds below stays a text too: 0002.
                xml.WriteAttributeString("style", Text(XlsxFixedParts.TextStyle));
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void WriteRow(XmlWriter xml, IReadOnlyList<TableCell> cells)
    {
        _rows++;
        xml.WriteStartElement("row");
        xml.WriteAttributeString("r", Text(_rows));
        for (var at = 0; at < cells.Count; at++)
        {
            WriteCell(xml, XlsxFixedParts.ColumnName(at + 1), cells[at]);
        }

        xml.WriteEndElement();
    }

    private void WriteCell(XmlWriter xml, string column, TableCell cell)
    {
        if (cell.Text.Length == 0)
        {
            return;
        }

        var style = _rows == 1 ? XlsxFixedParts.HeadingStyle : StyleOf(cell);
        xml.WriteStartElement("c");
        xml.WriteAttributeString("r", column + Text(_rows));
        xml.WriteAttributeString("s", Text(style));
        if (style is XlsxFixedParts.HeadingStyle or XlsxFixedParts.TextStyle)
        {
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is");
            xml.WriteStartElement("t");
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(XlsxText.Encode(cell.Text));
            xml.WriteEndElement();
        }
        else
        {
            xml.WriteStartElement("v");
            xml.WriteString(cell.Day is { } day ? Text(day.DayNumber - FirstSafeDay.DayNumber + 61) : cell.Text);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static int StyleOf(TableCell cell)
    {
        if (cell.Day is { } day)
        {
            return day >= FirstSafeDay ? XlsxFixedParts.DateStyle : XlsxFixedParts.TextStyle;
        }

        return cell.Decimals is { } decimals ? XlsxFixedParts.FirstDecimalStyle + decimals : XlsxFixedParts.TextStyle;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
