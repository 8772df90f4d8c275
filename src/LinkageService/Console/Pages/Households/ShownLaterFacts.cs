using LinkageService.Features.Households;

namespace LinkageService.Console.Pages.Households;

/// <summary>
/// Later entries of households on their way to the parts of a page: parameters of components are public, entries are not.
/// </summary>
public sealed class ShownLaterFacts
{
    private ShownLaterFacts(IReadOnlyList<LaterFact> facts, int count) => (Facts, Count) = (facts, count);

    internal IReadOnlyList<LaterFact> Facts { get; }

    /// <summary>How many there are; the first of them are shown.</summary>
    public int Count { get; }

    internal static ShownLaterFacts Of(IReadOnlyList<LaterFact> facts, int? count = null) => new(facts, count ?? facts.Count);
}
