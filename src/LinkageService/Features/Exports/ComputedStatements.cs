using System.Diagnostics;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Taxes;
using LinkageService.Engine.Workbooks;
using LinkageService.Errors;
using LinkageService.Storage.Runs;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Features.Exports;

/// <summary>The statements as a workbook that computes itself: <see cref="RunWorkbook"/> as a file.</summary>
internal static class ComputedStatements
{
    private const int TitleHeight = 28;
    private const int HeadingHeight = 48;

    /// <summary>Whether a page offers it for a run: what its figures allow is known only when it is written.</summary>
    public static bool IsOffered(RunRow run, Scheme scheme) => run.Households <= RunWorkbook.MaxHouseholds
        && run.Kind is not (RunKinds.Correction or RunKinds.Settlement) && RunWorkbook.Unsupported(scheme) is null;

    /// <summary>Refuses runs that are too large or that no scheme computes.</summary>
    public static void Check(RunRow run)
    {
        if (run.Households > RunWorkbook.MaxHouseholds)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.TooManyHouseholds,
                $"会自己算的表最多 {RunWorkbook.MaxHouseholds} 户，这次有 {run.Households} 户；去掉 formulas=full",
                $"a workbook that computes itself has at most {RunWorkbook.MaxHouseholds} households, this run has {run.Households}; "
                + "leave formulas=full out", "formulas"));
        }

        if (run.Kind is RunKinds.Correction or RunKinds.Settlement)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.WorkbookStepUnsupported,
                "更正和付清差额的核算不是按方案一步步算出来的，没有会自己算的表",
                "a correction or settlement is not computed by the steps of a scheme: there is no workbook that computes it", "formulas"));
        }
    }

    /// <summary>Writes it.</summary>
    public static async Task WriteAsync(ExportSource source, Func<Stream> begin, CancellationToken cancellation)
    {
        var run = await source.Recomputed.OfAsync(source.Session, source.Sheet.Run, cancellation);
        var (names, paid) = await HouseholdsAsync(source, run, cancellation);
        var notes = StatementsWorkbook.Notes(source.Sheet).ToArray();
        var head = new RunWorkbookHead(
            StatementsWorkbook.Title(source.Sheet), string.Join(source.Sheet.Words.T("　", "   "), notes[..^1]), notes[^1], names,
            source.Sheet.Words.IsChinese)
        {
            Taking = source.Sheet.HasPayable ? new WorkbookTaking(TermsOf(source.Sheet), paid) : null,
        };
        if (RunWorkbook.Of(run, head, out var problem) is not { } workbook)
        {
            throw new RefusedException(Failure.Of(problem!));
        }

        await WriteAsync(workbook.Sheets, source.Sheet.Words, begin(), cancellation);
    }

    /// <summary>Writes the sheets.</summary>
    public static async Task WriteAsync(
        IReadOnlyList<WorkbookSheet> written, ExportWords words, Stream destination, CancellationToken cancellation)
    {
        XlsxSheetSetup[] sheets = [.. written.Select(sheet => new XlsxSheetSetup(sheet.Name, sheet.Widths)
        {
            HeadingRow = sheet.HeadingRow,
            FrozenColumns = sheet.FrozenColumns,
            WideRows = sheet.WideRows,
            Footer = words.T("第 &P 页 共 &N 页", "Page &P of &N"),
        })];
        await using var report = new XlsxReport(destination, words.T("宋体", "Calibri"), isComputedAnew: true, sheets);
        foreach (var (sheet, setup) in written.Zip(sheets))
        {
            report.BeginSheet(setup);
            var row = 0;
            foreach (var cells in sheet.Rows)
            {
                row++;
                var height = row == 1 ? TitleHeight : IsTall(cells) ? HeadingHeight : 0;
                await report.WriteAsync([.. cells.Select(Of)], height, cancellation);
            }
        }

        await report.CompleteAsync(cancellation);
    }

    private static bool IsTall(IReadOnlyList<WorkbookCell> cells) => cells.Count > 1 && cells[0].Look == WorkbookLook.Heading;

    // What is among the lines already, or borne by the organisation, is taken from nobody.
    private static TaxTerm[] TermsOf(ExportSheet sheet) =>
        [.. sheet.Withholding?.Read().Terms.Where(term => term.Mode == TaxMode.Withhold) ?? []];

    private static async Task<(string[] Names, Payable[] Paid)> HouseholdsAsync(
        ExportSource source, Distribution run, CancellationToken cancellation)
    {
        var at = Enumerable.Range(0, run.Roster.Count).ToDictionary(run.Roster.Id, StringComparer.Ordinal);
        var (names, paid) = (Enumerable.Repeat("", at.Count).ToArray(), new Payable[at.Count]);
        await foreach (var household in source.Rows.ReadAsync(withPersons: true, cancellation))
        {
            if (at.TryGetValue(household.Id, out var place))
            {
                (names[place], paid[place]) = (household.Person?.Name ?? "", household.Payable);
            }
        }

        return (names, paid);
    }

    private static XlsxCell Of(WorkbookCell cell)
    {
        if (cell.Look == WorkbookLook.None)
        {
            return XlsxCell.None;
        }

        if (!cell.IsNumber && cell.Formula is null)
        {
            return XlsxCell.Of(cell.Text, StyleOf(cell.Look));
        }

        // A cell in the format of texts would turn into a text as soon as somebody edits it.
        var style = cell is { Look: WorkbookLook.Text } ? XlsxStyle.Number : StyleOf(cell.Look);
        return XlsxCell.Computed(cell.Text, cell.IsNumber, cell.Formula, style);
    }

    private static XlsxStyle StyleOf(WorkbookLook look) => look switch
    {
        WorkbookLook.Title => XlsxStyle.Title,
        WorkbookLook.Note => XlsxStyle.Note,
        WorkbookLook.Status => XlsxStyle.Status,
        WorkbookLook.Heading => XlsxStyle.Heading,
        WorkbookLook.Text => XlsxStyle.Text,
        WorkbookLook.Whole => XlsxStyle.Whole,
        WorkbookLook.Amount => XlsxStyle.Amount,
        WorkbookLook.Number => XlsxStyle.Number,
        WorkbookLook.Input => XlsxStyle.InputNumber,
        WorkbookLook.InputRate => XlsxStyle.InputRate,
        WorkbookLook.InputAmount => XlsxStyle.InputAmount,
        WorkbookLook.TotalText => XlsxStyle.TotalText,
        WorkbookLook.TotalWhole => XlsxStyle.TotalWhole,
        WorkbookLook.TotalAmount => XlsxStyle.TotalAmount,
        _ => throw new UnreachableException(),
    };
}
