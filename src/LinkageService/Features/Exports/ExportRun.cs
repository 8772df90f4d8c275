using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;

namespace LinkageService.Features.Exports;

/// <summary>Gives a run as a file: tables for the office, a notice for the village, sheets to be signed, a page for each household.</summary>
internal sealed class ExportRun(Database database, TimeProvider time)
{
    /// <param name="caller">Who asks.</param>
    /// <param name="request">For what.</param>
    /// <param name="begin">Called once it is known that there will be a file: says where it goes.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">There is no such run, kind or household, or it cannot be had so.</exception>
    public async Task HandleAsync(
        Caller caller, ExportRequest request, Func<ExportHead, Stream> begin, CancellationToken cancellation)
    {
        var kind = ExportKind.Of(request.Kind);
        CheckHousehold(kind, request);
        await database.SnapshotAsync(async session =>
        {
            var words = new ExportWords(request.IsChinese);
            var (sheet, rows) = await ReadRunSheet.HandleAsync(session, caller, request.Run, words, time, cancellation);
            CheckSize(kind, sheet);
            var head = new ExportHead(kind.ContentType, FileName(sheet, kind, request), IsAttachment: kind.Format <= ExportFormat.Xlsx);
            await (kind.Format switch
            {
                ExportFormat.Csv => StatementsTable.WriteAsync(sheet, rows, begin(head), cancellation),
                _ => StatementsWorkbook.WriteAsync(sheet, rows, begin(head), cancellation),
            });
            return true;
        }, cancellation);
    }

    private static void CheckHousehold(ExportKind kind, ExportRequest request)
    {
        if (request.Household is not null && kind.Document != ExportDocument.HouseholdStatements)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                "只有 household-statements 可以只要一户", "only household-statements can be had of one household", "household"));
        }
    }

    private static void CheckSize(ExportKind kind, RunSheet sheet)
    {
        if (kind.Format == ExportFormat.Xlsx && sheet.Totals.Households > StatementsWorkbook.MostHouseholds)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.TooManyHouseholds,
                $"一张工作表最多 {StatementsWorkbook.MostHouseholds} 户，这次有 {sheet.Totals.Households} 户；请用 statements.csv",
                $"a worksheet has at most {StatementsWorkbook.MostHouseholds} households, this run has {sheet.Totals.Households}; "
                + "take statements.csv", "kind"));
        }
    }

    // ASCII only, whatever the organisation is called: what every browser and shell takes.
    private static string FileName(RunSheet sheet, ExportKind kind, ExportRequest request)
    {
        var household = request.Household is null ? "" : "-" + string.Concat(request.Household.Where(char.IsAsciiLetterOrDigit));
        return $"{sheet.Row.OrganizationId}-{sheet.Row.Year}{household}-{kind.Name}";
    }
}
