using LinkageService.Engine.Checks;
using LinkageService.Engine.Problems;
using LinkageService.Features.Calculations;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>How long a run is to be on public notice: as long as is set, as the charter says and as the rule packs ask for.</summary>
/// <param name="Set">The days the organisation has set.</param>
/// <param name="Vote">What is asked of the vote the notice comes before; null where nothing is, or nothing is voted on.</param>
/// <param name="Law">
/// The rule that asks for most days, of those for a plan before the vote and those for a village's board; null where none does.
/// </param>
internal sealed record NoticeTerm(int Set, MeetingRule? Vote, RuleRow? Law)
{
    private const string BoardDays = "board_days";

    /// <summary>The days its charter says; null where none are stated.</summary>
    public int? Charter { get; init; }

    /// <summary>The days of a notice of which nothing is said.</summary>
    public int Standard => Math.Max(Math.Max(Set, Charter ?? 0), Law?.Number ?? 0);

    /// <summary>What the law asks for, in words; null where nothing.</summary>
    public LocalizedText? LawText => Law is not { } law ? null : law.Parameter == BoardDays
        ? new LocalizedText($"至少公示 {law.Number} 天：{law.Citation.Zh}", $"at least {law.Number} days of notice: {law.Citation.En}")
        : new LocalizedText(
            $"开会表决前至少公示 {law.Number} 天：{law.Citation.Zh}", $"at least {law.Number} days before the vote: {law.Citation.En}");

    /// <summary>The term of a run.</summary>
    /// <param name="packs">The rules.</param>
    /// <param name="organization">Whose it is: its legal form and its region say which rules bind it.</param>
    /// <param name="run">The run; a settlement is not voted on.</param>
    /// <param name="from">The first day of the notice: the rules of that day count.</param>
    public static NoticeTerm Of(RulePacks packs, OrganizationRow organization, RunRow run, DateOnly from) =>
        run.Kind == RunKinds.Settlement
            ? new NoticeTerm((int)organization.NoticeDays, Vote: null, Law: null)
            : Of(packs.Of(organization.LegalForm, organization.Region, from), (int)organization.NoticeDays);

    /// <summary>The term of a distribution.</summary>
    /// <param name="rules">What binds the organisation on the first day.</param>
    /// <param name="set">The days it has set.</param>
    public static NoticeTerm Of(LegalRules rules, int set) => new(set, MeetingRule.Of(rules),
        rules.All("meeting_invalid", "plan_open_days").Concat(rules.All("notice_too_short", BoardDays)).MaxBy(row => row.Number));

    /// <summary>What is to be said of so few days; null where they suffice. The law goes before the charter, and that before what the
    /// organisation has set.</summary>
    public CheckFinding? TooShort(int days) => Law is { } law && days < law.Number
            ? NoticeChecks.ShorterThanLaw(days, law, isOfBoard: law.Parameter == BoardDays)
        : days < Charter ? NoticeChecks.ShorterThanCharter(days, Charter.Value)
        : days < Set ? NoticeChecks.ShorterThanSet(days, Set)
        : null;
}
