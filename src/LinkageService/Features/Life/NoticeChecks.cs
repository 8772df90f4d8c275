using LinkageService.Engine.Problems;
using LinkageService.Features.Calculations;

namespace LinkageService.Features.Life;

/// <summary>The check <c>notice_too_short</c>: a warning, since how long a plan is on public notice is set locally.</summary>
internal static class NoticeChecks
{
    private const string Code = "notice_too_short";
    private const string Severity = "warn";
    private const string Basis = "组织设定的公示期 | the days of notice the organisation has set";

    /// <summary>Fewer days were announced than the organisation has set.</summary>
    public static CheckFinding TooShort(long days, long wanted) => new(Code, Severity, new LocalizedText(
        $"公示 {days} 天，少于组织设定的 {wanted} 天", $"the notice lasts {days} days, fewer than the {wanted} the organisation has set"), Basis);

    /// <summary>It was approved before the notice ended.</summary>
    public static CheckFinding EndedEarly(long days, long announced) => new(Code, Severity, new LocalizedText(
        $"公示满 {days} 天就审批，公布的是 {announced} 天",
        $"approved after {days} days of notice, of {announced} announced"), Basis);
}
