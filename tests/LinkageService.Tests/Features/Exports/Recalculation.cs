using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Workbooks;
using LinkageService.Tables.Xlsx;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Exports;

/// <summary>
/// Runs as workbooks, and what LibreOffice makes of their formulas. A sheet costs it more than a thousand cells, so hundreds of runs go
/// into one sheet: one below the other, the sheets of a run side by side, with every reference moved along.
/// </summary>
internal sealed partial class Recalculation
{
    private const int RunsOfFile = 500;

    private readonly List<CellsOfRun> _runs = [];

    /// <summary>The cells of a run's workbook; null where it is refused.</summary>
    public static CellsOfRun? Of(Distribution run, out Problem? problem, bool isChinese = true)
    {
        var names = Enumerable.Range(0, run.Roster.Count).Select(_ => "").ToArray();
        return RunWorkbook.Of(run, new RunWorkbookHead("村", "方案", "", names, isChinese), out problem) is { } workbook
            ? new CellsOfRun([.. workbook.Sheets.Select(sheet => new SheetOfRun(sheet.Name, [.. sheet.Rows]))])
            : null;
    }

    /// <summary>Adds a run, to be computed anew.</summary>
    public void Add(CellsOfRun run) => _runs.Add(run);

    /// <summary>Has all formulas computed, after every value that is stored beside one was replaced by a wrong one.</summary>
    /// <returns>Of every run, in the order added, the texts of its cells: sheet, row and column.</returns>
    public async Task<List<Func<int, int, int, string>>> ComputeAsync()
    {
        await Tool.RequireAsync("command -v soffice");
        var folder = Directory.CreateTempSubdirectory("linkage-book-").FullName;
        try
        {
            await LibreOfficeTests.PrepareAsync(folder);
            var files = _runs.Chunk(RunsOfFile).Select(runs => new PackedRuns(runs)).ToArray();
            for (var at = 0; at < files.Length; at++)
            {
                await files[at].WriteAsync(Path.Combine(folder, Name(at, "xlsx")));
            }

            var (code, output) = await Tool.RunAsync(
                "soffice -env:UserInstallation=file://$PWD/profile --headless --convert-to "
                + "'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false' *.xlsx",
                folder, TimeSpan.FromMinutes(10));
            Assert.True(code == 0, output);
            return [.. files.SelectMany((file, at) => file.Read(File.ReadAllText(Path.Combine(folder, Name(at, "csv")))))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static string Name(int at, string ending) => string.Create(CultureInfo.InvariantCulture, $"{at:D4}.{ending}");
    }

    /// <summary>Runs in one sheet.</summary>
    private sealed class PackedRuns(IReadOnlyList<CellsOfRun> runs)
    {
        private readonly int[] _rows = Starts(runs.Select(run => run.Sheets.Max(sheet => sheet.Rows.Length)));

        public async Task WriteAsync(string path)
        {
            await using var file = File.Create(path);
            await using var report = new XlsxReport(file, "Calibri", new XlsxSheetSetup("S", []) { IsPrinted = false });
            report.BeginSheet(new XlsxSheetSetup("S", []) { IsPrinted = false });
            for (var number = 0; number < runs.Count; number++)
            {
                var (run, columns) = (runs[number], Columns(runs[number]));
                for (var row = 0; row < _rows[number + 1] - _rows[number]; row++)
                {
                    await report.WriteAsync([.. run.Sheets.SelectMany((sheet, at) => Enumerable.Range(0, columns[at + 1] - columns[at])
                        .Select(column => Moved(run, at, sheet.At(row, column), columns, _rows[number])))]);
                }
            }

            await report.CompleteAsync(CancellationToken.None);
        }

        public IEnumerable<Func<int, int, int, string>> Read(string csv)
        {
            var lines = csv.Split('\n').Select(Fields).ToArray();
            return runs.Select((run, number) =>
            {
                var (columns, first) = (Columns(run), _rows[number]);
                return (Func<int, int, int, string>)((sheet, row, column) =>
                    lines[first + row].ElementAtOrDefault(columns[sheet] + column) ?? "");
            });
        }

        private static int[] Columns(CellsOfRun run) => Starts(run.Sheets.Select(sheet => sheet.Rows.Max(row => row.Count)));

        private static int[] Starts(IEnumerable<int> sizes) =>
            sizes.Aggregate(new List<int> { 0 }, (starts, size) => [.. starts, starts[^1] + size]).ToArray();

        // Texts are read by no formula.
        private static XlsxCell Moved(CellsOfRun run, int sheet, WorkbookCell cell, int[] columns, int down) => cell switch
        {
            { Formula: { } formula } => XlsxCell.Computed(cell.IsNumber ? "-77.77" : "错", cell.IsNumber,
                Moved(run, sheet, formula, columns, down), XlsxStyle.Plain),
            { IsNumber: true } => XlsxCell.Computed(cell.Text, isNumber: true, formula: null, XlsxStyle.Plain),
            _ => XlsxCell.None,
        };

        private static string Moved(CellsOfRun run, int sheet, string formula, int[] columns, int down)
        {
            var of = sheet;
            return Reference().Replace(formula, match =>
            {
                if (match.Groups["text"].Success)
                {
                    return match.Value;
                }

                // The end of a range is on the sheet of its beginning.
                of = match.Groups["sheet"].Success
                    ? Array.FindIndex(run.Sheets, each => each.Name == match.Groups["sheet"].Value)
                    : match.Groups["end"].Success ? of : sheet;
                var column = XlsxName.Column(match.Groups["column"].Value) + columns[of];
                var row = int.Parse(match.Groups["row"].Value, CultureInfo.InvariantCulture) + down;
                return string.Create(CultureInfo.InvariantCulture, $"{match.Groups["end"].Value}${XlsxParts.ColumnName(column)}${row}");
            });
        }

        private static List<string> Fields(string line)
        {
            var (fields, field, isQuoted) = (new List<string>(), new StringBuilder(), false);
            foreach (var letter in line.TrimEnd('\r'))
            {
                isQuoted ^= letter == '"';
                if (letter == ',' && !isQuoted)
                {
                    fields.Add(field.ToString());
                    field.Clear();
                }
                else if (letter != '"')
                {
                    field.Append(letter);
                }
            }

            fields.Add(field.ToString());
            return fields;
        }
    }

    [GeneratedRegex(
        @"(?<text>""[^""]*"")|('(?<sheet>[^']+)'!)?(?<end>:)?\$?(?<column>[A-Z]{1,3})\$?(?<row>[0-9]+)(?![0-9(])",
        RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Reference();
}

/// <summary>The names of cells.</summary>
internal static class XlsxName
{
    /// <summary>A column by its letters, from 1.</summary>
    public static int Column(string letters) => letters.Aggregate(0, (column, letter) => (column * 26) + letter - 'A' + 1);
}

/// <summary>A sheet with its rows as they were made.</summary>
internal sealed record SheetOfRun(string Name, IReadOnlyList<WorkbookCell>[] Rows)
{
    public WorkbookCell At(int row, int column) => row < Rows.Length && column < Rows[row].Count ? Rows[row][column] : default;
}

/// <summary>The workbook of a run as cells.</summary>
internal sealed record CellsOfRun(SheetOfRun[] Sheets)
{
    /// <summary>Every cell with its sheet, row and column, from 0.</summary>
    public IEnumerable<(int Sheet, int Row, int Column, WorkbookCell Cell)> Cells() => Sheets.SelectMany((sheet, at) =>
        sheet.Rows.SelectMany((row, down) => row.Select((cell, across) => (at, down, across, cell))));

    /// <summary>This workbook with the numbers of another in the cells that may be changed; null where those are other cells.</summary>
    public CellsOfRun? With(CellsOfRun other)
    {
        var mine = Cells().Where(cell => IsInput(cell.Cell)).Select(cell => (cell.Sheet, cell.Row, cell.Column));
        var others = other.Cells().Where(cell => IsInput(cell.Cell)).Select(cell => (cell.Sheet, cell.Row, cell.Column));
        return !mine.SequenceEqual(others) ? null : new CellsOfRun([.. Sheets.Select((sheet, at) => sheet with
        {
            Rows = [.. sheet.Rows.Select((row, down) => (IReadOnlyList<WorkbookCell>)
                [.. row.Select((cell, across) => IsInput(cell) ? other.Sheets[at].Rows[down][across] : cell)])],
        })]);
    }

    private static bool IsInput(WorkbookCell cell) =>
        cell.Look is WorkbookLook.Input or WorkbookLook.InputRate or WorkbookLook.InputAmount;
}
