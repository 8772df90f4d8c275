using LinkageService.Documents;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Unicode;
using LinkageService.Features.Households;
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
    private readonly Dictionary<PaymentResult, (PaymentAttemptRow? Attempt, string Fault)> _meant = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _unclear = new(StringComparer.Ordinal);

    private ResultMatching(
        PaymentChange payments, PaymentPayees payees, IReadOnlyList<PaymentAttemptRow> byReference,
        Dictionary<string, PaymentAttemptRow> byHousehold, IReadOnlyList<PaymentAttemptRow> withAccounts)
    {
        (_payments, _payees, _byHousehold) = (payments, payees, byHousehold);
        _byReference = byReference.ToDictionary(attempt => attempt.EndToEndId, StringComparer.Ordinal);
        _byHint = withAccounts.Where(attempt => attempt.Account is not null)
            .ToLookup(attempt => attempt.AccountHint, StringComparer.Ordinal);
    }

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
        var matching = new ResultMatching(
            payments, payees, await PaymentStore.ByEndToEndIdAsync(session, run.Id, references),
            households.Where(each => latest.ContainsKey(each.Value))
                .ToDictionary(each => each.Key, each => latest[each.Value], StringComparer.Ordinal),
            isByAccount
                ? await PaymentStore.PageAsync(
                    session, run.Id, [PaymentStates.Sent, PaymentStates.Paid, PaymentStates.Returned], "", int.MaxValue)
                : []);
        matching.LookThrough(results);
        return matching;
    }

    // Where a list says both of a payment, the later one holds; without its day nobody knows which that is.
    private void LookThrough(IReadOnlyList<PaymentResult> results)
    {
        foreach (var result in results)
        {
            _meant[result] = Meant(result);
        }

        _unclear.UnionWith(results.Where(result => result.Outcome != PaymentOutcomes.Pending && _meant[result].Fault.Length == 0)
            .GroupBy(result => _meant[result].Attempt!.EndToEndId, StringComparer.Ordinal)
            .Where(said => said.Any(result => result.On is null)
                && said.Select(result => result.Outcome).Distinct(StringComparer.Ordinal).Skip(1).Any())
            .Select(said => said.Key));
    }

    /// <summary>Takes a result.</summary>
    /// <param name="result">What the bank says.</param>
    /// <param name="on">On which day.</param>
    /// <returns>What became of it.</returns>
    public ResultLine Apply(PaymentResult result, string on)
    {
        ResultLine Line(string became, PaymentAttemptRow? meant) => new(result, became, meant, Fault: null);
        ResultLine Aside(string why, PaymentAttemptRow? meant) => new(result, ResultLine.PutAside, meant, why);

        var (attempt, fault) = _meant[result];
        attempt = attempt is null ? null : _changed.GetValueOrDefault(attempt.EndToEndId, attempt);
        if (attempt is null || fault.Length > 0)
        {
            return Aside(fault, attempt);
        }

        if (result.Outcome == PaymentOutcomes.Pending)
        {
            return Line(ResultLine.Pending, attempt);
        }

        if (_unclear.Contains(attempt.EndToEndId))
        {
            return Aside(UnmatchedFaults.SaysBoth, attempt);
        }

        var isFirst = _said.Add((attempt.EndToEndId, result.Outcome!));
        var isPaid = result.Outcome == PaymentOutcomes.Paid;
        if (attempt.State == (isPaid ? PaymentStates.Paid : PaymentStates.Returned))
        {
            return isFirst ? Line(ResultLine.Repeated, attempt) : Aside(UnmatchedFaults.Duplicate, attempt);
        }

        if (attempt.State != PaymentStates.Sent && (isPaid || attempt.State != PaymentStates.Paid))
        {
            var isSaidOtherwise = _said.Contains((attempt.EndToEndId, isPaid ? PaymentOutcomes.Returned : PaymentOutcomes.Paid));
            return Aside(isSaidOtherwise ? UnmatchedFaults.SaysBoth : UnmatchedFaults.NotExpected, attempt);
        }

        if (result.On is { } day && attempt.SentOn is { } sent && string.CompareOrdinal(Dates.Text(day), sent) < 0)
        {
            return Aside(UnmatchedFaults.TooEarly, attempt);
        }

        var changed = _payments.Touched(attempt) with
        {
            State = isPaid ? PaymentStates.Paid : PaymentStates.Returned, SettledOn = on, WasPaid = isPaid ? 1 : attempt.WasPaid,
            Reason = isPaid ? null : result.Reason, Words = result.Words,
        };
        _changed[attempt.EndToEndId] = changed;
        return Line(isPaid ? ResultLine.Paid : ResultLine.Returned, changed);
    }

    // The payment, and why the result is put aside whatever else the list says; no fault is "".
    private (PaymentAttemptRow? Attempt, string Fault) Meant(PaymentResult result)
    {
        var (attempt, fault) = Find(result);
        if (attempt is not null && fault != UnmatchedFaults.Masked)
        {
            fault = Contradicts(result, attempt) ? UnmatchedFaults.Contradicts
                : result.AmountFen is { } said && said != attempt.AmountFen ? UnmatchedFaults.AmountDiffers
                : "";
        }

        return (attempt, fault);
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

        if (result.Account is not { } written)
        {
            return (null, UnmatchedFaults.Unknown);
        }

        PaymentAttemptRow[] alike = AccountNumber.TryRead(written, out var number)
            ? [.. _byHint[AccountNumber.Hint(number)].Where(attempt => Opened(attempt) == number)]
            : [];
        if (alike.Length == 0 && MaskedAccount.Read(written) is { } shown && OnlyOneLike(result, shown) is { } like)
        {
            return (like, UnmatchedFaults.Masked);
        }

        // Of several households with one account the amount may tell which.
        var meant = alike.Length > 1 ? [.. alike.Where(attempt => result.AmountFen == attempt.AmountFen)] : alike;
        return meant.Length == 1 ? (meant[0], "") : (null, alike.Length == 0 ? UnmatchedFaults.Unknown : UnmatchedFaults.Ambiguous);
    }

    private string Opened(PaymentAttemptRow attempt) => _payees.Open(_payments.Run, attempt.HouseholdId, attempt.Account!);

    // The one payment that what is shown of an account, the name and the amount fit: it is named, never taken.
    private PaymentAttemptRow? OnlyOneLike(PaymentResult result, MaskedAccount shown)
    {
        if (shown.Hint is not { } hint || (result.Name is null && result.AmountFen is null))
        {
            return null;
        }

        PaymentAttemptRow[] alike =
        [
            .. _byHint[hint].Where(attempt => (result.AmountFen is null || result.AmountFen == attempt.AmountFen)
                && (result.Name is not { } name || (attempt.Name is { } known && IsSameName(name, known)))
                && shown.Fits(Opened(attempt))),
        ];
        return alike.Length == 1 ? alike[0] : null;
    }

    // The row states the household, and another's account or name: which of them the bank means is not for us to say.
    private bool Contradicts(PaymentResult result, PaymentAttemptRow attempt) =>
        (result.Account is { } written && attempt.Account is { } stored && AccountNumber.TryRead(written, out var number)
            && _payees.Open(_payments.Run, attempt.HouseholdId, stored) != number)
        || (result is { EndToEndId: null, Name: { } name } && attempt.Name is { } known && !IsSameName(name, known));

    // Banks show 张*某, put titles behind names and cut them off.
    private static bool IsSameName(string said, string known)
    {
        var (one, other) = (WrittenText.Words(Nfkc.Of(said)), WrittenText.Words(Nfkc.Of(known)));
        return one.Contains(other, StringComparison.OrdinalIgnoreCase) || other.Contains(one, StringComparison.OrdinalIgnoreCase)
            || (one.Contains('*', StringComparison.Ordinal) && one.Length == other.Length
                && one.Zip(other).All(pair => pair.First == '*' || pair.First == pair.Second));
    }
}
