using LinkageService.Documents;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Problems;
using LinkageService.Features.Calculations;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>
/// The check <c>notice_too_short</c>: a warning, since the vote may be held later than the notice ends. And what the days of a notice say
/// beside the run it shows.
/// </summary>
internal static class NoticeChecks
{
    private const string Code = "notice_too_short";
    private const string BeforeSubmission = "notice_before_submission";
    private const string Severity = "warn";
    private const string Basis = "组织设定的公示期 | the days of notice the organisation has set";

    /// <summary>
    /// What is wrong with a day on which people are said to have seen a run, or met about it: it is more than a year before the roster
    /// it shows was read and before it was handed in, as a mistyped year is. Null for nothing.
    /// </summary>
    /// <param name="code">What it is refused as.</param>
    /// <param name="day">The day.</param>
    /// <param name="field">Its field.</param>
    /// <param name="run">The run.</param>
    /// <param name="life">Its life.</param>
    public static Problem? Impossible(ProblemCode code, DateOnly day, string field, RunRow run, RunLife life)
    {
        var (recorded, submitted) = (Dates.Read(run.RecordDate), SubmittedOn(life));
        var first = recorded < submitted ? recorded : submitted;
        return day >= first.AddYears(-1) ? null : new Problem(code, field, new LocalizedText(
            $"{Dates.Text(day)} 比名册日期（{run.RecordDate}）早一年以上，请核对年份",
            $"{Dates.Text(day)} is more than a year before the record date ({run.RecordDate}): check the year"));
    }

    /// <summary>
    /// The notice began before the figures stood here. Before the record date it cannot have shown this roster; before they were handed
    /// in it may have been posted on paper, which somebody has to compare. Null for neither.
    /// </summary>
    public static CheckFinding? BeforeFigures(DateOnly from, RunRow run, RunLife life)
    {
        var (recorded, submitted) = (Dates.Read(run.RecordDate), SubmittedOn(life));
        if (life.SubmittedAt is null || from >= submitted)
        {
            return null;
        }

        var (first, handedIn) = (Dates.Text(from), Dates.Text(submitted));
        return from < recorded && recorded <= submitted
            ? new CheckFinding(Code, Severity, new LocalizedText(
                $"{first} 起公示，早于名册日期 {run.RecordDate}：那时还没有这份名册，请核对日期",
                $"the notice began on {first}, before the record date {run.RecordDate}: this roster was not there yet; check the dates"),
                "公示起始日和名册日期 | the first day of the notice and the record date")
            : new CheckFinding(BeforeSubmission, Severity, new LocalizedText(
                $"{first} 起公示，而这些数字 {handedIn} 才在这里提交：请核对张贴的与这里的一致，张贴的没有校验码",
                $"the notice began on {first}, and the figures were submitted here on {handedIn}: compare what was posted with them; it "
                + "has no check code"), "公示起始日和提交日 | the first day of the notice and the day of submission");
    }

    private static DateOnly SubmittedOn(RunLife life) =>
        life.SubmittedAt is { } text && Dates.TryReadMoment(text, out var moment)
            ? DateOnly.FromDateTime(Dates.InChina(Moment.ToTime(moment)).DateTime)
            : DateOnly.MaxValue;

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
