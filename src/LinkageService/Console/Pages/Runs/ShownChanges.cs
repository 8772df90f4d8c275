using LinkageService.Engine.Problems;
using LinkageService.Features.Runs;

namespace LinkageService.Console.Pages.Runs;

/// <summary>Two sides of a comparison, and what they are called.</summary>
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
