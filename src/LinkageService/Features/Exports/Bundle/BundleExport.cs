using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Features.Exports.Print;
using LinkageService.Features.Runs;
using LinkageService.Features.Statements;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Runs;
using LinkageService.Tables;

namespace LinkageService.Features.Exports.Bundle;

/// <summary>
/// Everything that shows how a run came about, in one file for the auditor and the archive (docs/bundle.md): what it was computed of,
/// amounts, checks, meeting, scans, audit entries, proofs, and how to check all of it without this service.
/// </summary>
internal sealed class BundleExport() : ExportDocument("bundle", ExportFormat.Zip)
{
    /// <summary>Entries of the audit log about one run, at most.</summary>
    public const int MaxEntries = 10_000;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("存档包", "Evidence bundle");

    /// <inheritdoc/>
    public override LocalizedText Purpose { get; } = new(
        "给审计和档案：方案、账目数、各户金额、会议和核对、扫描件、审计记录、存证，不用本系统也能重算。没有身份证号和账号；有户名，办公室保管。",
        "For auditor and archive: scheme, figures, amounts, meeting and checks, scans, audit entries and proofs, to be computed again "
        + "without this service. No ID or account numbers; it has names and is for the office.");

    /// <inheritdoc/>
    public override async Task WriteAsync(ExportSource source, Func<Stream> begin, CancellationToken cancellation)
    {
        // A zip is written in places that are known at its end only.
        await using var file = PrivateFiles.OpenTemporary();
        await using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var bundle = new BundleWriter(zip, source.Sheet.Today);
            await WriteRunAsync(source, bundle, cancellation);
            await WritePapersAsync(source, bundle, cancellation);
            await WriteScansAsync(source, bundle, cancellation);
            await WriteAuditAsync(source, bundle, cancellation);
            await bundle.CompleteAsync(cancellation);
        }

