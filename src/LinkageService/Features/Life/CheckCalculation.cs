using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Facts;
using LinkageService.Features.Organizations;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Life;

/// <summary>A calculation to be held against the legal checks, and nothing stored.</summary>
/// <param name="Terms">What is computed.</param>
internal sealed record CheckCalculationRequest(CalculateDistributionRequest Terms) : CheckedRequest
{
    /// <summary>A stored organisation whose legal form, region, facts and earlier runs count; null for none.</summary>
    public string? Organization { get; init; }

    /// <summary>Which law: one of <see cref="OrganizationDraft.LegalForms"/>; null takes that of the organisation.</summary>
    public string? LegalForm { get; init; }

    /// <summary>Code of the division; null takes that of the organisation, or national rules alone.</summary>
    public string? Region { get; init; }

    /// <summary>The date whose law counts, as written; null for the last day of the year.</summary>
    public string? RecordDate { get; init; }

    /// <summary>What is stated beside the calculation; it goes before what is stored of the same kind and time.</summary>
    public IReadOnlyList<PutFactRequest> Facts { get; init; } = [];
}

/// <summary>The shape of it; that of its terms is <see cref="CalculateDistributionValidator"/>'s.</summary>
internal sealed class CheckCalculationValidator : AbstractValidator<CheckCalculationRequest>
{
    /// <summary>Facts of one request.</summary>
    public const int MaxFacts = 50;

    public CheckCalculationValidator()
    {
        var forms = string.Join(", ", OrganizationDraft.LegalForms);
        RuleFor(request => request.Organization)
            .IsLike("organization", OrganizationIds.Pattern, OrganizationIds.Zh, OrganizationIds.En);
        RuleFor(request => request.LegalForm).NotNull().When(request => request.Organization is null)
            .As(ProblemCodes.MissingField, "legalForm", "缺少 legalForm（或 organization）", "legalForm (or organization) is missing");
        RuleFor(request => request.LegalForm).IsOneOf("legalForm", OrganizationDraft.LegalForms,
            _ => new LocalizedText($"法人类型应为 {forms} 之一", $"a legal form is one of {forms}"));
        RuleFor(request => request.Region).IsLike("region", OrganizationDraftValidator.Region, "行政区划代码是 6 到 12 位数字，如 500113",
            "a region is a code of 6 to 12 digits such as 500113");
        RuleFor(request => request.RecordDate).IsDate("recordDate");
        RuleFor(request => request.Facts).HasAtMost("facts", MaxFacts, count => new LocalizedText(
            $"最多 {MaxFacts} 项资料，得到 {count} 项", $"there are at most {MaxFacts} facts, got {count}"));
    }
}

/// <summary>The shape of a fact of a request: that of one that is stored, of a kind there is.</summary>
internal sealed class StatedFactValidator : AbstractValidator<PutFactRequest>
{
    public StatedFactValidator()
    {
        Include(new PutFactValidator());
        RuleFor(fact => fact.Kind).IsOneOf("kind", FactKind.Words);
    }
}

/// <summary>A calculation held against every legal check.</summary>
/// <param name="Distribution">The calculation.</param>
/// <param name="Checked">What the checks saw.</param>
/// <param name="Outcomes">What came of each.</param>
internal sealed record CheckedCalculation(Distribution Distribution, CheckedRun Checked, IReadOnlyList<CheckOutcome> Outcomes);

