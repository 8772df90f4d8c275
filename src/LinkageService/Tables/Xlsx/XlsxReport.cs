namespace LinkageService.Tables.Xlsx;

/// <summary>
/// A workbook for people, set up for printing on A4. The bytes go out asynchronously, so that the destination may be the body of a
/// response.
/// </summary>
internal sealed class XlsxReport : IAsyncDisposable
{
    private const int FlushSize = 1 << 16;

    private readonly Stream _destination;
    private readonly TableOutput _output = new();
    private readonly XlsxWriter _workbook;

    /// <param name="destination">Where the bytes go; stays open.</param>
    /// <param name="font">The font of all cells.</param>
    /// <param name="sheets">The sheets, in order.</param>
    public XlsxReport(Stream destination, string font, params IReadOnlyList<XlsxSheetSetup> sheets)
        : this(destination, font, isComputedAnew: false, sheets)
    {
    }

    /// <param name="destination">Where the bytes go; stays open.</param>
    /// <param name="font">The font of all cells.</param>
    /// <param name="isComputedAnew">Whether a program that opens it computes every formula, and does not go by what is stored.</param>
    /// <param name="sheets">The sheets, in order.</param>
    public XlsxReport(Stream destination, string font, bool isComputedAnew, params IReadOnlyList<XlsxSheetSetup> sheets)
    {
        _destination = destination;
        _workbook = new XlsxWriter(_output, font, sheets, isComputedAnew);
    }

    /// <summary>The number of the last row written to the present sheet.</summary>
    public int Row => _workbook.Row;

    /// <summary>Ends the present sheet and begins the next.</summary>
    public void BeginSheet(XlsxSheetSetup sheet) => _workbook.BeginSheet(sheet);

    /// <summary>Adds a row.</summary>
    /// <param name="cells">From the first column on.</param>
    /// <param name="height">In points; 0 is one line.</param>
    /// <param name="cancellation">Stops it.</param>
    public async ValueTask WriteAsync(IReadOnlyList<XlsxCell> cells, int height = 0, CancellationToken cancellation = default)
    {
        _workbook.Write(cells, height);
        if (_output.Written >= FlushSize)
        {
            await FlushAsync(cancellation);
        }
    }

    /// <summary>Ends the file; without it the workbook cannot be opened.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellation)
    {
        _workbook.Complete();
        await FlushAsync(cancellation);
        await _destination.FlushAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _workbook.Dispose();
        await _output.DisposeAsync();
    }

    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await _destination.WriteAsync(_output.Bytes, cancellation);
        _output.Clear();
    }
}
