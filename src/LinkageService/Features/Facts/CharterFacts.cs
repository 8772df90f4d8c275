using LinkageService.Engine.Checks.Facts;
using LinkageService.Errors;

namespace LinkageService.Features.Facts;

/// <summary>A2, what the charter (章程) says from a day on. What it does not say is left out.</summary>
[CheckedBy<CharterValidator>]
internal sealed record CharterFacts
{
    [FactField("公积金提取比例，最低", "Least part drawn as reserve", FactType.Share)]
    public string? ReserveMin { get; init; }

    [FactField("公积金提取比例，最高", "Largest part drawn as reserve", FactType.Share)]
    public string? ReserveMax { get; init; }

    [FactField("公益金提取比例，最低", "Least part drawn as welfare fund", FactType.Share)]
    public string? WelfareMin { get; init; }

    [FactField("提取比例的基数", "What these parts are taken of", FactType.Word, Words = typeof(DistributionBase))]
    public string? ReserveBase { get; init; }

    [FactField("公积金累计达到后可不再提取", "Reserves at which no more need be drawn", FactType.Yuan)]
    public string? ReserveTarget { get; init; }

    [FactField("盈余返还比例，最低", "Least part refunded by transactions", FactType.Share)]
    public string? PatronageMin { get; init; }

    [FactField("向成员分配比例，最高", "Largest part paid to members", FactType.Share)]
    public string? MembersMax { get; init; }

    [FactField("单个成员持股上限", "Largest holding of one member", FactType.Share)]
    public string? HoldingCap { get; init; }

    [FactField("可开成员代表大会", "Delegates may meet", FactType.YesNo)]
    public bool? DelegatesAllowed { get; init; }

    [FactField("代表大会可表决分配方案", "Delegates may approve a distribution", FactType.YesNo)]
    public bool? DelegatesMayApprovePlan { get; init; }

    [FactField("会议提前通知天数", "Days of notice before a meeting", FactType.Days)]
    public int? MeetingNoticeDays { get; init; }

    [FactField("方案提前公开天数", "Days a plan is open before the meeting", FactType.Days)]
    public int? PlanOpenDays { get; init; }

    [FactField("公示天数", "Days of public notice", FactType.Days)]
    public int? NoticeDays { get; init; }

    [FactField("股份管理", "Share management", FactType.Word, Words = typeof(ShareManagement))]
    public string? ShareManagement { get; init; }

    [FactField("收益权已量化到成员", "Income rights quantified to members", FactType.YesNo)]
    public bool? Quantified { get; init; }

    [FactField("总股数", "All shares", FactType.Quantity)]
    public string? TotalShares { get; init; }

    [FactField("注册资本（成员出资总额）", "Registered capital", FactType.Yuan)]
    public string? RegisteredCapital { get; init; }

    [FactField("补助、捐赠怎样平均量化", "Subsidies and donations quantified", FactType.Word, Words = typeof(QuotaUnit))]
    public string? QuotaPer { get; init; }
}
