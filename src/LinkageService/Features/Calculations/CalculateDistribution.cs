using System.Globalization;
using FluentValidation;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Schemes;

namespace LinkageService.Features.Calculations;

/// <summary>The main job: given a scheme, a year's accounts and a roster, what is every household owed?</summary>
internal sealed record CalculateDistributionRequest : CheckedRequest
{
    /// <summary><c>id</c> or <c>id@version</c>; null with <see cref="Document"/>.</summary>
    public string? Scheme { get; init; }

    /// <summary>A whole scheme; null with <see cref="Scheme"/>.</summary>
    public DocumentNode? Document { get; init; }

    /// <summary>The year of the accounts; null for that of the record date, and without one for the present year in China.</summary>
    public string? Year { get; init; }

    /// <summary>Parameters by name, as written.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Inputs by name, as written.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>Inputs that go on from the last run, where a stored run is made; one that is stated counts before it.</summary>
    public IReadOnlyDictionary<string, string> CarriedInputs { get; init; } = new Dictionary<string, string>();

    /// <summary>The roster; null when it was not sent.</summary>
    public IHouseholdSource? Households { get; init; }

    /// <summary>Whether every line is explained.</summary>
    public bool Explain { get; init; }

    /// <summary>For transports whose inputs carry a type: the form in which each was stated.</summary>
    public IReadOnlyDictionary<string, InputForm> InputForm { get; init; } = new Dictionary<string, InputForm>();

    /// <summary>What is stated, and what goes on where nothing is.</summary>
    public static IReadOnlyDictionary<string, string> Completed(
        IReadOnlyDictionary<string, string> stated, IReadOnlyDictionary<string, string> carried) => carried.Count == 0 ? stated
        : stated.Concat(carried.Where(each => !stated.ContainsKey(each.Key)))
            .ToDictionary(each => each.Key, each => each.Value, StringComparer.Ordinal);

    /// <summary>The same, of the year of a record date where no year is stated.</summary>
    public CalculateDistributionRequest InYearOf(DateOnly? recordDate) => Year is null && recordDate is { } date
        ? this with { Year = date.Year.ToString(CultureInfo.InvariantCulture) }
        : this;

    /// <summary>Whether a field that is absent here was sent, but in a form that was reported already.</summary>
    public bool IsReported(params ReadOnlySpan<string> fields)
    {
        foreach (var problem in FormProblems)
        {
            if (fields.Contains(problem.Field))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The form of the request; meaning is the engine's.</summary>
internal sealed class CalculateDistributionValidator : AbstractValidator<CalculateDistributionRequest>
{
    public CalculateDistributionValidator()
    {
        RuleFor(request => request.Scheme).Null().When(request => request.Document is not null)
            .As(ProblemCodes.SchemeAndDocument, "scheme", "scheme 和 document 只能写一个", "write either scheme or document, not both");
        RuleFor(request => request.Scheme).NotNull().When(request => request.Document is null && !request.IsReported("scheme", "document"))
            .As(ProblemCodes.MissingField, "scheme", "缺少 scheme（或 document）", "scheme (or document) is missing");
        RuleFor(request => request.Scheme).IsSchemeReference();
        RuleFor(request => request.Year).SetValidator(new YearTextValidator<CalculateDistributionRequest>())
            .As(ProblemCodes.YearOutOfRange, "year", AccountYears.Zh, AccountYears.En);
        RuleFor(request => request.Households).NotNull().When(request => !request.IsReported("households"))
            .As(ProblemCodes.MissingField, "households", "缺少 households", "households is missing");
    }
}

/// <summary>Resolves the scheme, binds the figures, reads the roster and runs: one handler for every transport.</summary>
internal sealed class CalculateDistribution(SchemeLibrary library, Limits limits, TimeProvider time)
{
    private readonly CalculateDistributionValidator _validator = new();

    /// <summary>The distribution, or everything that is wrong with the request.</summary>
    public CalculationResult Handle(CalculateDistributionRequest request, CancellationToken cancellation)
    {
        var draft = Begin(request);
        if (draft.Roster is { } roster)
        {
            request.Households?.AddTo(roster, draft.Scheme!, cancellation);
        }

        return draft.Finish(cancellation);
    }

    /// <summary>Resolves the scheme and binds the figures; the households may follow in parts.</summary>
    public CalculationDraft Begin(CalculateDistributionRequest request)
    {
        var problems = new List<Problem>(request.FormProblems);
        problems.AddRange(_validator.Validate(request).AsProblems());
        var year = YearOf(request);
        var scheme = FindScheme(request, year, problems);
        if (scheme is null)
        {
            return new CalculationDraft(request, limits, problems);
        }

        // Without a year the rest is still checked, as far as it does not depend on it.
        var bound = new List<Problem>();
        var terms = RunTerms.Bind(scheme, year ?? scheme.EffectiveTo ?? AccountYears.Range.Max,
            request.Parameters, CalculateDistributionRequest.Completed(request.Inputs, request.CarriedInputs), bound);
        problems.AddRange(bound.Where(problem =>
            (problem.Code != ProblemCodes.SchemeNotEffective || year is not null)
            && !request.IsReported(problem.Field, "parameters", "inputs")));
        problems.AddRange(WrongInputTypes(scheme, request));
        return new CalculationDraft(request, limits, problems, scheme, terms);
    }

    /// <summary>The year of the accounts; null when what is stated is none.</summary>
    public int? YearOf(CalculateDistributionRequest request) =>
        request.Year is null ? Dates.Today(time).Year : AccountYears.Read(request.Year);

    /// <summary>Inputs sent in another form than the scheme has, such as money for a count.</summary>
    public static IEnumerable<Problem> WrongInputTypes(Scheme scheme, CalculateDistributionRequest request)
    {
        foreach (var input in scheme.Inputs)
        {
            var wanted = InputForms.Of(input);
            if (request.InputForm.TryGetValue(input.Name, out var got) && got != wanted)
            {
                var (want, sent) = (InputForms.Words(wanted), InputForms.Words(got));
                yield return new Problem(ProblemCodes.WrongType, "inputs." + input.Name, new LocalizedText(
                    $"这里要{want.Zh}，得到{sent.Zh}", $"{want.En} is wanted here, got {sent.En}"));
            }
        }
    }

    /// <summary>The scheme a request names or carries; null when there is none, with the problem noted.</summary>
    public Scheme? FindScheme(CalculateDistributionRequest request, int? year, List<Problem> problems)
    {
        if (request.Document is { } document)
        {
            var (compiled, found) = SchemeCompiler.Compile(document);
            problems.AddRange(found.Where(problem => !problem.IsWarning).Select(problem => CalculationDraft.InRequest(problem, request)));
            return compiled;
        }

        if (request.Scheme is null || !SchemeReference.TryParse(request.Scheme, out var reference))
        {
            return null;
        }

        var scheme = library.Find(reference, year, out var missing);
        if (missing is not null)
        {
            problems.Add(missing);
        }

        problems.AddRange(scheme is null ? [] : SchemeLibrary.Refusals(scheme));
        return scheme;
    }
}

/// <summary>What a calculation came to: exactly one of the two is there.</summary>
/// <param name="Distribution">The result.</param>
/// <param name="Failure">Why there is none.</param>
/// <param name="Explain">Whether the answer explains its lines.</param>
internal sealed record CalculationResult(Distribution? Distribution, Failure? Failure, bool Explain)
{
    public static CalculationResult Of(Distribution distribution, bool explain) => new(distribution, Failure: null, explain);

    public static CalculationResult Of(Failure failure) => new(Distribution: null, failure, Explain: false);
}
