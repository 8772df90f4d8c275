using LinkageService.Features.Runs;

namespace LinkageService.Console.Pages.Runs;

/// <summary>An opened run and what several parts of its pages show of it.</summary>
public sealed class ShownRun
{
    internal ShownRun(OpenedRun opened) => Opened = opened;

    internal OpenedRun Opened { get; }

    internal StoredRun Run => Opened.Run;

    internal string Id => Run.Row.Id;

    internal string State => Run.Row.State;

    internal bool IsCorrection => Run.Correction is not null;

    internal bool IsSettlement => Run.Settlement is not null;

    /// <summary>What its figures and accounts are called.</summary>
    internal RunTitles Titles => new(Opened.Scheme);
}
