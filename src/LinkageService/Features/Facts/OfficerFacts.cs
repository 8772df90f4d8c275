using LinkageService.Engine.Checks.Facts;
using LinkageService.Errors;

namespace LinkageService.Features.Facts;

/// <summary>A8, who holds an office, all of them, also those who left with their last day; and their relatives.</summary>
[CheckedBy<OfficerFactsValidator>]
internal sealed record OfficerFacts
{
    [FactField("管理人员", "Officers", FactType.Rows, IsRequired = true)]
    public IReadOnlyList<OfficerFact>? Officers { get; init; }

    [FactField("近亲属", "Relatives", FactType.Rows)]
    public IReadOnlyList<KinFact>? Kin { get; init; }
}

/// <summary>Somebody with an office.</summary>
[CheckedBy<OfficerValidator>]
internal sealed record OfficerFact
{
    [FactField("姓名", "Name", FactType.Text, IsRequired = true)]
    public string? Name { get; init; }

    [FactField("职务", "Office", FactType.Word, Words = typeof(OfficerRole), IsRequired = true)]
    public string? Role { get; init; }

    [FactField("户编号", "Member number", FactType.Household)]
    public string? Household { get; init; }

    [FactField("登录名", "Signs in as", FactType.Text)]
    public string? Account { get; init; }

    [FactField("任职起", "In office from", FactType.Date)]
    public string? From { get; init; }

    [FactField("任职止", "until", FactType.Date)]
    public string? To { get; init; }
}

/// <summary>A relative of an officer.</summary>
[CheckedBy<FactValidator<KinFact>>]
internal sealed record KinFact
{
    [FactField("管理人员姓名", "Officer", FactType.Text, IsRequired = true)]
    public string? Officer { get; init; }

    [FactField("亲属姓名", "Relative", FactType.Text, IsRequired = true)]
    public string? Name { get; init; }

    [FactField("户编号", "Member number", FactType.Household)]
    public string? Household { get; init; }

    [FactField("关系", "Relation", FactType.Text)]
    public string? Relation { get; init; }
}
