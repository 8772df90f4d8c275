using System.Security.Cryptography;
using LinkageService.Engine.Proofs;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Runs;
using Microsoft.Extensions.Caching.Memory;

namespace LinkageService.Features.Statements;

/// <summary>The proofs of a run: its tree, and what each slip says.</summary>
/// <param name="Tree">The tree over all its households.</param>
/// <param name="Statements">What the leaves bind.</param>
/// <param name="Sheet">The run's amounts.</param>
internal sealed record RunProofs(ProofTree Tree, ProofStatements Statements, RunSheet Sheet)
{
    /// <summary>The household's proof; null where it is not in the run.</summary>
    public HouseholdProof? Of(string household) => Tree.Of(household);

    /// <summary>What the household's slip says.</summary>
    public ProofStatement StatementOf(string household) =>
        Statements.Of(Sheet.Households.IndexOf(System.Text.Encoding.UTF8.GetBytes(household)));
}

/// <summary>Where the keys of proofs come from: the machine's random numbers.</summary>
internal class ProofKeys
{
    /// <summary>A key for one run.</summary>
    public virtual byte[] Make() => ProofKey.Make();
}

/// <summary>Makes the proofs of runs, once when a run is handed in, and again out of what is kept; those lately used stay.</summary>
/// <param name="sheets">Amounts and names.</param>
/// <param name="recomputed">Prices.</param>
/// <param name="numbers">Seal the key of each run.</param>
/// <param name="keys">Make it.</param>
internal sealed class ProofTrees(RunSheets sheets, RecomputedRuns recomputed, PrivateNumbers numbers, ProofKeys keys) : IDisposable
{
    private const int MaxHouseholds = 200_000;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MaxHouseholds });

    /// <summary>Makes the key of a run that is handed in, and fixes its root.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="row">The run.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<StoredProof> MakeAsync(Session session, RunRow row, CancellationToken cancellation)
    {
        var key = keys.Make();
        var tree = (await BuildAsync(session, row, key, cancellation)).Tree;
        var totals = tree.Root.Totals;
        return new StoredProof(
            numbers.Encrypt(Convert.ToHexStringLower(key), row.OrganizationId, row.Id),
            tree.Root.ToString(), totals.Households, totals.DueFen, totals.OwedFen);
    }

    /// <summary>The proofs of a run that was handed in.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="row">The run.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Null for a run that is a draft, or was handed in before there were proofs.</returns>
    /// <exception cref="InvalidOperationException">What is stored does not give the root that was fixed.</exception>
    public async Task<RunProofs?> OfAsync(Session session, RunRow row, CancellationToken cancellation)
    {
        if (RunLife.Read(row.Progress).Proof is not { } kept)
        {
            return null;
        }

        if (_kept.TryGetValue(kept.Root, out RunProofs? known))
        {
            return known;
        }

        var proofs = await BuildAsync(session, row, KeyOf(row, kept), cancellation);
        return string.Equals(proofs.Tree.Root.ToString(), kept.Root, StringComparison.Ordinal)
            ? _kept.Set(kept.Root, proofs, new MemoryCacheEntryOptions { Size = proofs.Sheet.Count })
            : throw new InvalidOperationException($"The run {row.Id} does not give the proof root {kept.Root} again.");
    }

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();

    private byte[] KeyOf(RunRow row, StoredProof kept)
    {
        try
        {
            return Convert.FromHexString(numbers.Decrypt(kept.Key, row.OrganizationId, row.Id));
        }
        catch (CryptographicException exception)
        {
            throw new InvalidOperationException($"The proof key of run {row.Id} is not what was stored.", exception);
        }
    }

    private async Task<RunProofs> BuildAsync(Session session, RunRow row, byte[] key, CancellationToken cancellation)
    {
        var sheet = await sheets.OfAsync(row.Id, cancellation);
        var statements = new ProofStatements(
            sheet, row.Kind == RunKinds.Distribution ? await recomputed.OfAsync(session, StoredRun.Of(row), cancellation) : null);
        var run = new ProofRun(row.OrganizationId, row.Id, (int)row.Year, $"{row.SchemeId}@{row.SchemeVersion}", row.Digest);
        return new RunProofs(ProofTree.Build(run, new ProofKey(key), statements.Leaves()), statements, sheet);
    }
}
