using LinkageService.Engine.Problems;
using LinkageService.Features.Runs;

namespace LinkageService.Console.Pages.Runs;

/// <summary>Two sides of a comparison on their way from a page to <see cref="ChangesView"/>: parameters of components are public.</summary>
public sealed class ShownChanges
{
    internal ShownChanges(Changes changes, LocalizedText before, LocalizedText after, RunTitles titles, string organization) =>
        (Changes, Before, After, Titles, Organization) = (changes, before, after, titles, organization);

    internal Changes Changes { get; }

    /// <summary>What the first side is called.</summary>
    internal LocalizedText Before { get; }

    /// <summary>What the second side is called.</summary>
    internal LocalizedText After { get; }

    internal RunTitles Titles { get; }

    internal string Organization { get; }
}
