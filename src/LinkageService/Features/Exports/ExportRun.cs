using System.Globalization;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Exports.Print;
using LinkageService.Features.Households;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Features.Statements;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports;

/// <summary>
/// Gives a run as a file: tables for the office, a notice for the village, sheets to be signed, a page for each household.
/// </summary>
internal sealed class ExportRun(
    Database database, TimeProvider time, RevealNumbers reveal, RecomputedRuns recomputed, FindExceptions exceptions, ProofTrees proofs,
    AuditTree log, PdfPrinter printer, RulePacks packs, Settings settings)
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
        var row = await database.ReadAsync(session => RunAccess.RequireAsync(session, caller, request.Run), cancellation);
        Check(kind, request, row);
        if (kind.Format == ExportFormat.Pdf)
        {
            printer.Require();
        }

        var isRevealed = kind.Document.ShowsNumbers && RevealNumbers.Applies(caller);
        if (isRevealed)
        {
            var (organization, households) = (row.OrganizationId, (int)row.Households);
            await reveal.NoteAsync(caller, organization, RevealNumbers.SubjectOfMany(organization), households, cancellation);
        }

        var export = new Export(caller, kind, request) { IsRevealed = isRevealed };
        if (kind.Format != ExportFormat.Pdf)
        {
            await WriteAsync(export, begin, cancellation);
            return;
        }

        // The page is written whole first, so that no reading of the database waits for the printer.
        ExportHead? head = null;
        Task WritePageAsync(Stream file) => WriteAsync(export, known => (head = known, file).file, cancellation);
        await printer.PrintAsync(WritePageAsync, () => begin(head!), cancellation, request.Progress);
    }

    private Task WriteAsync(Export export, Func<ExportHead, Stream> begin, CancellationToken cancellation) =>
        database.SendSnapshotAsync(session => DamagedRuns.RefuseAsync(async () =>
        {
            var (kind, request) = (export.Kind, export.Request);
            var words = new ExportWords(request.IsChinese);
            var (sheet, rows) = await ReadExportSheet.HandleAsync(
                session, export.Caller, request.Run, words, packs, time, request.Household is null, cancellation);
            var head = new ExportHead(
                kind.ContentType, FileName(sheet, kind, request), IsAttachment: kind.Format != ExportFormat.Html)
            {
                Title = words.IsChinese
                    ? PaperTitle.FileName(sheet, kind.Document.TitleOf(sheet)) + request.Household + (request.IsComputed ? "（会自己算）" : "")
                    : null,
            };
            var source = new ExportSource(session, request, kind.Format, sheet, rows)
            {
                Reveal = export.IsRevealed ? reveal : null, Recomputed = recomputed, Exceptions = exceptions, Proofs = proofs,
                Log = log, VerifyAddress = settings.VerifyAddress,
            };
            await kind.Document.WriteAsync(source, () => begin(head), cancellation);
            return true;
        }), cancellation);

    private void Check(ExportKind kind, ExportRequest request, RunRow row)
    {
        if (request.Household is not null && !kind.Document.IsOfHouseholds)
        {
            var documents = ExportKind.Documents.Where(document => document.IsOfHouseholds);
            var names = string.Join(", ", documents.Select(document => document.Name));
            throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                $"只有 {names} 可以只要一户", $"only {names} can be had of one household", "household"));
        }

        Refuse(request.Names, "names", document => document.ShowsNames, kind.Document);
        Refuse(request.Rows, "rows", document => document.HasRows, kind.Document);
        Refuse(request.Formulas, "formulas", document => document.HasFormulas, kind.Document);
        kind.Document.CheckSize(request, kind.Format, row, settings.Limits);
    }

    // What would be without effect is not taken in silence.
    private static void Refuse(string? stated, string field, Func<ExportDocument, bool> knows, ExportDocument document)
    {
        if (stated is not null && !knows(document))
        {
            var names = string.Join(", ", ExportKind.Documents.Where(knows).Select(known => known.Name));
            throw new RefusedException(Failure.Of(
                ProblemCodes.InvalidValue, $"{field} 只用于 {names}", $"{field} is for {names} only", field));
        }
    }

    // ASCII only, whatever the organisation is called: what every browser and shell takes.
    private static string FileName(ExportSheet sheet, ExportKind kind, ExportRequest request)
    {
        var household = request.Household is null ? "" : "-" + string.Concat(request.Household.Where(char.IsAsciiLetterOrDigit));
        var formulas = request.IsComputed ? "formulas-" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{sheet.Row.OrganizationId}-{sheet.Row.Year}{household}-{formulas}{kind.Name}");
    }

    /// <summary>An export on its way.</summary>
    private sealed record Export(Caller Caller, ExportKind Kind, ExportRequest Request)
    {
        /// <summary>Whether numbers are shown in full: it is in the audit log already.</summary>
        public bool IsRevealed { get; init; }
    }
}

/// <summary>A run to be had as a file.</summary>
/// <param name="Run">Which run.</param>
/// <param name="Kind">A name of <see cref="ExportKind.All"/>.</param>
internal sealed record ExportRequest(string Run, string Kind)
{
    /// <summary>Only this household's statement; null for all. Only household statements know it.</summary>
    public string? Household { get; init; }

    /// <summary>Chinese, or English.</summary>
    public bool IsChinese { get; init; } = true;

    /// <summary>One of <see cref="NamesWords"/>; null for the first. Only papers for everybody know it.</summary>
    public string? Names { get; init; }

    /// <summary>In full, or with the surname only.</summary>
    public static string[] NamesWords { get; } = ["full", "masked"];

    /// <summary>Rows to a page of a payout sheet, one of <see cref="RowsWords"/>; null for the first. Only payout sheets know it.</summary>
    public string? Rows { get; init; }

    /// <summary>25, or 20 with more room for a fingerprint.</summary>
    public static string[] RowsWords { get; } = ["25", "20"];

    /// <summary>Rows to a page unless fewer are wanted.</summary>
    public const int StandardRows = 25;

    /// <summary>Rows to a page.</summary>
    public int PageRows => Rows is null ? StandardRows : int.Parse(Rows, CultureInfo.InvariantCulture);

    /// <summary>One of <see cref="FormulasWords"/>; null for the first. Only the statements as a workbook know it.</summary>
    public string? Formulas { get; init; }

    /// <summary>Totals only, or every amount.</summary>
    public static string[] FormulasWords { get; } = ["totals", "full"];

    /// <summary>Whether every amount is a formula.</summary>
    public bool IsComputed => Formulas == FormulasWords[1];

    /// <summary>Told how far a PDF is; null where nobody looks.</summary>
    public IProgress<PrintProgress>? Progress { get; init; }

    /// <summary>Whether names are shown with the surname only.</summary>
    public bool IsMasked => Names == NamesWords[1];
}

/// <summary>What is known of the file before its first byte.</summary>
/// <param name="ContentType">What it is.</param>
/// <param name="FileName">Under which name it is kept, in ASCII.</param>
/// <param name="IsAttachment">Whether it is to be kept, not shown.</param>
internal sealed record ExportHead(string ContentType, string FileName, bool IsAttachment)
{
    /// <summary>What people call it, without its ending; null where that is what they call it.</summary>
    public string? Title { get; init; }

    /// <summary>Under which name people keep it: 塘湾村2025年分红发放表.pdf.</summary>
    public string ShownName => Name.Shown;

    /// <summary>The header that says so.</summary>
    public string Disposition => Name.Disposition(IsAttachment);

    private DownloadName Name => new(FileName, Title);

    /// <summary>What a page may do: nothing but show itself.</summary>
    public const string PagePolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
}
