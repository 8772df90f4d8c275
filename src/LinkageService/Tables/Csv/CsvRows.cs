using System.Text;
using CsvHelper;

namespace LinkageService.Tables.Csv;

/// <summary>The records of a CSV.</summary>
internal sealed class CsvRows : ITableRows
{
    private static readonly string[] MarkupStarts = ["<!", "<?", "<html", "<table", "<meta"];

    private readonly CsvReader _reader;
    private readonly TableLimits _limits;

    private CsvRows(CsvReader reader, TableOrigin origin, TableLimits limits)
    {
        _reader = reader;
        _limits = limits;
        Origin = origin;
    }

    /// <inheritdoc/>
    public TableOrigin Origin { get; }

    /// <summary>Over a stream at its start that can seek; the stream stays open.</summary>
    /// <exception cref="TableException">The encoding cannot be told, or it is a web page.</exception>
    public static CsvRows Open(Stream file, TableLimits limits)
    {
        var encoding = CsvEncoding.Of(file);
        using (var text = Text(file, encoding))
        {
            RefuseMarkup(text);
        }

        char separator;
        using (var text = Text(file, encoding))
        {
            separator = CsvSeparator.Of(text, limits.MaxRowSize);
        }

        bool hasTexts;
        using (var text = Text(file, encoding))
        {
            hasTexts = CsvTextFormulas.AreIn(text);
        }

        file.Position = 0;
        var options = new CsvReaderOptions
        {
            HasHeader = false,
            Separator = separator,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = limits.MaxRowSize,
        };
        var reader = hasTexts ? CsvReader.Create(new CsvTextFormulas(Text(file, encoding), separator), options)
            : encoding is UTF8Encoding ? CsvReader.Create(file, options, leaveOpen: true)
            : CsvReader.Create(Text(file, encoding), options);
        return new CsvRows(reader, new TableOrigin(Sheet: null, NameOf(encoding)), limits);
    }

    /// <inheritdoc/>
    public TableRow? Read()
    {
        try
        {
            if (!_reader.Read())
            {
                return null;
            }
        }
        catch (CsvFormatException exception)
        {
            throw TableException.Csv(
                (int)exception.LineNumber,
                "读不下去：引号不成对、引号旁有别的字，或这一行太长；请看这一行，或用 Excel 另存为 .xlsx",
                "cannot be read on: an open quote, text beside a quote, or a row that is too long",
                exception);
        }

        var row = (int)_reader.LineNumber;
        if (_reader.FieldCount > _limits.MaxCells)
        {
            throw TableException.Csv(row, $"有 {_reader.FieldCount} 格，最多 {_limits.MaxCells} 格",
                $"{_reader.FieldCount} cells, at most {_limits.MaxCells}");
        }

        var (cells, written) = (new string[_reader.FieldCount], (Dictionary<int, string>?)null);
        for (var at = 0; at < cells.Length; at++)
        {
            var cell = _reader.GetString(at);
            var text = CsvFormulaGuard.TextOf(cell);
            cells[at] = text ?? CsvFormulaGuard.Remove(cell);
            if (text is not null)
            {
                (written ??= [])[at] = cell;
            }
        }

        return written is null ? new TableRow(row, cells) : new TableRow(row, cells) { Written = written };
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private static string NameOf(Encoding encoding) => encoding switch
    {
        UTF8Encoding => "UTF-8",
        UnicodeEncoding => "UTF-16",
        _ => "GB18030",
    };

    /// <summary>Some programs write a web page into a file that they call .xls.</summary>
    private static void RefuseMarkup(StreamReader text)
    {
        var start = new char[1_024];
        var opening = start.AsSpan(0, text.ReadBlock(start)).TrimStart();
        foreach (var markup in MarkupStarts)
        {
            if (opening.StartsWith(markup, StringComparison.OrdinalIgnoreCase))
            {
                throw TableException.Csv(0, "这是网页或 XML，不是表格；请用 Excel 打开后另存为 .xlsx",
                    "this is a web page or XML, not a table; open it in Excel and save as .xlsx");
            }
        }
    }

    private static StreamReader Text(Stream file, Encoding encoding)
    {
        file.Position = 0;
        return new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16, leaveOpen: true);
    }
}
