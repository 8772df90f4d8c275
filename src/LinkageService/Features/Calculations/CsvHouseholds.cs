using System.Globalization;
using System.Text;
using CsvHelper;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using LinkageService.Tables;
using LinkageService.Tables.Csv;

namespace LinkageService.Features.Calculations;

/// <summary>
/// A roster as a table of text: a row of headings, then a household a row. Headings are <c>household_id</c> (also <c>id</c>,
/// 户编号), <c>tags</c> (人员类别), and holdings and labels by name or Chinese title. A blank cell states nothing.
/// </summary>
internal sealed class CsvHouseholds(byte[] file) : IHouseholdSource
{
    private static readonly string[] IdHeadings = ["household_id", "id", "户编号"];
    private static readonly string[] TagHeadings = ["tags", "人员类别", "标签"];
    private static readonly char[] TagSeparators = [';', '；', '、', ',', '，'];

    private readonly List<int> _rows = [];

    /// <summary>Where a field of a problem stands in the file, or null.</summary>
    public LocalizedText? PlaceOf(string field)
    {
        const string start = "households[";
        var end = field.IndexOf(']', StringComparison.Ordinal);
        if (!field.StartsWith(start, StringComparison.Ordinal)
            || !int.TryParse(field.AsSpan(start.Length, end - start.Length), NumberStyles.None,
                CultureInfo.InvariantCulture, out var household)
            || household >= _rows.Count)
        {
            return null;
        }

        var column = field[(field.LastIndexOf('.') + 1)..];
        return column.EndsWith(']')
            ? new LocalizedText($"第 {_rows[household]} 行", $"row {_rows[household]}")
            : new LocalizedText($"第 {_rows[household]} 行 {column}", $"row {_rows[household]}, {column}");
    }

    /// <inheritdoc/>
    public void AddTo(RosterBuilder roster, Scheme scheme, CancellationToken cancellation)
    {
        try
        {
            Read(CsvEncoding.ToUtf8(file), roster, scheme, cancellation);
        }
        catch (TableException exception)
        {
            roster.Add(exception.Problem);
        }
        catch (CsvFormatException exception)
        {
            var row = exception.LineNumber;
            roster.Add(Malformed($"第 {row} 行读不下去（检查引号）", $"row {row} cannot be read (check its quotes)"));
        }
    }

    private void Read(ReadOnlyMemory<byte> text, RosterBuilder roster, Scheme scheme, CancellationToken cancellation)
    {
        using var reader = CsvReader.Create(text, new CsvReaderOptions
        {
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        });
        reader.ReadHeader();
        var columns = reader.Headers.ToArray().Select(heading => ColumnOf(heading.Trim(), scheme)).ToArray();
        if (!CheckHeadings(columns, roster))
        {
            return;
        }

        while (reader.Read() && roster.Begin())
        {
            _rows.Add((int)reader.LineNumber);
            if (reader.FieldCount != columns.Length)
            {
                roster.Skip(Malformed(
                    $"有 {reader.FieldCount} 格，表头有 {columns.Length} 格",
                    $"{reader.FieldCount} cells; the headings are {columns.Length}") with { Field = roster.Field });
                continue;
            }

            if (SumWord.IsAlone(Encoding.UTF8.GetString(reader.GetSpan(Array.FindIndex(columns, column => column.Kind == Kind.Id)))))
            {
                roster.Skip(Malformed("这一行是合计，不是农户：删去这一行再算", "this row is a sum and no household: leave it out")
                    with { Field = roster.Field });
                continue;
            }

            AddRow(reader, columns, roster);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private static void AddRow(CsvReader reader, Column[] columns, RosterBuilder roster)
    {
        for (var at = 0; at < columns.Length; at++)
        {
            var column = columns[at];
            var cell = reader.GetSpan(at);
            switch (column.Kind)
            {
                case Kind.Id:
                    roster.Id(cell);
                    break;
                case Kind.Tags when !cell.IsEmpty:
                    foreach (var tag in Encoding.UTF8.GetString(cell).Split(
                        TagSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                    {
                        roster.Tag(Encoding.UTF8.GetBytes(tag));
                    }

                    break;

                case Kind.Label:
                    roster.Label(column.Name, cell);
                    break;
                case Kind.Holding:
                    if (cell.Trim((byte)' ') is { IsEmpty: false } value)
                    {
                        roster.Holding(column.Name, value);
                    }

                    break;
            }
        }

        roster.End();
    }

    private static bool CheckHeadings(Column[] columns, RosterBuilder roster)
    {
        var again = columns.GroupBy(column => column.Heading, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any());
        if (again is not null)
        {
            roster.Add(Malformed($"列“{again.Key}”出现两次", $"column \"{again.Key}\" is there twice"));
            return false;
        }

        if (columns.All(column => column.Kind != Kind.Id))
        {
            roster.Add(Malformed("没有户编号一列：列名写 household_id 或 户编号", "there is no column household_id"));
            return false;
        }

        return true;
    }

    private static Column ColumnOf(string heading, Scheme scheme)
    {
        if (IdHeadings.Contains(heading, StringComparer.OrdinalIgnoreCase))
        {
            return new Column(Kind.Id, IdHeadings[0], []);
        }

        if (TagHeadings.Contains(heading, StringComparer.OrdinalIgnoreCase))
        {
            return new Column(Kind.Tags, TagHeadings[0], []);
        }

        if ((scheme.Labels.FirstOrDefault(known => known.Name == heading)
            ?? scheme.Labels.FirstOrDefault(known => known.Title.Zh == heading)) is { } label)
        {
            return new Column(Kind.Label, label.Name, Encoding.UTF8.GetBytes(label.Name));
        }

        // 误工（天） is 误工 with its unit.
        var bare = heading.AsSpan().IndexOfAny("（(") is var at and > 0 ? heading[..at].TrimEnd() : heading;
        var holding = scheme.Holdings.FirstOrDefault(known => known.Name == heading)
            ?? scheme.Holdings.FirstOrDefault(known => known.Members is not null && Unspaced(known.Name) == Unspaced(heading))
            ?? scheme.Holdings.FirstOrDefault(known => known.Title.Zh == heading)
            ?? scheme.Holdings.FirstOrDefault(known => known.Members is null && (known.Name == bare || known.Title.Zh == bare));
        var name = holding?.Name ?? heading;
        return new Column(Kind.Holding, name, Encoding.UTF8.GetBytes(name));
    }

    // members(age>=70) is the same formula as members(age >= 70).
    private static string Unspaced(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    private static Problem Malformed(string zh, string en) => new(ProblemCodes.MalformedCsv, "", new LocalizedText(zh, en));

    private enum Kind
    {
        Id,
        Tags,
        Label,
        Holding,
    }

    private readonly record struct Column(Kind Kind, string Heading, byte[] Name);
}
