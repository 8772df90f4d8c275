using LinkageService.Errors;

namespace LinkageService.Features.Facts;

/// <summary>A13, where the status of households comes from, all of them.</summary>
[CheckedBy<FactValidator<StatusFacts>>]
internal sealed record StatusFacts
{
    [FactField("身份来源", "Sources of status", FactType.Rows, IsRequired = true)]
    public IReadOnlyList<StatusSourceFact>? Sources { get; init; }
}

/// <summary>Where the status of one household comes from.</summary>
[CheckedBy<StatusSourceValidator>]
internal sealed record StatusSourceFact
{
    [FactField("户编号", "Member number", FactType.Household, IsRequired = true)]
    public string? Household { get; init; }

    [FactField("类别", "Status", FactType.Text, IsRequired = true)]
    public string? Status { get; init; }

    [FactField("名单或文件", "List or decision", FactType.Text)]
    public string? Source { get; init; }

    [FactField("名单日期", "Date of the list", FactType.Date, IsPast = true)]
    public string? SourceDate { get; init; }

    [FactField("认定日期", "First day", FactType.Date)]
    public string? From { get; init; }

    [FactField("退出日期", "Left it on", FactType.Date)]
    public string? Until { get; init; }
}
