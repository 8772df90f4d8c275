using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>status_undated</c>: status without a date.</summary>
public sealed class StatusUndated : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "status_undated";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("身份没有日期", "Status without a date");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "登记日的建档立卡、监测对象身份有名单来源和日期，已退出的不算。",
        "The status of a household on the record date has a dated source, and has not ended.");

    private static readonly string[] Statuses = ["registered", "monitored"];

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        var read = Statuses.Where(status => run.Figures.Tags.Contains(status, StringComparer.Ordinal)).ToArray();
        if (read.Length == 0)
        {
            return NotApplicable("方案不按身份分配", "the scheme does not go by status");
        }

        if (run.Facts.StatusSources is not { } sources)
        {
            return Unknown(MissingFacts.StatusSources);
        }

        var standing = sources.Where(source => source.SourceDate is not null && !(source.From > run.RecordDate)
            && !(source.Until <= run.RecordDate))
            .Select(source => (source.Household, source.Status)).ToHashSet();
        var without = read.SelectMany(status =>
            run.Figures.ByHousehold.Tagged(status).Where(household => !standing.Contains((household, status)))).ToArray();
        return without.Length > 0
            ? Found($"登记日没有有效来源的 {without.Length} 户：{CheckText.Households(without)}",
                $"{without.Length} households without a source on the record date: {CheckText.HouseholdsEn(without)}")
            : Passed("身份都有名单来源和日期", "every status has a dated source");
    }
}
