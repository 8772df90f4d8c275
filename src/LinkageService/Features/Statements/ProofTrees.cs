using System.Security.Cryptography;
using LinkageService.Access;
using LinkageService.Engine.Proofs;
using LinkageService.Engine.Runs;
using LinkageService.Errors;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Runs;
using LinkageService.Telemetry;
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

/// <summary>A root made before the change that fixes it.</summary>
/// <param name="Digest">Of the run it was made of: a draft that was edited since has another.</param>
/// <param name="Proof">What is kept.</param>
internal sealed record PreparedProof(string Digest, StoredProof Proof);

/// <summary>Makes the proofs of runs, once when a run is handed in, and again out of what is kept; those lately used stay.</summary>
/// <param name="database">Where the runs are.</param>
/// <param name="sheets">Amounts and names.</param>
/// <param name="recomputed">Prices.</param>
/// <param name="numbers">Seal the key of each run.</param>
/// <param name="keys">Make it.</param>
internal sealed class ProofTrees(
    Database database, RunSheets sheets, RecomputedRuns recomputed, PrivateNumbers numbers, ProofKeys keys) : IDisposable
{
    private const int MaxHouseholds = 200_000;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MaxHouseholds });

    /// <summary>Makes the key of a run that is to be handed in and works out its root, before the change begins.</summary>
    /// <param name="caller">Who makes the change.</param>
    /// <param name="run">Of which run.</param>
    /// <param name="computed">It computed again, if somebody did already.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Null for a run that is no draft: the change itself says that it cannot be taken.</returns>
    /// <exception cref="RefusedException"><c>unknown_run</c>, or <c>run_damaged</c>.</exception>
    public Task<PreparedProof?> PrepareAsync(Caller caller, string run, Distribution? computed, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            var row = await RunAccess.RequireAsync(session, caller, run);
            return row.State == RunStates.Draft
                ? new PreparedProof(row.Digest, await MakeAsync(session, row, computed, cancellation))
                : null;
        }, cancellation);

    /// <summary>What a run keeps that is handed in: what was prepared, and made anew if the draft is another since.</summary>
    /// <exception cref="RefusedException"><c>run_damaged</c>.</exception>
    public async Task<StoredProof> FixAsync(Session session, RunRow row, PreparedProof? prepared, CancellationToken cancellation) =>
        prepared is { Proof: var proof } && string.Equals(prepared.Digest, row.Digest, StringComparison.Ordinal)
            ? proof
            : await MakeAsync(session, row, computed: null, cancellation);

    /// <summary>The proofs of a run that was handed in.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="row">The run.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Null for a run that is a draft, or was handed in before there were proofs.</returns>
    /// <exception cref="RefusedException"><c>run_damaged</c>: what is stored does not give the root that was fixed.</exception>
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

        var proofs = await DamagedRuns.RefuseAsync(async () =>
            await BuildAsync(session, row, KeyOf(row, kept), computed: null, cancellation) is var built
            && string.Equals(built.Tree.Root.ToString(), kept.Root, StringComparison.Ordinal)
                ? built
                : throw new UnrepeatableRunException($"The run {row.Id} does not give the proof root {kept.Root} again."));
        return _kept.Set(kept.Root, proofs, new MemoryCacheEntryOptions { Size = proofs.Sheet.Count });
    }

    /// <summary>The root of a run made again, whatever is remembered of it.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="row">The run.</param>
    /// <param name="kept">What its proofs rest on.</param>
    /// <param name="computed">It computed again.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Null where what is stored gives none.</returns>
    public async Task<string?> AgainAsync(
        Session session, RunRow row, StoredProof kept, Distribution computed, CancellationToken cancellation)
    {
        try
        {
            return (await BuildAsync(session, row, KeyOf(row, kept), computed, cancellation)).Tree.Root.ToString();
        }
        catch (Exception exception) when (DamagedRuns.IsDamage(exception))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();

    private async Task<StoredProof> MakeAsync(Session session, RunRow row, Distribution? computed, CancellationToken cancellation)
    {
        using var observed = ServiceTelemetry.Seal(row.Id);
        var key = keys.Make();
        var root = (await DamagedRuns.RefuseAsync(() => BuildAsync(session, row, key, computed, cancellation))).Tree.Root;
        observed?.Ended();
        return new StoredProof(
            numbers.Encrypt(Convert.ToHexStringLower(key), row.OrganizationId, row.Id), root.ToString(),
            root.Totals.Households, root.Totals.DueFen, root.Totals.OwedFen);
    }

    private byte[] KeyOf(RunRow row, StoredProof kept)
    {
        try
        {
            return Convert.FromHexString(numbers.Decrypt(kept.Key, row.OrganizationId, row.Id));
        }
        catch (CryptographicException)
        {
            throw new UnrepeatableRunException($"The proof key of run {row.Id} is not what was stored.");
        }
    }

    private async Task<RunProofs> BuildAsync(
        Session session, RunRow row, byte[] key, Distribution? computed, CancellationToken cancellation)
    {
        var (sheet, stored) = (await sheets.OfAsync(row.Id, cancellation), StoredRun.Of(row));
        var distribution = row.Kind != RunKinds.Distribution ? null
            : computed is not null && string.Equals(computed.Digest, stored.CalculationDigest, StringComparison.Ordinal) ? computed
            : await recomputed.OfAsync(session, stored, cancellation);
        var statements = new ProofStatements(sheet, distribution);
        var run = new ProofRun(row.OrganizationId, row.Id, (int)row.Year, $"{row.SchemeId}@{row.SchemeVersion}", row.Digest);
        return new RunProofs(ProofTree.Build(run, new ProofKey(key), statements.Leaves()), statements, sheet);
    }
}
