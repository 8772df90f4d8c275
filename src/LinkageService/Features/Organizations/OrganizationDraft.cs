using FluentValidation;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Features.Organizations;

/// <summary>What a caller says of an organisation; all of it, every time.</summary>
internal sealed record OrganizationDraft : CheckedRequest
{
    /// <summary>Days a plan is on public notice unless the organisation says otherwise.</summary>
    public const int StandardNoticeDays = 7;

    /// <summary>The legal forms there are.</summary>
    public static IReadOnlyList<string> LegalForms { get; } =
        ["farmer_cooperative", "cooperative_union", "rural_collective", "company", "contract_scheme"];

    /// <summary>Its name.</summary>
    public string? Name { get; init => field = TextRules.Trim(value); }

    /// <summary>Which rules apply to it: one of <see cref="LegalForms"/>, never guessed from the name.</summary>
    public string? LegalForm { get; init => field = TextRules.Trim(value); }

    /// <summary>Code of its administrative division (GB/T 2260); empty when not stated.</summary>
    public string Region { get; init => field = value.Trim(); } = "";

    /// <summary>The organisation above it; null for none.</summary>
    public string? Parent { get; init => field = TextRules.Trim(value); }

    /// <summary>Days a plan is on public notice.</summary>
    public int NoticeDays { get; init; } = StandardNoticeDays;
}

/// <summary>The shape of an organisation, the same for REST and gRPC.</summary>
internal sealed class OrganizationDraftValidator : AbstractValidator<OrganizationDraft>
{
    /// <summary>Days a notice may last.</summary>
    public static WholeRange NoticeDays { get; } = new(1, 365);

    /// <summary>A code of GB/T 2260, to the village: 500113, 500113001201.</summary>
    public static TextPattern Region { get; } = new("[0-9]{6,12}");

    public OrganizationDraftValidator()
    {
        RuleFor(draft => draft.Name).IsText("name", TextRules.MaxName, isRequired: true, hasLines: false);
        var forms = string.Join(", ", OrganizationDraft.LegalForms);
        RuleFor(draft => draft.LegalForm).IsThere("legalForm");
        RuleFor(draft => draft.LegalForm).IsOneOf("legalForm", OrganizationDraft.LegalForms,
            _ => new LocalizedText($"法人类型应为 {forms} 之一", $"a legal form is one of {forms}"));
        RuleFor(draft => draft.Region).IsLike(Region).When(draft => draft.Region.Length > 0)
            .As(ProblemCodes.InvalidValue, "region", "行政区划代码是 6 到 12 位数字，如 500113",
                "a region is a code of 6 to 12 digits such as 500113");
        RuleFor(draft => draft.Parent).IsLike("parent", OrganizationIds.Pattern, OrganizationIds.Zh, OrganizationIds.En);
        RuleFor(draft => draft.NoticeDays).IsIn("noticeDays", NoticeDays);
    }
}

/// <summary>Ids of organisations: 1 to 64 of a–z, 0–9 and hyphen, a letter or digit first.</summary>
internal static class OrganizationIds
{
    public const string Zh = "组织编号是 1 到 64 个小写字母、数字或连字符，以字母或数字开头";
    public const string En = "an organisation id is 1 to 64 lower-case letters, digits or hyphens, a letter or digit first";

    /// <summary>The form of one.</summary>
    public static TextPattern Pattern { get; } = new("[a-z0-9][a-z0-9-]{0,63}");
}
