using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Proofs;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Statements;

/// <summary>The proof of one household.</summary>
/// <param name="Proof">Its way to the root.</param>
/// <param name="Statement">What its slip says.</param>
internal sealed record FoundProof(HouseholdProof Proof, ProofStatement Statement);

/// <summary>A page of the full list of a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Root">Its root.</param>
/// <param name="Page">Households in the order of the tree.</param>
internal sealed record FoundProofs(ProofRun Run, ProofRoot Root, Page<ListedHousehold> Page);

/// <summary>Answers with proofs of runs that were handed in.</summary>
internal sealed class FindProofs(Database database, ProofTrees trees)
{
    private readonly PageValidator _validator = new();

    /// <summary>One household's.</summary>
    /// <exception cref="RefusedException">There is no such run, it has no proofs, or no such household.</exception>
    public async Task<FoundProof> OneAsync(Caller caller, string run, string household, CancellationToken cancellation)
    {
        var proofs = await RequireAsync(caller, run, cancellation);
        return proofs.Of(household) is { } proof
            ? new FoundProof(proof, proofs.StatementOf(household))
            : throw RunAccess.UnknownHousehold(household);
    }

    /// <summary>The full list, page by page: what hashes to the root.</summary>
    /// <exception cref="RefusedException">There is no such run, or it has no proofs.</exception>
    public async Task<FoundProofs> ListAsync(Caller caller, string run, PageRequest page, CancellationToken cancellation)
    {
        _validator.Require(page);
        var proofs = await RequireAsync(caller, run, cancellation);
        var after = page.After.Length == 0 ? 0
            : proofs.Of(page.After) is { } last ? last.Index + 1
            : throw new RefusedException(Failure.Of(
                ProblemCodes.InvalidValue, "用上一页的 next", "take next of the page before", "cursor"));
        var items = proofs.Tree.List().Skip(after).Take(page.Limit + 1).ToArray();
        return new FoundProofs(
            proofs.Tree.Run, proofs.Tree.Root, Page<ListedHousehold>.Of(items, page.Limit, each => each.Leaf.Household));
    }

    private Task<RunProofs> RequireAsync(Caller caller, string run, CancellationToken cancellation) =>
        database.ReadAsync(async session =>
        {
            var row = await RunAccess.RequireAsync(session, caller, run);
            return await trees.OfAsync(session, row, cancellation) ?? throw new RefusedException(Failure.Of(ProblemCodes.NoProof,
                $"这份核算还没有存证：提交时才生成；现在是“{Words.State(row.State).Zh}”",
                $"the run has no proofs: they are made when it is submitted; it is {row.State}"));
        }, cancellation);
}
