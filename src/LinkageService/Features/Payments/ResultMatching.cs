using LinkageService.Engine.Rosters;
using LinkageService.Privacy;
using LinkageService.Storage.Households;
using LinkageService.Storage.Payments;

namespace LinkageService.Features.Payments;

/// <summary>Finds the payment that each result of a list means, and how it stands after it. An amount alone finds nothing.</summary>
internal sealed class ResultMatching
{
    private readonly PaymentChange _payments;
    private readonly PaymentPayees _payees;
    private readonly Dictionary<string, PaymentAttemptRow> _byReference;
    private readonly Dictionary<string, PaymentAttemptRow> _byHousehold;
    private readonly ILookup<string?, PaymentAttemptRow> _byHint;
    private readonly Dictionary<string, PaymentAttemptRow> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<(string Reference, string Outcome)> _said = [];

    private ResultMatching(
        PaymentChange payments, PaymentPayees payees, IReadOnlyList<PaymentAttemptRow> byReference,
        Dictionary<string, PaymentAttemptRow> byHousehold, IReadOnlyList<PaymentAttemptRow> withAccounts)
    {
        (_payments, _payees, _byHousehold) = (payments, payees, byHousehold);
        _byReference = byReference.ToDictionary(attempt => attempt.EndToEndId, StringComparer.Ordinal);
        _byHint = withAccounts.Where(attempt => attempt.Account is not null)
            .ToLookup(attempt => attempt.AccountHint, StringComparer.Ordinal);
    }

    /// <summary>How many results did what.</summary>
    public (int Paid, int Returned, int Repeated, int Pending) Counts { get; private set; }

    /// <summary>The attempts that stand otherwise now.</summary>
    public IReadOnlyList<PaymentAttemptRow> Changed => [.. _changed.Values];

    /// <summary>Reads the payments that a list may mean.</summary>
    public static async Task<ResultMatching> ReadAsync(
        PaymentChange payments, PaymentPayees payees, IReadOnlyList<PaymentResult> results)
    {
        var (session, run) = (payments.Session, payments.Run);
        var references = results.Select(result => result.EndToEndId).OfType<string>().ToArray();
        var households = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var written in results.Where(result => result.EndToEndId is null).Select(result => result.Household).OfType<string>()
            .Distinct(StringComparer.Ordinal))
        {
            var id = HouseholdIds.Normalize(written);
            households[written] = HouseholdIds.Fault(id) is null
                ? await HouseholdSpelling.StoredAsync(session, run.OrganizationId, id)
                : written;
        }

        var latest = (await PaymentStore.LatestAsync(session, run.Id, [.. households.Values]))
            .ToDictionary(attempt => attempt.HouseholdId, StringComparer.Ordinal);
        var isByAccount = results.Any(result => result is { EndToEndId: null, Household: null, Account: not null });
        return new ResultMatching(
            payments, payees, await PaymentStore.ByEndToEndIdAsync(session, run.Id, references),
            households.Where(each => latest.ContainsKey(each.Value))
                .ToDictionary(each => each.Key, each => latest[each.Value], StringComparer.Ordinal),
            isByAccount
                ? await PaymentStore.PageAsync(
                    session, run.Id, [PaymentStates.Sent, PaymentStates.Paid, PaymentStates.Returned], "", int.MaxValue)
                : []);
    }

    /// <summary>Takes a result.</summary>
    /// <param name="result">What the bank says.</param>
    /// <param name="on">On which day.</param>
    /// <returns>Why it is put aside; null where it is noted.</returns>
    public string? Apply(PaymentResult result, string on)
    {
        var (attempt, fault) = Find(result);
        if (attempt is null)
        {
            return fault;
        }

        attempt = _changed.GetValueOrDefault(attempt.EndToEndId, attempt);
        if (result.AmountFen is { } said && said != attempt.AmountFen)
        {
            return UnmatchedFaults.AmountDiffers;
        }

        var (paid, returned, repeated, pending) = Counts;
        if (result.Outcome == PaymentOutcomes.Pending)
        {
            Counts = (paid, returned, repeated, pending + 1);
            return null;
        }

        var isFirst = _said.Add((attempt.EndToEndId, result.Outcome!));
        var isPaid = result.Outcome == PaymentOutcomes.Paid;
        if (attempt.State == (isPaid ? PaymentStates.Paid : PaymentStates.Returned))
        {
            Counts = isFirst ? (paid, returned, repeated + 1, pending) : Counts;
            return isFirst ? null : UnmatchedFaults.Duplicate;
        }

        if (attempt.State != PaymentStates.Sent && (isPaid || attempt.State != PaymentStates.Paid))
        {
            return UnmatchedFaults.NotExpected;
        }

        _changed[attempt.EndToEndId] = _payments.Touched(attempt) with
        {
            State = isPaid ? PaymentStates.Paid : PaymentStates.Returned, SettledOn = on, WasPaid = isPaid ? 1 : attempt.WasPaid,
            Reason = isPaid ? null : result.Reason, Words = result.Words,
        };
        Counts = isPaid ? (paid + 1, returned, repeated, pending) : (paid, returned + 1, repeated, pending);
        return null;
    }

    private (PaymentAttemptRow? Attempt, string Fault) Find(PaymentResult result)
    {
        if (result.EndToEndId is { } reference)
        {
            return (_byReference.GetValueOrDefault(reference), UnmatchedFaults.Unknown);
        }

        if (result.Household is { } household)
        {
            return (_byHousehold.GetValueOrDefault(household), UnmatchedFaults.Unknown);
        }

        if (result.Account is not { } written || !AccountNumber.TryRead(written, out var number))
        {
            return (null, UnmatchedFaults.Unknown);
        }

        var alike = _byHint[AccountNumber.Hint(number)]
            .Where(attempt => _payees.Open(_payments.Run, attempt.HouseholdId, attempt.Account!) == number
                && (result.AmountFen is null || result.AmountFen == attempt.AmountFen)).ToArray();
        return alike.Length == 1 ? (alike[0], "") : (null, alike.Length == 0 ? UnmatchedFaults.Unknown : UnmatchedFaults.Ambiguous);
    }
}
