using LinkageService.Features.Life;
using LinkageService.Features.Settlements;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Sealing;

/// <summary>The key of a run's proofs, the payees of a settlement, and the accounts that a run was paid to.</summary>
internal sealed class SealedRuns(PrivateNumbers numbers) : SealedPlace
{
    /// <inheritdoc/>
    public override (string Zh, string En) Name => ("核算和发放", "runs and payments");

    /// <inheritdoc/>
    public override Task<IReadOnlyList<string>> NextAsync(Session session, string after, int limit) => session.ListAsync<string>(
        "SELECT id FROM run WHERE id > @after ORDER BY id LIMIT @limit", new { after, limit });

    /// <inheritdoc/>
    public override async Task<Renewal> HoldAsync(WriteSession session, string id)
    {
        await RunStore.HoldAsync(session, id);
        return await FindAsync(session, id);
    }

    /// <inheritdoc/>
    public override async Task<Renewal> FindAsync(Session session, string id)
    {
        var before = (await RunStore.FindAsync(session, id))!;
        var (after, ofRun) = Renewed(before);
        var organization = before.OrganizationId;
        var envelope = await PaymentStore.FindEnvelopeAsync(session, id);
        var attempts = envelope is null ? [] : (await PaymentStore.EveryAttemptAsync(session, id))
            .Where(attempt => attempt.Account is { } account && !numbers.IsRenewed(account))
            .Select(attempt => attempt with { Account = numbers.Renew(attempt.Account!, organization, attempt.HouseholdId) }).ToArray();
        var unmatched = envelope is null ? [] : (await PaymentStore.UnmatchedAsync(session, id, after: "", int.MaxValue))
            .Where(row => row.Account is { } account && !numbers.IsRenewed(account))
            .Select(row => row with { Account = numbers.Renew(row.Account!, organization, household: "") }).ToArray();
        var lines = attempts.Length + unmatched.Length;
        return ofRun + lines == 0 ? Renewal.None : new Renewal(ofRun + lines, async writing =>
        {
            if (ofRun > 0)
            {
                await RunStore.SealAsync(writing, before, after, Action);
            }

            if (lines > 0)
            {
                await PaymentStore.SealAsync(writing, envelope!, new PaymentLines(Action, attempts) { Unmatched = unmatched });
            }
        });
    }

    private (RunRow After, int Values) Renewed(RunRow row)
    {
        var (after, values) = (row, 0);
        if (RunLife.Read(row.Progress).Proof is { Key: var key } && !numbers.IsRenewed(key))
        {
            values++;
            after = after with
            {
                Progress = row.Progress.Replace(key, numbers.Renew(key, row.OrganizationId, row.Id), StringComparison.Ordinal),
            };
        }

        // What an approval is bound to covers the text: it is kept inside of the new one.
        foreach (var (household, text) in row.Kind == RunKinds.Settlement ? SettlementDetails.Of(row).Sealed() : [])
        {
            if (!numbers.IsRenewed(text))
            {
                values++;
                var now = numbers.Renew(text, row.OrganizationId, household, keepsText: true);
                after = after with { Result = after.Result.Replace(text, now, StringComparison.Ordinal) };
            }
        }

        return (after, values);
    }
}
