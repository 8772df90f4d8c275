using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Exports;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Batches;
using LinkageService.Storage.Runs;
using LinkageService.Tables;

namespace LinkageService.Features.Batches;

/// <summary>Which files of the runs of a batch are wanted.</summary>
/// <param name="Batch">Of which batch.</param>
/// <param name="Kinds">Names of exports of a run, by commas, such as <c>statements.csv,papers.pdf</c>; null for the first.</param>
/// <param name="IsChinese">Chinese, or English.</param>
internal sealed record ExportBatchRequest(string Batch, string? Kinds, bool IsChinese) : CheckedRequest
{
    /// <summary>Those there are of every run: vouchers there are only of what is approved, and of each run its own archive.</summary>
    public static IReadOnlyList<string> AllKinds { get; } =
        [.. ExportKind.All.Where(kind => kind.Format != ExportFormat.Zip && kind.Document.Name != "vouchers").Select(kind => kind.Name)];

    /// <summary>Any of them, each once or more, in any order.</summary>
    public static TextPattern Pattern { get; } = new($"({Any})(,({Any})){{0,{AllKinds.Count - 1}}}");

    private static string Any => string.Join('|', AllKinds.Select(kind => kind.Replace(".", "[.]", StringComparison.Ordinal)));

    /// <summary>Each once, in the order of the list.</summary>
    public IReadOnlyList<string> Wanted => Kinds is null ? [AllKinds[0]] : [.. Kinds.Split(',').Distinct(StringComparer.Ordinal)];
}

/// <summary>The shape of it.</summary>
internal sealed class ExportBatchValidator : AbstractValidator<ExportBatchRequest>
{
    private static readonly string List = string.Join(", ", ExportBatchRequest.AllKinds);

    public ExportBatchValidator() => RuleFor(request => request.Kinds).IsLike(
        "kinds", ExportBatchRequest.Pattern, $"用逗号隔开的 {List}", $"some of {List}, separated by commas");
}

/// <summary>
/// Gives the files of all runs of a batch as one ZIP, a folder for each organisation, each file as the run alone gives it. The last is a
/// table of the runs with their sum and of files that could not be had, with the reason.
/// </summary>
internal sealed class ExportBatch(Database database, ExportRun export, PdfPrinter printer)
{
    private readonly ExportBatchValidator _validator = new();

    /// <param name="caller">Who asks.</param>
    /// <param name="request">For which.</param>
    /// <param name="begin">Called once it is known that there will be a file: says where it goes.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException"><c>unknown_batch</c>, <c>batch_state</c> without runs, or PDF without a printer.</exception>
    public async Task HandleAsync(
        Caller caller, ExportBatchRequest request, Func<ExportHead, Stream> begin, CancellationToken cancellation)
    {
        _validator.Require(request);
        if (request.Wanted.Any(kind => ExportKind.Of(kind).Format == ExportFormat.Pdf))
        {
            printer.Require();
        }

        var (batch, rows) = await database.SnapshotAsync(async session =>
        {
            var batch = await FindBatches.RequireAsync(session, caller, request.Batch);
            var only = new BatchOrganizationFilter(State: null, RunState: null, ActState: null, Act: null);
            var all = await BatchStore.OrganizationsAsync(session, batch, only, after: -1, CreateBatchValidator.MaxOrganizations);
            return (batch, all.Where(row => row.RunState is not null and not RunStates.Cancelled).ToArray());
        }, cancellation);
        if (rows.Length == 0)
        {
            throw new RefusedException(Failure.Of(
                ProblemCodes.BatchState, "这一批还没有核算，没有可导出的", "the batch has no runs: there is nothing to export", "batch"));
        }

        var words = new ExportWords(request.IsChinese);
        var head = new ExportHead(ExportKind.ContentTypeOf(ExportFormat.Zip), $"batch-{batch.Id}.zip", IsAttachment: true)
        {
            Title = words.T($"{batch.Year}年批量核算{rows.Length}村", $"batch of {batch.Year}, {rows.Length} runs"),
        };
        await using var sent = new SentLater(begin(head));
        await using (var zip = await ZipArchive.CreateAsync(
            sent, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation))
        {
            // Of a batch that nobody touched between, two archives are the same bytes.
            var at = Dates.InChina(Moment.ToTime(batch.UpdatedAt));
            var missing = new List<string>(rows.Length);
            foreach (var row in rows)
            {
                missing.Add(await AddAsync((zip, at), caller, request, row, cancellation));
            }

            await WriteSummaryAsync((zip, at), words, rows, missing, cancellation);
        }

        await sent.FlushAsync(cancellation);
    }

