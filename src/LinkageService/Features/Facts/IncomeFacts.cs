using LinkageService.Engine.Checks.Facts;
using LinkageService.Errors;

namespace LinkageService.Features.Facts;

/// <summary>A5, the income of a year by source.</summary>
[CheckedBy<FactValidator<IncomeFacts>>]
internal sealed record IncomeFacts
{
    [FactField("收入来源", "Income by source", FactType.Rows, IsRequired = true)]
    public IReadOnlyList<IncomeLineFact>? Lines { get; init; }
}

/// <summary>One source of income.</summary>
[CheckedBy<IncomeLineValidator>]
internal sealed record IncomeLineFact
{
    [FactField("名称", "Name", FactType.Text, IsRequired = true)]
    public string? Name { get; init; }

    [FactField("来源", "Source", FactType.Word, Words = typeof(IncomeKind), IsRequired = true)]
    public string? Kind { get; init; }

    [FactField("金额", "Amount", FactType.SignedYuan)]
    public string? Amount { get; init; }

    /// <summary>Reserve that is drawn makes up for nothing of it: of what is not shared out it is 0.</summary>
    [FactField("其中用于分配", "Of which shared out", FactType.Yuan)]
    public string? AmountInPool { get; init; }

    [FactField("能否分配", "May be shared", FactType.Word, Words = typeof(Distributable))]
    public string? Distributable { get; init; }

    [FactField("决议或协议", "Resolution or agreement", FactType.Text)]
    public string? Document { get; init; }

    [FactField("所属期起", "For the time from", FactType.Date)]
    public string? From { get; init; }

    [FactField("所属期止", "to", FactType.Date)]
    public string? To { get; init; }
}
