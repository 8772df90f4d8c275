using LinkageService.Documents;
using LinkageService.Features.Exports;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Features.Settlements;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Payments;

/// <summary>Finds where the money of households goes, and whether that is where it was approved to go.</summary>
internal sealed class PaymentPayees(PrivateNumbers numbers, TimeProvider time)
{
    /// <summary>Tells of each household of a run where its money goes, and who changed its account since the approval.</summary>
    public async Task<Func<SheetHousehold, ValueTask<PaymentPayee>>> OfRunAsync(Session session, StoredRun run)
    {
        if (run.Settlement is { } settlement)
        {
            var stated = settlement.Payees.ToDictionary(payee => payee.Household, StringComparer.Ordinal);
            return household => ValueTask.FromResult(Of(household, stated[household.Id]));
        }

        var (approvedOn, approvedAt) = Approval(run);
        var changed = run.Row.Roster == RosterKinds.Stored
            ? (await HouseholdStore.ChangedSinceAsync(session, run.Row.OrganizationId, approvedOn, approvedAt))
                .ToHashSet(StringComparer.Ordinal)
            : [];
        return async household =>
        {
            var payee = Of(household);
            return payee.Account is not null && changed.Contains(household.Id)
                && !Same(run, household.Id, payee.Account, await ApprovedAsync(session, run, household.Id))
                    ? payee with { ChangedBy = household.Person!.Paying.Fact.Actor }
                    : payee;
        };
    }

    /// <summary>The account of a household as it stands on the roster today; null where there is none.</summary>
    public async Task<AccountData?> StandingAsync(Session session, RunRow run, string household) =>
        (await PersonAsync(session, run, household, (Dates.Text(Dates.Today(time)), long.MaxValue)))?.Paying.Data.Account;

    /// <summary>The sealed number of the account that a run was approved with; null where there was none.</summary>
    public async Task<string?> ApprovedAsync(Session session, StoredRun run, string household) => run.Settlement is { } settlement
        ? settlement.PayeeOf(household)?.Number
        : (await PersonAsync(session, run.Row, household, Approval(run)))?.Paying.Data.Account?.Number;

    /// <summary>Whether two sealed numbers are one account.</summary>
    public bool Same(StoredRun run, string household, string? left, string? right) => left == right || (left is not null
        && right is not null && Open(run.Row, household, left) == Open(run.Row, household, right));

    /// <summary>An account number as it is kept.</summary>
    public string Seal(RunRow run, string household, string number) => numbers.Encrypt(number, run.OrganizationId, household);

    /// <summary>An account number in full.</summary>
    public string Open(RunRow run, string household, string stored) => numbers.Decrypt(stored, run.OrganizationId, household);

    private static PaymentPayee Of(SheetHousehold household)
    {
        var data = household.Person?.Paying.Data;
        var name = data?.Account?.Holder ?? data?.Name;
        return new PaymentPayee(household.Id, household.Payable.PaidFen, string.IsNullOrEmpty(name) ? null : name)
        {
            Account = data?.Account?.Number, Hint = data?.Account?.Hint, Bank = data?.Account?.Bank,
        };
    }

    private static PaymentPayee Of(SheetHousehold household, SettlementPayee payee) =>
        new(household.Id, household.Payable.PaidFen, payee.Name.Length == 0 ? null : payee.Name)
        {
            Account = payee.Number, Hint = payee.Hint, Bank = payee.Bank,
        };

    private static (string Date, long KnownAt) Approval(StoredRun run)
    {
        Dates.TryReadMoment(run.Life.ApprovedAt!, out var at);
        return (Dates.Text(DateOnly.FromDateTime(Dates.InChina(Moment.ToTime(at)).DateTime)), at);
    }

    // A roster that came with the request has ids only: whoever has the same id here may be somebody else.
    private static async Task<SheetPerson?> PersonAsync(Session session, RunRow run, string household, (string, long) day) =>
        run.Roster == RosterKinds.Stored
            ? SheetPerson.Of(run, await HouseholdStore.HistoryAsync(session, run.OrganizationId, household), day)
            : null;
}
