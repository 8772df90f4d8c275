using FluentValidation;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Features.Households;

/// <summary>The shape of what the law asks about a person.</summary>
internal sealed class PersonLegalValidator : AbstractValidator<PersonLegal>
{
    public PersonLegalValidator()
    {
        RuleFor(legal => legal.Capacity).IsOneOf("capacity", Words<CivilCapacity>());
        RuleFor(legal => legal.Employment).IsOneOf("employment", Words<Employment>());
        RuleFor(legal => legal.RightsAgreement).IsText("rightsAgreement", TextRules.MaxWord, hasLines: false);
        RuleFor(legal => legal.LeftBecause).IsOneOf("leftBecause", Words<LeavingReason>());
        RuleFor(legal => legal.LeavingDocument).IsText("leavingDocument", TextRules.MaxWord, hasLines: false);
        RuleFor(legal => legal.HeirDocument).IsText("heirDocument", TextRules.MaxWord, hasLines: false);
        RuleFor(legal => legal.ShareVotesFor).IsIn("shareVotesFor", Votes);
        RuleFor(legal => legal.ShareVotesFor).Must((legal, inFavour) => !(inFavour > legal.ShareVotesTotal))
            .As(ProblemCodes.InvalidValue, "shareVotesFor", "同意的比应到的还多", "more than are entitled to vote");
        RuleFor(legal => legal.ShareVotesTotal).IsIn("shareVotesTotal", Votes);
        RuleFor(legal => legal.Guardian).IsText("guardian", TextRules.MaxName, hasLines: false);
    }

    /// <summary>How many votes there may be.</summary>
    public static WholeRange Votes { get; } = new(0, 1_000_000);

    private static string[] Words<TKind>()
        where TKind : struct, Enum => [.. FactWords.All<TKind>().Select(word => word.Word)];
}
