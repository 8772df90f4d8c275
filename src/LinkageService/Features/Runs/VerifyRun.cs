using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Runs;
using LinkageService.Errors;
using LinkageService.Features.Corrections;
using LinkageService.Features.Life;
using LinkageService.Features.Settlements;
using LinkageService.Features.Statements;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Blocks;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>What came of computing a run once more.</summary>
/// <param name="Row">The run.</param>
/// <param name="Recomputed">Digest of the run made again of its own blocks; null when they cannot be read.</param>
/// <param name="FromFacts">Digest of the run made again of the dated facts known when it was made; null when there are no such
/// facts, and for a roster that came with the request.</param>
/// <param name="AmountsMatch">Whether every amount that is stored is the one computed.</param>
/// <param name="Blocks">How many blocks there are.</param>
/// <param name="Damaged">Blocks that are not what was stored: part and first household.</param>
/// <param name="BlocksMatch">Whether the blocks are those the run was stored with, none more, none fewer.</param>
internal sealed record RunVerification(
    RunRow Row, string? Recomputed, string? FromFacts, bool AmountsMatch, int Blocks, IReadOnlyList<string> Damaged, bool BlocksMatch)
{
    /// <summary>
    /// Whether members are counted out of facts, or payees of a settlement sealed anew, that nobody here has the key of; they are not
    /// looked at then.
    /// </summary>
    public bool IsSealed { get; init; }

    /// <summary>The root of its proofs, made again; null for a run that has none, and without the key.</summary>
    public ProofVerification? Proof { get; init; }

    /// <summary>Whether it has proofs that nobody here has the key of; they are not looked at then.</summary>
    public bool IsProofSealed { get; init; }

    /// <summary>Whether everything is as it was.</summary>
    public bool Matches => BlocksMatch && AmountsMatch && Proof?.Matches != false
        && (IsSame(Recomputed) || (IsSealed && Row.Kind == RunKinds.Settlement))
        && (Row.Roster == RosterKinds.Inline || IsSealed || IsSame(FromFacts));

    private bool IsSame(string? digest) => string.Equals(digest, Row.Digest, StringComparison.Ordinal);
}

/// <summary>The root of a run's proofs, which binds the digest of its result and every household's amount.</summary>
/// <param name="Root">As it was fixed when the run was handed in.</param>
/// <param name="Recomputed">Made again; null where that cannot be done.</param>
internal sealed record ProofVerification(string Root, string? Recomputed)
{
    /// <summary>Whether it is the same.</summary>
    public bool Matches => string.Equals(Root, Recomputed, StringComparison.Ordinal);
}