/// <summary>
/// Holds a calculation that is not stored against every legal check, by the rules and figures a stored run is held by: as the draft it
/// would be, not yet on notice, voted on or paid.
/// </summary>
internal sealed class CheckCalculation(
    Database database, CalculateDistribution calculate, CheckRunLaw law, RulePacks packs, TimeProvider time)
{
    private readonly CheckCalculationValidator _validator = new();
    private readonly StatedFactValidator _fact = new();

    /// <exception cref="RefusedException">It cannot be computed, or a fact cannot be stated so.</exception>
    public async Task<CheckedCalculation> HandleAsync(Caller caller, CheckCalculationRequest request, CancellationToken cancellation)
    {
        Problem[] own =
        [
            .. request.FormProblems, .. _validator.Validate(request).AsProblems(),
            .. request.Facts.SelectMany((fact, at) => _fact.Validate(fact).AsProblems().Concat(FactDates.Problems(fact, Dates.Today(time)))
                .Select(problem => InFact(problem, at))),
        ];
        var stated = request.RecordDate is { } text && Dates.TryRead(text, out var day) ? day : (DateOnly?)null;
        var terms = request.Terms.InYearOf(stated) with { FormProblems = [.. request.Terms.FormProblems, .. own] };
        var result = calculate.Handle(terms, cancellation);
        var distribution = result.Distribution ?? throw new RefusedException(result.Failure!);
        var year = distribution.Terms.Year;
        var date = stated ?? new DateOnly(year, 12, 31);
        var known = request.Organization is { } id
            ? await database.SnapshotAsync(session => KnownAsync(session, caller, id, distribution, date), cancellation)
            : null;
        var (form, region) = (request.LegalForm ?? known!.Row.LegalForm, request.Region ?? known?.Row.Region ?? "");
        var facts = request.Facts.Select(FactOf).ToArray();
        var standing = (known?.Facts ?? []).Where(fact => !facts.Any(each =>
            each.Kind == fact.Kind && each.ValidFrom == fact.ValidFrom));
        var checkedRun = new CheckedRun
        {
            LegalForm = form,
            Region = region,
            RecordDate = date,
            Year = year,
            Today = Dates.Today(time),
            Figures = RunFigures.Of(distribution),
            Rules = packs.Of(form, region, date),
            Facts = OrganizationFacts.Of([.. standing.Concat(facts).OrderBy(fact => fact.ValidFrom, StringComparer.Ordinal)], year, date),
            Progress = new RunProgress { Digest = distribution.Digest, People = [caller.Name] },
            Earlier = known?.Earlier,
            Others = known?.Others ?? [],
            ServiceFindings = known?.Findings,
        };
        return new CheckedCalculation(distribution, checkedRun, LegalChecks.Run(checkedRun));
    }

    private async Task<Known> KnownAsync(
        Session session, Caller caller, string id, Distribution distribution, DateOnly date)
    {
        if (!caller.May(Permission.ReadRuns))
        {
            throw new RefusedException(Gate.Forbidden(caller, Permission.ReadRuns));
        }

        var row = await OrganizationScope.RequireAsync(session, caller, id, "organization");
        var scheme = distribution.Scheme.Id;
        var repeats = await RepeatedRuns.FindingAsync(session, id, distribution.Terms.Year, scheme);
        return new Known(
            row, await OrganizationFactStore.StandingAsync(session, id, long.MaxValue),
            await CheckRunLaw.EarlierAsync(session, id, distribution.Terms.Year, scheme),
            repeats is null ? [] : [new ServiceFinding(repeats.Code, repeats.Message)],
            await law.OthersAsync(session, id, distribution.Terms.Year, besides: null));
    }

    /// <summary>A mistake in a fact of a list, named by its place in it.</summary>
    public static Problem InFact(Problem problem, int at) =>
        problem with { Field = problem.Field.Length == 0 ? $"facts[{at}]" : $"facts[{at}].{problem.Field}" };

    // As it would be stored; an account number goes no further than its last four digits.
    private static OrganizationFact FactOf(PutFactRequest request)
    {
        var kind = FactKind.Find(request.Kind)!;
        var part = request.Parts.Of(kind)!;
        return new OrganizationFact(
            kind.Word, request.Year is { } year ? StoredFact.LastDayOf(year) : Dates.Text(request.ValidFrom!.Value), KnownAt: 0, Present: 1,
            FactText.Of(part is AccountFacts accounts ? SealedAccounts.Masking(accounts) : part), "", "");
    }

    private sealed record Known(
        OrganizationRow Row, IReadOnlyList<OrganizationFact> Facts, EarlierRun? Earlier, IReadOnlyList<ServiceFinding> Findings,
        IReadOnlyList<RunFigures> Others);
}
