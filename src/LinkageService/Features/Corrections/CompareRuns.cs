using FluentValidation;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Engine.Comparisons;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Features.Schemes;
using LinkageService.Http;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Corrections;

/// <summary>One side of a comparison.</summary>
/// <param name="Run">The stored run; null for a computation made for the comparison.</param>
/// <param name="Scheme">The scheme.</param>
/// <param name="Year">The year of the accounts.</param>
/// <param name="Digest">Of the run or computation.</param>
internal sealed record ComparedRun(string? Run, NamedScheme Scheme, int Year, string Digest);

/// <summary>Two runs side by side.</summary>
/// <param name="Before">The first.</param>
/// <param name="After">The second.</param>
/// <param name="Comparison">Who gains, who loses.</param>
internal sealed record ComparedRuns(ComparedRun Before, ComparedRun After, RunComparison Comparison);

/// <summary>Two stored runs to be compared.</summary>
/// <param name="Run">The first.</param>
/// <param name="With">The other.</param>
/// <param name="Page">Which part of the households.</param>
internal sealed record CompareRunsRequest(string Run, string? With, PageRequest Page) : CheckedRequest;

/// <summary>The shape of it.</summary>
internal sealed class CompareRunsValidator : AbstractValidator<CompareRunsRequest>
{
    public CompareRunsValidator()
    {
        RuleFor(request => request.With).NotEmpty()
            .As(ProblemCodes.MissingField, "with", "缺少 with：同哪一次核算比较", "with is missing: the run to compare with");
        RuleFor(request => request.Page).IsPage();
    }
}

/// <summary>A run to be compared with itself under other terms.</summary>
/// <param name="Run">Of kind distribution.</param>
/// <param name="Terms">Scheme, parameters and inputs that are to be different; the rest stays as it was.</param>
/// <param name="Page">Which part of the households.</param>
internal sealed record CompareTermsRequest(string Run, CalculateDistributionRequest Terms, PageRequest Page) : CheckedRequest
{
    /// <summary>One of which also its terms and its page say what could not be read of them.</summary>
    public static CompareTermsRequest Of(string run, CalculateDistributionRequest terms, PageRequest page) =>
        new(run, terms, page) { FormProblems = [.. page.FormProblems, .. terms.FormProblems] };
}

/// <summary>The shape of it.</summary>
internal sealed class CompareTermsValidator : AbstractValidator<CompareTermsRequest>
{
    public CompareTermsValidator()
    {
        RuleFor(request => request.Terms.Scheme).IsSchemeReference();
        RuleFor(request => request.Page).IsPage();
    }
}

/// <summary>Compares a stored run with another, or with itself under other terms.</summary>
internal sealed class CompareRuns(Database database, CalculateDistribution calculate, Limits limits, PrivateNumbers numbers)
{
    private readonly CompareRunsValidator _runs = new();
    private readonly CompareTermsValidator _terms = new();

    /// <summary>Two stored runs of organisations the caller may see. A correction stands for the books after it.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>, for either.</exception>
    public Task<ComparedRuns> HandleAsync(Caller caller, CompareRunsRequest request, CancellationToken cancellation)
    {
        _runs.Require(request);
        return database.SnapshotAsync(async session =>
        {
            var before = await RunAccess.RequireAsync(session, caller, request.Run);
            var after = await RunAccess.RequireAsync(session, caller, request.With!);
            RequireShares(before, "");
            RequireShares(after, "with");
            return new ComparedRuns(Side(before), Side(after), RunComparison.Of(
                await StoredBooks.OfAsync(session, before), await StoredBooks.OfAsync(session, after)));
        }, cancellation);
    }

    /// <summary>A run and what the same roster would get under another scheme or other figures; nothing is stored.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>, or what is wrong with the other terms.</exception>
    public Task<ComparedRuns> HandleAsync(Caller caller, CompareTermsRequest request, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            var row = await RunAccess.RequireAsync(session, caller, request.Run);
            RequireShares(row, "");
            var other = await ComputeAsync(session, row, request, cancellation);
            return new ComparedRuns(
                Side(row), new ComparedRun(
                    Run: null, new NamedScheme(other.Scheme.Id, other.Scheme.Version, other.Scheme.Digest), other.Terms.Year, other.Digest),
                RunComparison.Of(await StoredBooks.OfAsync(session, row), RunBooks.Of(other)));
        }, cancellation);

    private static void RequireShares(RunRow row, string field)
    {
        if (row.Kind == RunKinds.Settlement)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                "付清差额的核算不分配收益，没有可比较的", "a settlement shares nothing out: there is nothing to compare", field));
        }
    }

    private static ComparedRun Side(RunRow row) => new(
        row.Id, new NamedScheme(row.SchemeId, (int)row.SchemeVersion, row.SchemeDigest), (int)row.Year, row.Digest);

    private async Task<Distribution> ComputeAsync(
        Session session, RunRow row, CompareTermsRequest request, CancellationToken cancellation)
    {
        var change = request.Terms;
        var used = await RunRecomputation.SchemeAsync(session, row);
        var problems = _terms.Problems(request);
        var scheme = change.Scheme is null && change.Document is null ? used : calculate.FindScheme(change, (int)row.Year, problems);
        if (scheme is null)
        {
            throw new RefusedException(Failure.Of(problems));
        }

        // The scheme of the run itself is computed by the rules of the run.
        var isOwn = string.Equals(used.Digest, scheme.Digest, StringComparison.Ordinal);
        scheme = isOwn ? used : scheme;
        var again = new Recalculation(scheme, (int)row.Year, problems);
        again.Bind(row, change, StoredRunTerms.Read(row).Carried?.InputTexts ?? new Dictionary<string, string>());
        var terms = StoredRunTerms.Read(row);
        if (isOwn)
        {
            var columns = await RunBlockStore.ColumnsAsync(session, row.Id, RunParts.Calculation);
            again.Take(terms.RosterOf(columns, scheme, terms.HoldingWindow));
            return again.Finish(cancellation);
        }

        var builder = new RosterBuilder(scheme.RosterSchema, limits.MaxHouseholds);
        if (row.Roster == RosterKinds.Stored)
        {
            var carried = await CarriedFigures.OfAsync(session, row, scheme);
            var households = StoredHouseholds.Of(row, numbers) with { Carried = await carried.ColumnsAsync(session) };
            await households.AddToAsync(session, builder, scheme, cancellation);
        }
        else
        {
            var columns = await RunBlockStore.ColumnsAsync(session, row.Id, RunParts.Calculation);
            var kept = terms.RosterOf(columns, used, window: null);
            KeptHouseholds.AddTo(builder, kept, scheme, problems);
        }

        again.Take(builder);
        return again.Finish(cancellation);
    }
}
