using LinkageService.Errors;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>
/// A roster's file while a person looks through it: the bytes put aside once, and what was changed of them. Read by one at a time.
/// </summary>
internal sealed class RosterFile : IDisposable
{
    private readonly TableSpool _spool;

    private RosterFile(string name, TableSpool spool) => (Name, _spool) = (name, spool);

    /// <summary>What the person calls it.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of it as it came.</summary>
    public byte[] Digest => _spool.Digest;

    /// <summary>What was changed of it.</summary>
    public TableMending Mending { get; set; } = TableMending.None;

    /// <summary>The worksheet that is read; null until it was read once, for those of several groups together, and for a CSV.</summary>
    public string? Sheet { get; set; }

    /// <summary>Whether somebody said that its households, which have no numbers, get them in its order.</summary>
    public bool NumbersHouseholds { get; set; }

    /// <summary>Puts a file aside.</summary>
    /// <param name="name">What the person calls it.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="maxBytes">The bytes allowed.</param>
    /// <param name="came">Told how many bytes have come.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">It is too large.</exception>
    public static async Task<RosterFile> OfAsync(
        string name, Stream content, long maxBytes, Action<long>? came, CancellationToken cancellation)
    {
        try
        {
            return new RosterFile(name, await TableSpool.OfAsync(content, maxBytes, cancellation, came));
        }
        catch (TableException exception)
        {
            throw new RefusedException(Failure.Of(exception.Problem));
        }
    }

    /// <summary>Opens it from the start.</summary>
    /// <param name="mending">What is to be changed of it; <see cref="TableMending.None"/> for the file as it came.</param>
    /// <param name="headings">Finds its headings.</param>
    /// <exception cref="TableException">It is not a table that can be read.</exception>
    public TableReader Open(TableMending mending, RosterHeadings headings)
    {
        var table = TableReader.Open(_spool, Sheet, TableLimits.Default, mending, headings.Find, RosterHeadings.IsGroup);
        Sheet = table.Sheets.Count > 1 || table.Unjoined.Count > 0 ? null : table.Origin.Sheet;
        return table;
    }

    /// <inheritdoc/>
    public void Dispose() => _spool.Dispose();
}
