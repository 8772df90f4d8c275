using System.Runtime.CompilerServices;
using LinkageService.Access;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Statements;

/// <summary>One household's amounts in a run.</summary>
/// <param name="Run">What of the run never changes.</param>
/// <param name="Household">The household and its values.</param>
/// <param name="End">What the run settles with it and takes from it.</param>
internal sealed record StoredStatement(RunFacts Run, HouseholdValues Household, StatementEnd End);

/// <summary>Some households' amounts in a run.</summary>
/// <param name="Run">What of the run never changes.</param>
/// <param name="Page">The households and their values.</param>
/// <param name="Ends">What the run settles with them and takes from them.</param>
internal sealed record StoredStatements(RunFacts Run, Page<HouseholdValues> Page, StatementEnds Ends);

/// <summary>One household of a run whose lines can be explained.</summary>
/// <param name="Run">What of the run never changes.</param>
/// <param name="Distribution">The run, made again out of what it read.</param>
/// <param name="Household">Its place in the roster.</param>
internal sealed record ExplainableStatement(RunFacts Run, Distribution Distribution, int Household)
{
    /// <summary>What its share-days are made of, by time-weighted holding; null where the roster was not made of stored facts.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<HoldingPiece>>? Pieces { get; init; }

    /// <summary>The earlier run that figures of the household went on from; null where none did.</summary>
    public CarriedFrom? CarriedFrom => Run.Carry?.FromOf(Distribution.Roster, Household);
}

/// <summary>Statements of a stored run: one by key, or pages by cursor. Nothing is computed again but explanations.</summary>
internal sealed class GetStatements(Database database, RunFactsCache cache, RecomputedRuns recomputed)
{
    private readonly PageValidator _validator = new();

    /// <summary>One statement: one block is read, one household of it decoded.</summary>
    /// <exception cref="RefusedException">There is no such run, or no such household in it.</exception>
    public Task<StoredStatement> OneAsync(Caller caller, string run, string household, CancellationToken cancellation) =>
        database.ReadAsync(async session =>
        {
            var facts = await RunAccess.FactsAsync(session, caller, cache, run);
            return await HouseholdIdentity.FindAsync(session, facts.Organization, run, facts.Columns.Part, household) is { } values
                ? new StoredStatement(facts, values, (await StatementEnds.ReadAsync(
                    session, run, facts, values.Household, values.Household))[values.Household])
                : throw RunAccess.UnknownHousehold(household);
        }, cancellation);

    /// <summary>One statement with all that explains it.</summary>
    /// <exception cref="RefusedException">There is no such run, or no such household in it.</exception>
    public Task<ExplainableStatement> ExplainAsync(Caller caller, string run, string household, CancellationToken cancellation) =>
        database.ReadAsync(async session =>
        {
            var facts = await RunAccess.FactsAsync(session, caller, cache, run);
            var row = await RunAccess.RequireAsync(session, caller, run);
            if (row.Kind == RunKinds.Correction)
            {
                throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                    $"更正只有差额，没有逐笔说明；请看原来的核算 {row.Corrects}",
                    $"a correction has differences only, nothing to explain; see the run {row.Corrects}", "explain"));
            }

            var distribution = await recomputed.OfAsync(session, StoredRun.Of(row), cancellation);
            var values = await HouseholdIdentity.FindAsync(session, facts.Organization, run, facts.Columns.Part, household)
                ?? throw RunAccess.UnknownHousehold(household);
            return new ExplainableStatement(facts, distribution, distribution.Roster.IndexOf(values.Household))
            {
                Pieces = await PiecesAsync(session, row, distribution, values.Household),
            };
        }, cancellation);

    /// <summary>Statements by member number.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="run">Of which run.</param>
    /// <param name="page">Which part, by household ids.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">There is no such run.</exception>
    public Task<StoredStatements> PageAsync(Caller caller, string run, PageRequest page, CancellationToken cancellation)
    {
        _validator.Require(page);
        return database.ReadAsync(async session =>
        {
            var (after, limit) = (page.After, page.Limit);
            var facts = await RunAccess.FactsAsync(session, caller, cache, run);
            if (!IsStorable(after))
            {
                throw new RefusedException(Failure.Of(
                    ProblemCodes.InvalidValue, "用上一页的 next", "take next of the page before", "cursor"));
            }

            var read = await RunBlockStore.AfterAsync(session, run, facts.Columns.Part, after, limit + 1);
            return new StoredStatements(
                facts, Page<HouseholdValues>.Of(read, limit, values => values.Household), read.Count == 0
                    ? StatementEnds.None
                    : await StatementEnds.ReadAsync(session, run, facts, read[0].Household, read[^1].Household));
        }, cancellation);
    }

    /// <summary>
    /// All statements, page by page, so that no connection to the database waits for a slow reader. There is a first page, be it
    /// empty.
    /// </summary>
    /// <exception cref="RefusedException">There is no such run.</exception>
    public async IAsyncEnumerable<StoredStatements> AllAsync(
        Caller caller, string run, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var after = ""; after is not null;)
        {
            var page = await PageAsync(caller, run, new PageRequest(after, PageValidator.Limits.Max), cancellation);
            yield return page;
            after = page.Page.Next;
        }
    }

    // Those of the facts of then; where they do not come to what the run read, nothing is said.
    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<HoldingPiece>>?> PiecesAsync(
        Session session, RunRow run, Distribution distribution, string household)
    {
        if (run.Roster != RosterKinds.Stored || run.Kind != RunKinds.Distribution || distribution.Roster.Window is null
            || await StoredHouseholds.Of(run, numbers: null).PiecesAsync(session, distribution.Scheme, household) is not { } pieces)
        {
            return null;
        }

        var (roster, at) = (distribution.Roster, distribution.Roster.IndexOf(household));
        var holdings = distribution.Scheme.Holdings.Select((holding, index) => (holding.Name, index)).ToDictionary();
        return pieces.Where(piece => piece.Value.Aggregate(Fraction.Zero, (sum, each) => sum + each.ShareDays)
                == new Fraction(roster.Holding(holdings[piece.Key])[at], roster.Denominator(holdings[piece.Key])) * roster.Window.Days)
            .ToDictionary(StringComparer.Ordinal);
    }

    // PostgreSQL takes no text with this in it, and no id has it.
    private static bool IsStorable(string id) => !id.Contains('\0', StringComparison.Ordinal);
}
