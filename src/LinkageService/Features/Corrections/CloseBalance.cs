using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Corrections;

/// <summary>A balance to be closed without a run.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Household">The household.</param>
/// <param name="Correction">The correction that left it.</param>
/// <param name="AmountFen">What is open of it, as it was read; negative for what was to be recovered.</param>
/// <param name="Reason">Why: paid outside the service and by which receipt, or waived and by which decision.</param>
internal sealed record CloseBalanceRequest(
    string Organization, string? Household, string? Correction, long? AmountFen, string? Reason) : CheckedRequest
{
    /// <summary>Why, without spaces at its ends.</summary>
    public string? Reason { get; } = TextRules.Trim(Reason);
}

/// <summary>The shape of it.</summary>
internal sealed class CloseBalanceValidator : AbstractValidator<CloseBalanceRequest>
{
    public CloseBalanceValidator()
    {
        RuleFor(request => request.Household).IsText("household", TextRules.MaxWord, isRequired: true, hasLines: false);
        RuleFor(request => request.Correction).IsText("correction", TextRules.MaxWord, isRequired: true, hasLines: false);
        RuleFor(request => request.AmountFen).NotNull().AsMissing("amount");
        RuleFor(request => request.Reason).IsText("reason", TextRules.MaxReason, isRequired: true);
    }
}

/// <summary>
/// Closes what a correction left for a household, with who did it and why: paid to an heir outside the service, or waived. It is an
/// approver's to do; nothing of it vanishes, it stays listed as closed.
/// </summary>
internal sealed class CloseBalance(Database database, TimeProvider time)
{
    private readonly CloseBalanceValidator _validator = new();

    /// <exception cref="RefusedException">There is no such balance, or another amount is open than was read.</exception>
    public Task<BalanceRow> HandleAsync(Caller caller, CloseBalanceRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        return database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, request.Organization);

            // Runs that settle it are made one after another with this.
            await OrganizationStore.HoldAsync(session, request.Organization);
            var balance = await FindAsync(session, request)
                ?? throw new RefusedException(Failure.Of(Unknown(request.Household!, request.Correction!, "household")));
            if (balance.OpenFen != request.AmountFen || balance.OpenFen == 0)
            {
                throw new RefusedException(Failure.Of(Stale(balance.OpenFen, request.AmountFen!.Value, "amount")));
            }

            var row = new BalanceClosingRow(
                Guid.CreateVersion7().ToString("N"), request.Organization, request.Household!, request.Correction!, balance.OpenFen,
                request.Reason!, caller.Name, Moment.Of(session.Change.At));
            await CarryStore.CloseAsync(session, row, JsonDetails.Of(
                ("household", row.HouseholdId), ("correction", row.CorrectionRunId), ("amount", new Money(row.AmountFen).ToString()),
                ("reason", row.Reason)));
            return (await FindAsync(session, request))!;
        }, cancellation);
    }

    private static async Task<BalanceRow?> FindAsync(Session session, CloseBalanceRequest request) =>
        (await CarryStore.BalancesAsync(session, request.Organization)).FirstOrDefault(row =>
            string.Equals(row.HouseholdId, request.Household, StringComparison.Ordinal)
            && string.Equals(row.CorrectionRunId, request.Correction, StringComparison.Ordinal));

    /// <summary>There is no such balance.</summary>
    public static Problem Unknown(string household, string correction, string field)
    {
        var (id, run) = (NumberProblems.Shorten(household), NumberProblems.Shorten(correction));
        return new Problem(ProblemCodes.UnknownBalance, field, new LocalizedText(
            $"户“{id}”没有更正“{run}”留下的差额", $"the correction \"{run}\" left no balance for household \"{id}\""));
    }

    /// <summary>Another amount is open than was read.</summary>
    public static Problem Stale(long openFen, long readFen, string field)
    {
        var (open, read) = (new Money(openFen), new Money(readFen));
        return new Problem(ProblemCodes.StaleRevision, field, new LocalizedText(
            $"这笔差额现在未结清 {open} 元，不是 {read} 元：重新读取后再办", $"{open} yuan are open of it now, not {read}: read it again"));
    }
}
