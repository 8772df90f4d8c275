using System.Globalization;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// Pages on their way to the printer: what is written goes into a file, and when a part is full it is printed while the next is written.
/// However many pages there are, no more than a part is ever laid out at once.
/// </summary>
/// <param name="folder">Where the parts lie until they are joined.</param>
/// <param name="print">Prints a page into a PDF.</param>
internal sealed class PrintParts(string folder, Func<PrintPart, Task> print) : WriteOnlyStream
{
    // Starting Chromium costs as much as some 250 sheets: what is short is printed by two at once, what is long in few parts.
    private const int FirstSheets = 50;
    private const int MostSheets = 400;

    /// <summary>Sheets of a part: 50 of the first two, twice as many of every next two, 400 at most.</summary>
    /// <param name="part">Which part of a document, from 0.</param>
    public static int SheetsOf(int part) => Math.Min(MostSheets, FirstSheets << Math.Min(part / 2, 3));

    private readonly List<PrintPart> _parts = [];
    private readonly List<Task> _printing = [];
    private FileStream? _file;

    /// <summary>How many parts were begun.</summary>
    public int Count => _parts.Count;

    /// <summary>Ends a part, which is printed from now on, and begins the next with what is written next.</summary>
    public async Task NextAsync()
    {
        if (_file is { } file)
        {
            _file = null;
            await file.DisposeAsync();
            _printing.Add(print(_parts[^1]));
        }
    }

    /// <summary>Ends the last part and waits until all are printed.</summary>
    /// <returns>The PDFs, in order.</returns>
    public async Task<IReadOnlyList<string>> CompleteAsync()
    {
        await NextAsync();
        await Task.WhenAll(_printing);
        return [.. _parts.Select(part => part.Pdf)];
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_file is null)
        {
            var name = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"part-{_parts.Count:00000}"));
            _parts.Add(new PrintPart(name));
            _file = File.Create(_parts[^1].Page);
        }

        return _file.WriteAsync(buffer, cancellationToken);
    }

    /// <summary>Lets go of the files; what is still being printed is waited for, so that nothing of it is left behind.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (_file is { } file)
        {
            _file = null;
            await file.DisposeAsync();
        }

        // Each failure was seen by whoever waited for all; here it only matters that they have ended.
        await Task.WhenAll(_printing).ContinueWith(
            all => _ = all.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await base.DisposeAsync();
    }
}

/// <summary>A part of what is printed.</summary>
/// <param name="Name">The path of its files without their endings.</param>
internal sealed record PrintPart(string Name)
{
    /// <summary>The page.</summary>
    public string Page => Name + ".html";

    /// <summary>What it is printed into.</summary>
    public string Pdf => Name + ".pdf";
}