/// <summary>Computes a run once more, and for stored rosters once more from the dated facts, and compares digests.</summary>
/// <param name="database">Where the run is.</param>
/// <param name="limits">Of a roster.</param>
/// <param name="numbers">Open what says when somebody was born; null without the key.</param>
/// <param name="proofs">Make proofs again; null without the key.</param>
internal sealed class VerifyRun(Database database, Limits limits, PrivateNumbers? numbers, ProofTrees? proofs)
{
    /// <exception cref="RefusedException"><c>unknown_run</c>.</exception>
    public Task<RunVerification> HandleAsync(Caller caller, string id, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            var row = await RunAccess.RequireAsync(session, caller, id);
            var (count, damaged, blocksMatch) = await CheckBlocksAsync(session, row);
            var again = await RunRecomputation.FromBlocksAsync(session, row, cancellation);
            var isSealed = numbers is null
                && (again?.Scheme.Holdings.Any(holding => holding.Members is not null) == true || IsRenewed(row));
            var facts = row.Roster == RosterKinds.Stored && !isSealed
                ? await RunRecomputation.FromFactsAsync(session, row, limits, numbers, cancellation)
                : null;
            return new RunVerification(
                row,
                again is null ? null : await RunRecomputation.DigestAsync(session, row, again, numbers, cancellation),
                facts is null ? null : await RunRecomputation.DigestAsync(session, row, facts, numbers, cancellation),
                again is not null && await HasAmountsOfAsync(session, row, again, cancellation), count, damaged, blocksMatch)
            {
                IsSealed = isSealed,
                Proof = await ProofAsync(session, row, again, cancellation),
                IsProofSealed = proofs is null && RunLife.Read(row.Progress).Proof is not null,
            };
        }, cancellation);

    private static bool IsRenewed(RunRow row) => row.Kind == RunKinds.Settlement
        && SettlementDetails.Of(row).Sealed().Any(each => PrivateNumbers.KeepsText(each.Text));

    private async Task<ProofVerification?> ProofAsync(Session session, RunRow row, Distribution? again, CancellationToken cancellation) =>
        proofs is not null && RunLife.Read(row.Progress).Proof is { } kept
            ? new ProofVerification(kept.Root, again is null ? null : await proofs.AgainAsync(session, row, kept, again, cancellation))
            : null;

    // Every claim it names is settled by it, and no balance is paid beyond what its correction left.
    private static async Task<bool> IsOfBalancesAsync(Session session, RunRow row)
    {
        var settlements = await CarryStore.SettlementsAsync(session, row.Id);
        var balances = (await CarryStore.BalancesAsync(session, row.OrganizationId))
            .ToDictionary(balance => (balance.HouseholdId, balance.CorrectionRunId));
        return SettlementDetails.Of(row).IsOf(settlements) && settlements.All(settled =>
            balances.TryGetValue((settled.HouseholdId, settled.CorrectionRunId), out var balance)
            && settled.AmountFen > 0 && balance.OpenFen >= 0 && settled.AmountFen <= balance.CarriedFen);
    }

    private static async Task<(int Count, List<string> Damaged, bool Matches)> CheckBlocksAsync(Session session, RunRow row)
    {
        var (blocks, damaged) = (new List<RunBlockRow>(), new List<string>());
        await foreach (var block in RunBlockStore.RowsAsync(session, row.Id))
        {
            blocks.Add(block with { Payload = [] });
            var digest = RunBlockRow.DigestOf(block.RunId, block.Part, block.FirstHousehold, block.Households, block.Payload);
            if (!digest.AsSpan().SequenceEqual(block.Digest))
            {
                damaged.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{block.Part}/{block.FirstHousehold}"));
            }
        }

        var whole = RunBlockRow.DigestOf(blocks).AsSpan().SequenceEqual(row.BlocksDigest);
        return (blocks.Count, damaged, whole && damaged.Count == 0);
    }

    private static bool AreSame(IReadOnlyList<LabelTotals> stored, IReadOnlyList<LabelTotals> again) =>
        stored.SelectMany(Lines).SequenceEqual(again.SelectMany(Lines), StringComparer.Ordinal);

    private static IEnumerable<string> Lines(LabelTotals label) => label.Values.Select(value => string.Join('|',
    [
        label.Name, value.Value, $"{value.Households} {value.Amount}",
        .. value.Funds.Select(fund => $"{fund.Name} {fund.IsCarried} {fund.Amount}"),
    ]));

    // Tax and debts, worked out again of the terms that were fixed.
    private static async Task<bool> TakesTheSameAsync(Session session, RunRow row) =>
        (await WithholdingStore.OfAsync(session, row.Id)).SequenceEqual(await FixWithholding.AgainAsync(session, row));

    private static async Task<bool> HasAmountsOfAsync(
        Session session, RunRow row, Distribution again, CancellationToken cancellation)
    {
        var recomputed = RunBooks.Of(again);
        var labels = StoredRun.Of(row).Summary.Labels;
        try
        {
            var stored = await StoredBooks.PartAsync(session, row);
            if (row.Kind == RunKinds.Correction)
            {
                var details = CorrectionDetails.Of(row);
                var paid = await StoredBooks.PaidAsync(session, details.Corrects, details.After.Select(earlier => earlier.Run));
                return (await StoredBooks.CorrectAsync(session, paid, recomputed, details, cancellation)).Correction is { } correction
                    && correction.Delta.HasSameAmountsAs(stored)
                    && (labels.Count == 0 || AreSame(
                        labels, (await CorrectionLabels.OfAsync(session, row, again, correction)).Totals))
                    && await TakesTheSameAsync(session, row);
            }

            return recomputed.HasSameAmountsAs(stored) && AreSame(labels, again.Labels)
                && (row.Kind != RunKinds.Settlement || await IsOfBalancesAsync(session, row)) && await TakesTheSameAsync(session, row);
        }
        catch (Exception exception) when (exception is DamagedBlockException or Engine.InvariantBrokenException
            or UnrepeatableRunException)
        {
            return false;
        }
    }
}
