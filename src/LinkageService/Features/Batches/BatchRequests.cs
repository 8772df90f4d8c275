using FluentValidation;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Organizations;
using LinkageService.Features.Runs;
using LinkageService.Features.Schemes;
using LinkageService.Http;
using LinkageService.Storage.Batches;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Batches;

/// <summary>What one organisation of a batch has of its own.</summary>
/// <param name="Id">The organisation.</param>
/// <param name="Scheme">As written; null for that of the batch.</param>
/// <param name="Parameters">Before those of the batch, as written.</param>
/// <param name="Inputs">Before those of the batch, as written.</param>
internal sealed record BatchMember(
    string? Id, string? Scheme, IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, string> Inputs)
{
    /// <summary>As it is kept.</summary>
    public BatchOwnTerms Own => new(Scheme, BatchFigureNames.Ordered(Parameters), BatchFigureNames.Ordered(Inputs));
}

/// <summary>What figures of a batch may be, and the order they are kept in.</summary>
internal static class BatchFigureNames
{
    private const int MaxFigures = 500;

    /// <summary>Names and values that a scheme could have; what it says of them the scheme decides.</summary>
    public static TermsValidator<T> Rules<T>() => new(MaxFigures, new TextValidator<T>(TextRules.MaxWord, hasLines: false));

    /// <summary>What is said of others.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyDictionary<string, string>> AsFigures<T>(
        this IRuleBuilderOptions<T, IReadOnlyDictionary<string, string>> rule, string field) =>
        rule.As(ProblemCodes.InvalidValue, field,
            $"最多 {MaxFigures} 个数，名称和数各最多 {TextRules.MaxWord} 个字，没有控制字符",
            $"at most {MaxFigures} figures, names and values of at most {TextRules.MaxWord} characters, no control characters");

    /// <summary>By name, so that the same figures are the same text.</summary>
    public static OrderedDictionary<string, string> Ordered(IReadOnlyDictionary<string, string> figures) =>
        new(figures.OrderBy(figure => figure.Key, StringComparer.Ordinal), StringComparer.Ordinal);
}

/// <summary>The shape of it.</summary>
internal sealed class BatchMemberValidator : AbstractValidator<BatchMember>
{
    public BatchMemberValidator()
    {
        RuleFor(member => member.Id).IsThere("id");
        RuleFor(member => member.Id).IsLike("id", OrganizationIds.Pattern, OrganizationIds.Zh, OrganizationIds.En);
        RuleFor(member => member.Scheme).IsSchemeReference();
        RuleFor(member => member.Parameters).SetValidator(BatchFigureNames.Rules<BatchMember>()).AsFigures("parameters");
        RuleFor(member => member.Inputs).SetValidator(BatchFigureNames.Rules<BatchMember>()).AsFigures("inputs");
    }
}

/// <summary>Many organisations to be settled in one go. Which they are is said in exactly one way.</summary>
internal sealed record CreateBatchRequest : CheckedRequest
{
    /// <summary>The year of the accounts.</summary>
    public int? Year { get; init; }

    /// <summary>A scheme of the library; null where each organisation has its own, or goes on by that of last year.</summary>
    public string? Scheme { get; init; }

    /// <summary>As written; null for the last day of the year.</summary>
    public string? RecordDate { get; init; }

    /// <summary>As written; null for the first day of the year.</summary>
    public string? From { get; init; }

    /// <summary>Whether scheme and figures that nobody states are those of the run of the year before.</summary>
    public bool LastYear { get; init; }

    /// <summary>For all of them, as written.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>For all of them, as written.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>The organisations, one by one.</summary>
    public IReadOnlyList<BatchMember> Organizations { get; init; } = [];

    /// <summary>All whose code begins with this; null for another way.</summary>
    public string? Region { get; init; }

    /// <summary>All at and below this one; null for another way.</summary>
    public string? Parent { get; init; }

    /// <summary>All that the caller sees.</summary>
    public bool All { get; init; }

    /// <summary>Whether no run is stored.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Chosen by the caller for this request and its retries.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>As it is kept.</summary>
    public BatchTerms Terms => new(
        Scheme, RecordDate, From, LastYear, BatchFigureNames.Ordered(Parameters), BatchFigureNames.Ordered(Inputs));
}

/// <summary>The shape of it.</summary>
internal sealed class CreateBatchValidator : AbstractValidator<CreateBatchRequest>
{
    /// <summary>Organisations of one batch: it is stored in one change, which others wait for.</summary>
    public const int MaxOrganizations = 10_000;

