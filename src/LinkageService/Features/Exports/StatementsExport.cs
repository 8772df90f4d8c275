using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports;

/// <summary>Every household's amounts, for the office: a plain table for other programs, a workbook for people.</summary>
internal sealed class StatementsExport() : ExportDocument("statements", ExportFormat.Xlsx, ExportFormat.Csv)
{
    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("各户明细表", "Statements");

    /// <inheritdoc/>
    public override LocalizedText ShortTitle { get; } = new("明细表", "Statements");

    /// <inheritdoc/>
    public override LocalizedText TitleOf(ExportSheet sheet) => new("分红明细表", "Statements");

    /// <inheritdoc/>
    public override LocalizedText Purpose { get; } = new(
        "给会计核账用；有户名和金额，没有身份证号和账号。只在办公室内用。",
        "For the accountant; names and amounts, no ID or account numbers. For the office only.");

    /// <inheritdoc/>
    public override bool HasFormulas => true;

    /// <inheritdoc/>
    public override void CheckSize(ExportRequest request, ExportFormat format, RunRow run, Limits limits)
    {
        if (request.Formulas is not null && format != ExportFormat.Xlsx)
        {
            throw new RefusedException(Failure.Of(
                ProblemCodes.InvalidValue, "formulas 只用于 statements.xlsx", "formulas is for statements.xlsx only", "formulas"));
        }

        if (request.IsComputed)
        {
            ComputedStatements.Check(run);
        }

        if (format == ExportFormat.Xlsx && run.Households > StatementsWorkbook.MaxHouseholds)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.TooManyHouseholds,
                $"一张工作表最多 {StatementsWorkbook.MaxHouseholds} 户，这次有 {run.Households} 户；请用 statements.csv",
                $"a worksheet has at most {StatementsWorkbook.MaxHouseholds} households, this run has {run.Households}; "
                + "take statements.csv", "kind"));
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(ExportSource source, Func<Stream> begin, CancellationToken cancellation) =>
        source.Request.IsComputed ? ComputedStatements.WriteAsync(source, begin, cancellation)
        : source.Format == ExportFormat.Csv
            ? StatementsTable.WriteAsync(source.Sheet, source.Rows, begin(), cancellation)
            : StatementsWorkbook.WriteAsync(source.Sheet, source.Rows, begin(), cancellation);
}
