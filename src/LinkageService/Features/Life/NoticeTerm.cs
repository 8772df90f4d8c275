using LinkageService.Features.Calculations;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>How long a run is to be on public notice: as long as the organisation has set, its charter says and its law asks for.</summary>
/// <param name="Set">The days the organisation has set.</param>
/// <param name="Law">What the law asks of the vote the notice comes before; null where no law does, or nothing is voted on.</param>
internal sealed record NoticeTerm(int Set, MeetingRule? Law)
{
    /// <summary>The days its charter says; null where none are stated.</summary>
    public int? Charter { get; init; }

    /// <summary>The days of a notice of which nothing is said.</summary>
    public int Standard => Math.Max(Math.Max(Set, Charter ?? 0), Law?.OpenDays ?? 0);

    /// <summary>The term of a run.</summary>
    /// <param name="organization">Whose it is: its legal form and its region say which law.</param>
    /// <param name="run">The run; a settlement is not voted on.</param>
    /// <param name="from">The first day of the notice: the law of that day counts.</param>
    public static NoticeTerm Of(OrganizationRow organization, RunRow run, DateOnly from) => new(
        (int)organization.NoticeDays,
        run.Kind == RunKinds.Settlement ? null : MeetingRules.Of(organization.LegalForm, organization.Region, from));

    /// <summary>What is to be said of so few days; null where they suffice. The law goes before the charter, and that before what the
    /// organisation has set.</summary>
    public CheckFinding? TooShort(int days) => Law is { } law && days < law.OpenDays ? NoticeChecks.ShorterThanLaw(days, law)
        : days < Charter ? NoticeChecks.ShorterThanCharter(days, Charter.Value)
        : days < Set ? NoticeChecks.ShorterThanSet(days, Set)
        : null;
}
