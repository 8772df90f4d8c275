using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Engine;
using LinkageService.Engine.Problems;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Features.Statements;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Blocks;
using LinkageService.Storage.Runs;
using LinkageService.Storage.Verification;

namespace LinkageService.Features.Audit;

/// <summary>
/// Computes every stored run again, out of its own blocks and, where its roster was the stored one, out of the facts known then,
/// and compares digests, amounts and the figures for reports with what is stored.
/// </summary>
internal sealed class VerifyRuns : IDisposable
{
    // Sees everything, changes nothing.
    private static readonly Caller Everything = new("verify", Role.Auditor, Organization: null);

    // A run that was made once is not too large to be made again.
    private static readonly Limits Unlimited = new() { MaxHouseholds = 10_000_000 };

    private readonly Database _database;
    private readonly RecomputedRuns _recomputed = new();
    private readonly ProofTrees? _proofs;
    private readonly VerifyRun _verify;

    public VerifyRuns(Database database, PrivateNumbers? numbers)
    {
        _database = database;
        _proofs = numbers is null ? null : new ProofTrees(
            database, new RunSheets(database, new RosterIndexes(database)), _recomputed, numbers, new ProofKeys());
        _verify = new VerifyRun(database, Unlimited, numbers, _proofs);
    }

    /// <summary>Runs whose facts could not be looked at for want of the key.</summary>
    public int Sealed { get; private set; }

    /// <summary>Runs whose proofs could not be made again for want of the key.</summary>
    public int SealedProofs { get; private set; }

    /// <summary>Runs that are archived, or stand on archived ones, and whose archive is not here: not computed again.</summary>
    public int Archived { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _proofs?.Dispose();
        _recomputed.Dispose();
    }

    public async Task HandleAsync(FindingList findings, CancellationToken cancellation)
    {
        foreach (var kind in RunKinds.All)
        {
            foreach (var id in await _database.ReadAsync(session => StoredIds.RunsAsync(session, kind), cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
                if (await WrongAsync(id, cancellation) is { } wrong)
                {
                    findings.Add(RunRow.SubjectOf(id), wrong.Zh, wrong.En);
                }
            }
        }
    }

    private async Task<(string Zh, string En)?> WrongAsync(string id, CancellationToken cancellation)
    {
        try
        {
            var found = await _verify.HandleAsync(Everything, id, cancellation);
            Sealed += found.IsSealed ? 1 : 0;
            SealedProofs += found.IsProofSealed ? 1 : 0;
            if (found.Proof is { Matches: false })
            {
                return ("重算的存证根与提交时记下的不同", "its proof root made again is not the one noted when it was submitted");
            }

            if (!found.Matches)
            {
                return ("重新计算的结果与库里不同", "computed again, it is not what is stored");
            }

            return await HasItsFiguresAsync(found.Row, cancellation)
                ? null
                : ("报表数字（run_benefit）与明细不符", "its figures for reports (run_benefit) do not fit its lines");
        }
        catch (Errors.RefusedException refused) when (refused.Failure.Code == ProblemCodes.ArchiveMissing)
        {
            Archived++;
            return null;
        }
        catch (Exception exception) when (IsOfTheData(exception))
        {
            return ("不能重新计算：" + exception.Message, "it cannot be computed again: " + exception.Message);
        }
    }

    // Those of a correction are of its differences, which its own verification compares one by one.
    private Task<bool> HasItsFiguresAsync(RunRow row, CancellationToken cancellation) => row.Kind == RunKinds.Correction
        ? Task.FromResult(true)
        : _database.ReadAsync(async session =>
        {
            var again = await RunRecomputation.AgainAsync(session, StoredRun.Of(row), cancellation);
            var wanted = RunPacking.Benefits(row.Id, again).OrderBy(each => each.Benefit, StringComparer.Ordinal);
            var stored = await RunStore.BenefitsAsync(session, row.Id);
            return wanted.SequenceEqual(stored.OrderBy(each => each.Benefit, StringComparer.Ordinal));
        }, cancellation);

    private static bool IsOfTheData(Exception exception) => exception is InvariantBrokenException or InvalidOperationException
        or DamagedBlockException or System.Text.Json.JsonException or KeyNotFoundException or FormatException or ArgumentException
        or OverflowException or InvalidCastException or System.Data.DataException or System.Security.Cryptography.CryptographicException
        or Errors.RefusedException;
}