    // Each file is made whole before it goes into the archive: one that cannot be had leaves nothing there.
    private async Task<string> AddAsync(
        (ZipArchive Zip, DateTimeOffset At) archive, Caller caller, ExportBatchRequest request, BatchOrganizationRow row,
        CancellationToken cancellation)
    {
        var missing = new List<string>();
        var folder = new DownloadName(
            "x", string.Create(CultureInfo.InvariantCulture, $"{row.Place + 1:D4} {row.Name} {row.OrganizationId}")).Shown;
        foreach (var kind in request.Wanted)
        {
            await using var file = PrivateFiles.OpenTemporary();
            var name = kind;
            try
            {
                await export.HandleAsync(
                    caller, new ExportRequest(row.RunId!, kind) { IsChinese = request.IsChinese },
                    head => (name = head.ShownName, file).file, cancellation);
            }
            catch (RefusedException refused)
            {
                var message = refused.Failure.Problems[0].Message;
                missing.Add($"{kind}: {(request.IsChinese ? message.Zh : message.En)}");
                continue;
            }

            file.Position = 0;
            await using var entry = await Entry(archive, $"{folder}/{name}").OpenAsync(cancellation);
            await file.CopyToAsync(entry, cancellation);
        }

        return string.Join("; ", missing);
    }

    private static async Task WriteSummaryAsync(
        (ZipArchive Zip, DateTimeOffset At) archive, ExportWords words, BatchOrganizationRow[] rows, List<string> missing,
        CancellationToken cancellation)
    {
        await using var entry = await Entry(archive, words.T("汇总.csv", "summary.csv")).OpenAsync(cancellation);
        await using var table = TableWriter.Create(entry, TableFormat.Csv, words.T("汇总", "Summary"));
        string[] headings =
        [
            words.T("序号", "Place"), words.T("组织编号", "Organisation"), words.T("组织", "Name"), words.T("核算编号", "Run"),
            words.T("情况", "State"), words.T("农户", "Households"), words.T("分给农户", "To households"), words.T("没有的文件", "Missing files"),
        ];
        await table.WriteAsync(headings.Select(TableCell.Of).ToArray(), cancellation);
        foreach (var (row, reason) in rows.Zip(missing))
        {
            await table.WriteAsync(Cells(
                row.Place + 1, row.OrganizationId, row.Name, row.RunId!, words.State(row.RunState!), row.Households,
                row.AmountFen, reason), cancellation);
        }

        var sum = rows.Aggregate(Money.Zero, (sum, row) => sum + new Money(row.AmountFen));
        await table.WriteAsync(Cells(
            place: null, words.T("合计", "Total"), "", "", "", rows.Sum(row => row.Households), sum.Fen, ""), cancellation);
        await table.CompleteAsync(cancellation);
    }

    private static ZipArchiveEntry Entry((ZipArchive Zip, DateTimeOffset At) archive, string name)
    {
        var entry = archive.Zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = archive.At;
        return entry;
    }

    private static TableCell[] Cells(
        long? place, string organization, string name, string run, string state, long households, long fen, string missing) =>
    [
        TableCell.Of(place?.ToString(CultureInfo.InvariantCulture) ?? ""), TableCell.Of(organization), TableCell.Of(name),
        TableCell.Of(run), TableCell.Of(state), TableCell.Decimal(households.ToString(CultureInfo.InvariantCulture), 0),
        TableCell.Decimal(new Money(fen).ToString(), Money.Decimals), TableCell.Of(missing),
    ];

    /// <summary>Passes on what is written. The end of an entry is written at once, which a response does not take: it waits here.</summary>
    private sealed class SentLater(Stream to) : WriteOnlyStream
    {
        private readonly ArrayBufferWriter<byte> _waiting = new();

        /// <inheritdoc/>
        public override void Write(byte[] buffer, int offset, int count) => _waiting.Write(buffer.AsSpan(offset, count));

        /// <inheritdoc/>
        public override void Write(ReadOnlySpan<byte> buffer) => _waiting.Write(buffer);

        /// <inheritdoc/>
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await FlushAsync(cancellationToken);
            await to.WriteAsync(buffer, cancellationToken);
        }

        /// <inheritdoc/>
        public override async Task FlushAsync(CancellationToken cancellationToken)
        {
            if (_waiting.WrittenCount > 0)
            {
                await to.WriteAsync(_waiting.WrittenMemory, cancellationToken);
                _waiting.ResetWrittenCount();
            }
        }
    }
}
