using System.Text;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Rosters;
using LinkageService.Features.Calculations;
using LinkageService.Features.Life;
using LinkageService.Features.Settlements;
using LinkageService.Storage;
using LinkageService.Storage.Runs;
using Microsoft.Extensions.Caching.Memory;

namespace LinkageService.Features.Runs;

/// <summary>What of a run never changes and every statement needs: read once, kept.</summary>
/// <param name="Organization">Whose it is.</param>
/// <param name="Digest">Of the run; the ETag of its statements.</param>
/// <param name="Columns">Where the amounts stand.</param>
/// <param name="Form">The ready pieces of a statement.</param>
internal sealed record RunFacts(string Organization, string Digest, StatementColumns Columns, StatementForm Form)
{
    /// <summary>The policy of a correction; null for a distribution.</summary>
    public CorrectionPolicy? Policy { get; init; }

    /// <summary>Whether the run settles anything of earlier corrections.</summary>
    public bool Settles { get; init; }

    /// <summary>Whether tax or debts are taken from what it pays.</summary>
    public bool Withholds { get; init; }

    /// <summary>What a run pays of what corrections left open; null for a run of another kind.</summary>
    public SettlementDetails? Settlement { get; init; }

    /// <summary>What its households took from an earlier run; null for nothing, and of a correction, whose lines are differences.</summary>
    public StoredCarry? Carry { get; init; }

    /// <summary>What its households belong to; empty for a scheme without labels.</summary>
    public required IReadOnlyList<RunLabel> Labels { get; init; }

    /// <summary>Whether its statements say nothing but labels and lines.</summary>
    public bool HasLinesAlone => Policy is null && !Settles && !Withholds && Carry is null;

    /// <summary>What never changes of a run; where its labels stand is known from its scheme.</summary>
    public static async Task<RunFacts> OfAsync(Session session, RunRow row)
    {
        var hasLabels = StoredRunResult.Read(row.Result).Labels is not null;
        return Of(row, hasLabels ? RunLabel.Of(StoredRun.Of(row), await RunRecomputation.SchemeAsync(session, row)) : []);
    }

    /// <summary>What never changes of a run with these labels.</summary>
    public static RunFacts Of(RunRow row, IReadOnlyList<RunLabel> labels)
    {
        var result = StoredRunResult.Read(row.Result);
        var columns = result.Columns;
        var carry = row.Kind == RunKinds.Distribution ? StoredRunTerms.Read(row).Carried : null;
        return new RunFacts(row.OrganizationId, row.Digest, columns, new StatementForm(
            columns.Steps, [.. labels.Select(label => (label.Name, label.Values))]))
        {
            Labels = labels,
            Policy = row.Policy is null ? null : CorrectionPolicy.TryParse(row.Policy),
            Settles = result.Settled is not null,
            Withholds = RunLife.Read(row.Progress).Withholding is not null,
            Carry = carry?.IsOfHouseholds is true ? carry : null,
            Settlement = row.Kind == RunKinds.Settlement ? SettlementDetails.Of(row) : null,
        };
    }

    /// <summary>Writes the statement of a household, where <see cref="HasLinesAlone"/>.</summary>
    /// <param name="household">The household and its values.</param>
    /// <param name="destination">At least <see cref="StatementForm.MaxBytes"/> of <see cref="Form"/>.</param>
    /// <returns>How many bytes it took.</returns>
    public int WriteStatement(HouseholdValues household, Span<byte> destination)
    {
        Span<byte> id = stackalloc byte[256];
        Span<int> codes = stackalloc int[Labels.Count];
        for (var label = 0; label < codes.Length; label++)
        {
            codes[label] = Labels[label].CodeOf(household);
        }

        return Form.Write(id[..Encoding.UTF8.GetBytes(household.Household, id)], codes, Columns.Amounts(household), destination);
    }

    /// <summary>A household's total: the sum of its amounts that are not records.</summary>
    public long TotalFen(HouseholdValues household)
    {
        var amounts = Columns.Amounts(household);
        long total = 0;
        for (var step = 0; step < amounts.Length; step++)
        {
            total += Columns.Steps[step].IsRecord ? 0 : amounts[step];
        }

        return total;
    }
}

/// <summary>Keeps <see cref="RunFacts"/> of runs lately read, a few kilobytes each.</summary>
internal sealed class RunFactsCache : IDisposable
{
    private const int MaxRuns = 4096;

    private readonly MemoryCache _facts = new(new MemoryCacheOptions { SizeLimit = MaxRuns });

    /// <summary>The facts of a run, or null when there is none.</summary>
    public async ValueTask<RunFacts?> FindAsync(Session session, string id)
    {
        if (_facts.TryGetValue(id, out RunFacts? known))
        {
            return known;
        }

        return await RunStore.FindAsync(session, id) is { } row ? await OfAsync(session, row) : null;
    }

    /// <summary>The facts of a run whose row is read.</summary>
    public async ValueTask<RunFacts> OfAsync(Session session, RunRow row)
    {
        if (_facts.TryGetValue(row.Id, out RunFacts? known))
        {
            return known!;
        }

        // A draft may be edited, here or by a service beside this one.
        var facts = await RunFacts.OfAsync(session, row);
        return row.State == RunStates.Draft ? facts : _facts.Set(row.Id, facts, new MemoryCacheEntryOptions { Size = 1 });
    }

    /// <inheritdoc/>
    public void Dispose() => _facts.Dispose();
}

/// <summary>How far a long computation has come, for a page that waits for it: written by one thread, looked at by another.</summary>
internal sealed class RunWatch
{
    private volatile RosterBuilder? _roster;
    private volatile bool _isComputing;

    /// <summary>Households read so far.</summary>
    public int HouseholdsRead => _roster?.Count ?? 0;

    /// <summary>Whether all households are read and the steps are under way.</summary>
    public bool IsComputing => _isComputing;

    /// <summary>The roster is being read.</summary>
    public void Reading(RosterBuilder roster) => _roster = roster;

    /// <summary>The roster is read.</summary>
    public void Computing() => _isComputing = true;
}
