using LinkageService.Console.Components;
using LinkageService.Engine.Problems;
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

    /// <summary>Its year and scheme.</summary>
    internal LocalizedText Title => TitleOf(Run.Row.Year, Titles.Scheme, IsCorrection);

    /// <summary>What is named before an act that counts.</summary>
    internal ConfirmedRun Confirmed => new(Id, Opened.Organization.Name, Title, Run.Row.Digest);

    /// <summary>The year and the scheme of a run.</summary>
    internal static LocalizedText TitleOf(long year, LocalizedText scheme, bool isCorrection = false) => isCorrection
        ? new($"{year} 年 {scheme.Zh} 的更正", $"{year} · Correction of {scheme.En}")
        : new($"{year} 年 {scheme.Zh}", $"{year} · {scheme.En}");
}
