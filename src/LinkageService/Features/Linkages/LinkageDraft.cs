using FluentValidation;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Errors;

namespace LinkageService.Features.Linkages;

/// <summary>A linkage as a caller says it.</summary>
internal sealed record LinkageDraft : CheckedRequest
{
    /// <summary>The modes: the six of the reports (务工就业 is employment), and purchase on contract.</summary>
    public static IReadOnlyList<string> Modes { get; } =
        ["asset_income", "land_transfer", "capital", "employment", "agency_sale", "trusteeship", "purchase"];

    /// <summary>The household that is linked.</summary>
    public string? Household { get; init => field = TextRules.Trim(value); }

    /// <summary>With whom: a company, a cooperative, a person.</summary>
    public string? Partner { get; init => field = TextRules.Trim(value); }

    /// <summary>How: one of <see cref="Modes"/>.</summary>
    public string? Mode { get; init => field = TextRules.Trim(value); }

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
    private const int MaxTerms = 50;

    public LinkageDraftValidator()
    {
        RuleFor(draft => draft.Household).IsText("household", HouseholdIds.MaxCharacters, isRequired: true, hasLines: false);
        RuleFor(draft => draft.Partner).IsText("partner", TextRules.MaxWord, isRequired: true, hasLines: false);
        var modes = string.Join(", ", LinkageDraft.Modes);
        RuleFor(draft => draft.Mode).IsThere("mode");
        RuleFor(draft => draft.Mode).IsOneOf("mode", LinkageDraft.Modes,
            _ => new LocalizedText($"联结方式应为 {modes} 之一", $"a mode is one of {modes}"));
        RuleFor(draft => draft.Terms)
            .SetValidator(new TermsValidator<LinkageDraft>(MaxTerms, new TextValidator<LinkageDraft>(TextRules.MaxWord, hasLines: false)))
            .As(ProblemCodes.InvalidValue, "terms", $"约定最多 {MaxTerms} 项，每项最多 {TextRules.MaxWord} 个字",
                $"at most {MaxTerms} terms of at most {TextRules.MaxWord} characters");
        RuleFor(draft => draft.From).IsThere("from");
        RuleFor(draft => draft.To).Must((draft, to) => to >= draft.From).When(draft => draft is { From: not null, To: not null })
            .As(ProblemCodes.InvalidValue, "to", "早于 from", "before from");
    }
}
