using LinkageService.Engine.Corrections;
using LinkageService.Features.Corrections;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// What households had: of a correction before it, of a distribution the year before, by step where it was the same scheme.
/// </summary>
internal sealed class PaperYears
{
    private readonly Dictionary<string, int> _places;
    private readonly Dictionary<string, ReadOnlyMemory<long>> _steps;
    private readonly RunBooks _books;

    private PaperYears(RunBooks books, bool hasSteps)
    {
        _books = books;
        _places = books.Households.Index().ToDictionary(each => each.Item, each => each.Index, StringComparer.Ordinal);
        _steps = hasSteps
            ? books.Steps.Where(step => !step.IsRecord).ToDictionary(step => step.Id, step => step.Amounts, StringComparer.Ordinal)
            : [];
    }

    /// <summary>Reads them; null where there is nothing to stand beside.</summary>
    public static async Task<PaperYears?> OfAsync(ExportSource source)
    {
        var (session, row) = (source.Session, source.Sheet.Row);
        if (source.Sheet.Run.Correction is { } correction)
        {
            return new PaperYears(
                await StoredBooks.PaidAsync(session, correction.Corrects, correction.After.Select(earlier => earlier.Run)), hasSteps: true);
        }

        return source.Sheet.IsSettlement
            || await RunStore.BeforeAsync(session, row.OrganizationId, row.Year - 1, row.SchemeId) is not { } before
            ? null
            : new PaperYears(await StoredBooks.OfAsync(session, before), hasSteps: before.SchemeId == row.SchemeId);
    }

    /// <summary>What a household had of a step; null where that cannot be said.</summary>
    public long? Fen(string household, string step) =>
        _places.TryGetValue(household, out var at) && _steps.TryGetValue(step, out var amounts) ? amounts.Span[at] : null;

    /// <summary>What a household had in all; null for one that was not there.</summary>
    public long? TotalFen(string household) => _places.TryGetValue(household, out var at) ? _books.TotalsFen.Span[at] : null;
}