        file.Position = 0;
        await file.CopyToAsync(begin(), cancellation);
    }

    private static async Task WriteRunAsync(ExportSource source, BundleWriter bundle, CancellationToken cancellation)
    {
        var (run, row) = (source.Sheet.Run, source.Sheet.Row);
        var again = run.Settlement is null ? await source.Recomputed.OfAsync(source.Session, run, cancellation) : null;
        var givesIt = again is not null && BundleCalculation.GivesTheRun(run, again);
        var about = new BundleContract(
            BundleContract.FormatName, row.OrganizationId, row.Id, row.Kind, (int)row.Year, row.Digest,
            givesIt ? run.CalculationDigest : null, run.Life.Proof?.Root);
        await bundle.AddAsync("README.md", BundleText.Of(source.Sheet), cancellation);
        await bundle.AddAsync(
            BundleFile.About, to => JsonSerializer.SerializeAsync(to, about, BundleContracts.Default.BundleContract, cancellation),
            cancellation);
        await bundle.AddAsync(
            BundleFile.Run, to => JsonSerializer.SerializeAsync(to, RunContract.Of(run), RunContracts.Default.RunContract, cancellation),
            cancellation);
        await bundle.AddAsync(
            BundleFile.Row,
            to => JsonSerializer.SerializeAsync(to, BundleRowContract.Of(row), BundleContracts.Default.BundleRowContract, cancellation),
            cancellation);
        if (run.Life.Withholding is not null)
        {
            var withheld = await WithholdingStore.OfAsync(source.Session, row.Id);
            var rows = new BundleWithholdingsContract([.. withheld.Select(BundleWithholdingContract.Of)]);
            await bundle.AddAsync(
                BundleFile.Withheld,
                to => JsonSerializer.SerializeAsync(to, rows, BundleContracts.Default.BundleWithholdingsContract, cancellation),
                cancellation);
        }

        if (again is not null)
        {
            var document = (await RunStore.FindSchemeAsync(source.Session, row.SchemeDigest))!.Document;
            await bundle.AddAsync(
                BundleFile.Calculation, to => BundleCalculation.WriteAsync(row, document, again, to, cancellation), cancellation);
        }

        await bundle.AddAsync(BundleFile.Amounts, to => WriteAmountsAsync(source, to, cancellation), cancellation);
        if (await source.Proofs.OfAsync(source.Session, row, cancellation) is { } proofs)
        {
            var list = new BundleProofsContract(
                ProofRunContract.Of(proofs.Tree.Run), ProofRootContract.Of(proofs.Tree.Root),
                [.. proofs.Tree.List().Select(ListedHouseholdContract.Of)]);
            await bundle.AddAsync(
                BundleFile.Proofs,
                to => JsonSerializer.SerializeAsync(to, list, BundleContracts.Default.BundleProofsContract, cancellation), cancellation);
        }
    }

    private static async Task WriteAmountsAsync(ExportSource source, Stream destination, CancellationToken cancellation)
    {
        var steps = source.Sheet.Run.Columns.Steps;
        await using var table = TableWriter.Create(destination, TableFormat.Csv, "");
        await table.WriteAsync(
            [TableCell.Of(BundleFile.Household), .. steps.Select(step => TableCell.Of(step.Step)), TableCell.Of(BundleFile.Total)],
            cancellation);
        await foreach (var household in source.Rows.ReadAsync(withPersons: false, cancellation))
        {
            var total = 0L;
            for (var at = 0; at < steps.Count; at++)
            {
                total += steps[at].IsRecord ? 0 : household.Amounts[at];
            }

            await table.WriteAsync(
                [
                    TableCell.Of(household.Id), .. steps.Select((_, at) => TableCell.Of(new Money(household.Amounts[at]).ToString())),
                    TableCell.Of(new Money(total).ToString()),
                ], cancellation);
        }

        await table.CompleteAsync(cancellation);
    }

    private static async Task WritePapersAsync(ExportSource source, BundleWriter bundle, CancellationToken cancellation)
    {
        var html = source with { Format = ExportFormat.Html, Reveal = null };
        await bundle.AddAsync("notice.html", to => new NoticePrint().WriteAsync(html, () => to, cancellation), cancellation);
        if (await ReviewPrint.HasContentAsync(source))
        {
            await bundle.AddAsync("review.html", to => new ReviewPrint().WriteAsync(html, () => to, cancellation), cancellation);
        }

        var table = source with { Format = ExportFormat.Csv, Reveal = null };
        await bundle.AddAsync(BundleFile.Statements, to => new StatementsExport().WriteAsync(table, () => to, cancellation), cancellation);
        await using var page = typeof(BundleExport).Assembly.GetManifestResourceStream("verify.html")!;
        await bundle.AddAsync("verify.html", to => page.CopyToAsync(to, cancellation), cancellation);
    }

    private static async Task WriteScansAsync(ExportSource source, BundleWriter bundle, CancellationToken cancellation)
    {
        var rows = await RunFileStore.ListAsync(source.Session, source.Sheet.Row.Id);
        var list = new BundleScansContract([.. rows.Select(BundleScanContract.Of)]);
        await bundle.AddAsync(
            BundleFile.Files, to => JsonSerializer.SerializeAsync(to, list, BundleContracts.Default.BundleScansContract, cancellation),
            cancellation);
        foreach (var row in rows.Where(row => row.RemovedAt is null))
        {
            var content = (await RunFileStore.ContentAsync(source.Session, row.RunId, row.Id))!;
            await bundle.AddAsync(ScanName(row.Id, row.Name), to => to.WriteAsync(content, cancellation).AsTask(), cancellation);
        }
    }

    /// <summary>What a scan is called in a bundle: its id, and the ending of its name.</summary>
    public static string ScanName(string id, string name) => BundleFile.Scans + id + Path.GetExtension(name).ToLowerInvariant();

    private static async Task WriteAuditAsync(ExportSource source, BundleWriter bundle, CancellationToken cancellation)
    {
        var row = source.Sheet.Row;
        var filter = new AuditFilter(row.OrganizationId, "run/" + row.Id, Within: null);
        var entries = await AuditStore.ListAsync(source.Session, filter, after: 0, MaxEntries);
        var size = await source.Log.SizeAsync(source.Session, until: null);
        var head = await source.Log.HeadAsync(source.Session, size, entries is [.., var last] ? last.Seq : null);
        var list = new BundleEntriesContract([.. entries.Select(BundleEntryContract.Of)])
        {
            Way = [.. head.Path.Select(DigestText.Of)],
        };
        await bundle.AddAsync(
            BundleFile.Audit, to => JsonSerializer.SerializeAsync(to, list, BundleContracts.Default.BundleEntriesContract, cancellation),
            cancellation);
        await bundle.AddAsync(BundleFile.Checkpoint, AuditCheckpoint.Of(head), cancellation);
    }
}
