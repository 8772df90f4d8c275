using FluentValidation;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Features.Linkages;

/// <summary>A linkage as a caller says it.</summary>
internal sealed record LinkageDraft
{
    /// <summary>The modes: the six of the reports (务工就业 is employment), and purchase on contract.</summary>
    public static IReadOnlyList<string> Modes { get; } =
        ["asset_income", "land_transfer", "capital", "employment", "agency_sale", "trusteeship", "purchase"];

    /// <summary>The household that is linked.</summary>
    public string? Household { get; init; }

    /// <summary>With whom: a company, a cooperative, a person.</summary>
    public string? Partner { get; init; }

    /// <summary>How: one of <see cref="Modes"/>.</summary>
    public string? Mode { get; init; }

    /// <summary>What was agreed, by name.</summary>
    public IReadOnlyDictionary<string, string> Terms { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The first date.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last date; null for no end.</summary>
    public DateOnly? To { get; init; }
}

/// <summary>The shape of a linkage, the same for REST and gRPC.</summary>
internal sealed class LinkageDraftValidator : AbstractValidator<LinkageDraft>
{
    private const int MaxText = 200;
    private const int MaxTerms = 50;

    public LinkageDraftValidator()
    {
        RuleFor(draft => draft.Household).NotEmpty().As(ProblemCodes.MissingField, "household", "缺少 household", "household is missing");
        RuleFor(draft => draft.Partner).NotEmpty().As(ProblemCodes.MissingField, "partner", "缺少 partner", "partner is missing");
        RuleFor(draft => draft.Partner).Must(IsText).When(draft => draft.Partner is not null)
            .As(ProblemCodes.InvalidValue, "partner", $"最多 {MaxText} 个字，不能有控制字符",
                $"at most {MaxText} characters, no control characters");
        var modes = string.Join(", ", LinkageDraft.Modes);
        RuleFor(draft => draft.Mode).NotEmpty().As(ProblemCodes.MissingField, "mode", "缺少 mode", "mode is missing");
        RuleFor(draft => draft.Mode).Must(mode => LinkageDraft.Modes.Contains(mode!, StringComparer.Ordinal))
            .When(draft => !string.IsNullOrEmpty(draft.Mode))
            .As(ProblemCodes.InvalidValue, "mode", $"联结方式应为 {modes} 之一", $"a mode is one of {modes}");
        RuleFor(draft => draft.Terms).Must(terms => terms.Count <= MaxTerms
                && terms.All(term => term.Key.Length > 0 && IsText(term.Key) && IsText(term.Value)))
            .As(ProblemCodes.InvalidValue, "terms", $"约定最多 {MaxTerms} 项，每项最多 {MaxText} 个字",
                $"at most {MaxTerms} terms of at most {MaxText} characters");
        RuleFor(draft => draft.From).NotNull().As(ProblemCodes.MissingField, "from", "缺少 from", "from is missing");
        RuleFor(draft => draft.To).Must((draft, to) => to >= draft.From).When(draft => draft is { From: not null, To: not null })
            .As(ProblemCodes.InvalidValue, "to", "早于 from", "before from");
    }

    private static bool IsText(string? text) => text!.Length <= MaxText && !text.Any(char.IsControl);
}
