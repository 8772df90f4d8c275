using LinkageService.Engine.Checks;
using LinkageService.Engine.Problems;
using LinkageService.Features.Calculations;

namespace LinkageService.Features.Life;

/// <summary>The check <c>notice_too_short</c>: a warning, since the vote may be held later than the notice ends.</summary>
internal static class NoticeChecks
{
    private const string Code = "notice_too_short";
    private const string Severity = "warn";
    private const string Basis = "组织设定的公示期 | the days of notice the organisation has set";

    /// <summary>Fewer days were announced than the plan has to be open before the vote, or than a village's board shows it.</summary>
    public static CheckFinding ShorterThanLaw(int days, RuleRow law, bool isOfBoard) => new(Code, Severity, isOfBoard
        ? new LocalizedText(
            $"公示 {days} 天，少于规定的 {law.Number} 天", $"the notice lasts {days} days, fewer than the {law.Number} of the rules for boards")
        : new LocalizedText(
            $"公示 {days} 天，少于表决前应公开的 {law.Number} 天",
            $"the notice lasts {days} days, fewer than the {law.Number} a plan is open before the vote"),
        $"{law.Citation.Zh} | {law.Citation.En}");

    /// <summary>Fewer days were announced than the charter says.</summary>
    public static CheckFinding ShorterThanCharter(int days, int wanted) => new(Code, Severity, new LocalizedText(
        $"公示 {days} 天，少于章程规定的 {wanted} 天", $"the notice lasts {days} days, fewer than the {wanted} of the charter"),
        "章程规定的公示天数 | the days of notice of the charter");

    /// <summary>Fewer days were announced than the organisation has set.</summary>
    public static CheckFinding ShorterThanSet(int days, int wanted) => new(Code, Severity, new LocalizedText(
        $"公示 {days} 天，少于组织设定的 {wanted} 天", $"the notice lasts {days} days, fewer than the {wanted} the organisation has set"), Basis);

    /// <summary>It was approved before the notice ended.</summary>
    public static CheckFinding EndedEarly(long days, long announced) => new(Code, Severity, new LocalizedText(
        $"公示满 {days} 天就审批，公布的是 {announced} 天",
        $"approved after {days} days of notice, of {announced} announced"), Basis);
}