    /// <summary>The first digits of a code of GB/T 2260: of a province, a county, a town.</summary>
    public static TextPattern Region { get; } = new("[0-9]{2,12}");

    public CreateBatchValidator()
    {
        RuleFor(request => request.Year).IsThere("year");
        RuleFor(request => request.Year).IsAccountYear();
        RuleFor(request => request.Scheme).IsSchemeReference();
        RuleFor(request => request.RecordDate).IsDate("recordDate");
        RuleFor(request => request.From).IsDate("from");
        RuleFor(request => request.Region)
            .IsLike("region", Region, "区划代码的前 2 到 12 位数字", "the first 2 to 12 digits of a region's code");
        RuleFor(request => request.Parent).IsLike("parent", OrganizationIds.Pattern, OrganizationIds.Zh, OrganizationIds.En);
        RuleFor(request => request.Parameters).SetValidator(BatchFigureNames.Rules<CreateBatchRequest>()).AsFigures("parameters");
        RuleFor(request => request.Inputs).SetValidator(BatchFigureNames.Rules<CreateBatchRequest>()).AsFigures("inputs");
        RuleFor(request => request.Organizations).HasAtMost("organizations", MaxOrganizations, TooMany);
        RuleForEach(request => request.Organizations).SetValidator(new BatchMemberValidator()).OverridePropertyName("organizations");
        RuleFor(request => request.IdempotencyKey).IsIdempotencyKey();
        RuleFor(request => request).Must(request => Ways(request) == 1).When(request => request.FormProblems.Count == 0)
            .As(ProblemCodes.InvalidValue, "",
                "organizations、region、parent、all 写且只写一个", "exactly one of organizations, region, parent and all is wanted");
        RuleFor(request => request.Scheme).NotNull()
            .When(request => !request.LastYear && request.FormProblems.Count == 0
                && (request.Organizations.Count == 0 || request.Organizations.Any(member => member.Scheme is null)))
            .As(ProblemCodes.MissingField, "", "缺少 scheme：全批一个，或每个组织各写一个，或 lastYear 沿用上年的",
                "scheme is missing: one for all, one for each organisation, or lastYear to go on by last year's");
    }

    /// <summary>What is said of too many organisations.</summary>
    public static LocalizedText TooMany(int count) => new(
        $"一批最多 {MaxOrganizations} 个组织，得到 {count} 个；分成几批",
        $"a batch has at most {MaxOrganizations} organisations, got {count}: make several");

    private static int Ways(CreateBatchRequest request) => (request.Organizations.Count > 0 ? 1 : 0) + (request.Region is null ? 0 : 1)
        + (request.Parent is null ? 0 : 1) + (request.All ? 1 : 0);
}

/// <summary>Organisations of a batch to be tried once more.</summary>
/// <param name="Organizations">Those, each with figures of its own from now on; null for all that failed, as they are.</param>
internal sealed record RetryBatchRequest(IReadOnlyList<BatchMember>? Organizations) : CheckedRequest;

/// <summary>The shape of it.</summary>
internal sealed class RetryBatchValidator : AbstractValidator<RetryBatchRequest>
{
    public RetryBatchValidator()
    {
        RuleFor(request => request.Organizations).IsAllOrSome("organizations");
        RuleFor(request => request.Organizations)
            .HasAtMost("organizations", CreateBatchValidator.MaxOrganizations, CreateBatchValidator.TooMany);
        RuleForEach(request => request.Organizations).SetValidator(new BatchMemberValidator()).OverridePropertyName("organizations");
    }
}

/// <summary>Which organisations of a batch are wanted.</summary>
/// <param name="Batch">Of which batch.</param>
/// <param name="State">Only those in this state; null for all.</param>
/// <param name="Page">Which part of them.</param>
internal sealed record ListBatchOrganizationsRequest(string Batch, string? State, PageRequest Page) : CheckedRequest
{
    /// <summary>Only those whose run is in this state; null for all.</summary>
    public string? RunState { get; init; }

    /// <summary>Only those whose run stands so within the latest act; null for all.</summary>
    public string? ActState { get; init; }
}

/// <summary>The shape of it.</summary>
internal sealed class ListBatchOrganizationsValidator : AbstractValidator<ListBatchOrganizationsRequest>
{
    public ListBatchOrganizationsValidator()
    {
        RuleFor(request => request.State).IsOneOf("state", BatchEntryStates.All);
        RuleFor(request => request.RunState).IsOneOf("runState", RunStates.All);
        RuleFor(request => request.ActState).IsOneOf("actState", BatchActRunStates.All);
        RuleFor(request => request.Page).IsPage();
    }
}
