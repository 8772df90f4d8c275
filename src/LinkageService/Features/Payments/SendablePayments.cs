using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Storage;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Payments;

/// <summary>The payments that a bank can be told to make: to be paid, to an account, one that nobody has to agree to yet.</summary>
internal static class SendablePayments
{
    /// <summary>Those of the households named, or all.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="run">Of which run.</param>
    /// <param name="households">As somebody wrote them; null for all.</param>
    /// <exception cref="RefusedException">There is none, or one of those named cannot be sent.</exception>
    public static async Task<IReadOnlyList<PaymentAttemptRow>> ReadAsync(
        Session session, RunRow run, IReadOnlyList<string>? households)
    {
        var wanted = households is null
            ? (await PaymentStore.PageAsync(session, run.Id, [PaymentStates.ToPay], "", int.MaxValue)).Where(CanBeSent).ToArray()
            : await NamedAsync(session, run, households);
        return wanted.Count > 0 ? wanted : throw PaymentFailures.NothingToSend();
    }

    private static bool CanBeSent(PaymentAttemptRow attempt) =>
        attempt is { State: PaymentStates.ToPay, Channel: PaymentChannels.Bank, WaitsForConfirmation: false };

    private static async Task<IReadOnlyList<PaymentAttemptRow>> NamedAsync(Session session, RunRow run, IReadOnlyList<string> written)
    {
        var (ids, problems) = (new List<string>(written.Count), new List<Problem>());
        foreach (var each in written)
        {
            ids.Add(await HouseholdIdentity.RequireAsync(session, run.OrganizationId, each, "households"));
        }

        var found = (await PaymentStore.LatestAsync(session, run.Id, ids))
            .ToDictionary(attempt => attempt.HouseholdId, StringComparer.Ordinal);
        for (var at = 0; at < ids.Count; at++)
        {
            if (!found.TryGetValue(ids[at], out var attempt))
            {
                problems.AddRange(PaymentFailures.NotPaid(written[at]).Failure.Problems);
            }
            else if (attempt.State != PaymentStates.ToPay)
            {
                problems.Add(PaymentFailures.StandingProblem(attempt, "households", PaymentStates.ToPay));
            }
            else if (attempt.Channel != PaymentChannels.Bank)
            {
                problems.Add(PaymentFailures.InCash(attempt, "households"));
            }
            else if (attempt.WaitsForConfirmation)
            {
                problems.Add(PaymentFailures.NotConfirmed(attempt, "households"));
            }
        }

        return problems.Count == 0 ? [.. found.Values] : throw new RefusedException(Failure.Of(problems));
    }
}
