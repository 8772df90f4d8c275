using FluentValidation;
using LinkageService.Access;
using LinkageService.Engine.Rosters;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Payments;

/// <summary>Which payments of a run.</summary>
/// <param name="Run">Which run.</param>
/// <param name="State">Only those in this state; null for all.</param>
/// <param name="Page">Which part of them.</param>
internal sealed record ListPaymentsRequest(string Run, string? State, PageRequest Page) : CheckedRequest
{
    /// <summary>Only those that changed from this moment on, in microseconds; null for all.</summary>
    public long? UpdatedSince { get; init; }

    /// <summary>One of <see cref="ShowPayments.Sorts"/>; null for the first.</summary>
    public string? Sort { get; init; }
}

/// <summary>The shape of it.</summary>
internal sealed class ListPaymentsValidator : AbstractValidator<ListPaymentsRequest>
{
    public ListPaymentsValidator()
    {
        RuleFor(request => request.State).IsOneOf("state", PaymentStates.All);
        RuleFor(request => request.Sort).IsOneOf(ListSort.Field, ShowPayments.Sorts);
        RuleFor(request => request.Page).IsPage();
    }
}

/// <summary>Where something is to be done.</summary>
/// <param name="Summary">How the payments stand as a whole.</param>
/// <param name="Returned">What came back.</param>
/// <param name="Waiting">Whose changed account waits for a second person.</param>
internal sealed record PaymentsToDo(
    PaymentSummary Summary, IReadOnlyList<PaymentAttemptRow> Returned, IReadOnlyList<PaymentAttemptRow> Waiting)
{
    /// <summary>Households of each list.</summary>
    /// <value>50; the table has all.</value>
    public const int Max = 50;
}

/// <summary>Shows the payments of a run: accounts masked, or in full to who may see them and says why, which the audit log notes.</summary>
internal sealed class ShowPayments(Database database, RevealNumbers reveal)
{
    private readonly ListPaymentsValidator _validator = new();
    private readonly PageValidator _pages = new();

    /// <summary>The orders of the list of payments.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["household", ListSort.Updated, ListSort.UpdatedLast];

    /// <summary>How they stand as a whole.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>.</exception>
    public Task<PaymentSummary> SummaryAsync(Caller caller, string run, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
            await PaymentSummary.ReadAsync(session, await RunAccess.RequireAsync(session, caller, run)), cancellation);

    /// <summary>A page of households, each with the attempt that counts.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>.</exception>
    public async Task<Page<HouseholdPayment>> ListAsync(Caller caller, ListPaymentsRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var byChange = ListSort.ByChange(request.Sort, request.Page.After);
        var (run, rows) = await database.SnapshotAsync(async session =>
        {
            var row = await RunAccess.RequireAsync(session, caller, request.Run);
            string[]? states = request.State is { } state ? [state] : null;
            var (since, limit) = (request.UpdatedSince, request.Page.Limit + 1);
            return (row, byChange is null
                ? await PaymentStore.PageAsync(session, row.Id, states, request.Page.After, limit, since)
                : await PaymentStore.PageAsync(session, row.Id, states, since, byChange, limit));
        }, cancellation);
        var page = Page<PaymentAttemptRow>.Of(
            rows, request.Page.Limit, row => byChange is null ? row.HouseholdId : ListSort.Place(row.UpdatedAt, row.HouseholdId));
        var shown = page.Items.Select(row => new HouseholdPayment([row])).ToArray();
        return new Page<HouseholdPayment>(await RevealedAsync(caller, run, shown, cancellation), page.Next);
    }

    /// <summary>What somebody has to do something about: what came back, and whose changed account waits; the first of each.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>.</exception>
    public Task<PaymentsToDo> ToDoAsync(Caller caller, string run, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            var row = await RunAccess.RequireAsync(session, caller, run);
            return new PaymentsToDo(
                await PaymentSummary.ReadAsync(session, row),
                await PaymentStore.PageAsync(session, row.Id, [PaymentStates.Returned], "", PaymentsToDo.Max),
                await PaymentStore.WaitingAsync(session, row.Id, PaymentsToDo.Max));
        }, cancellation);

    /// <summary>The next payments in some states, as a village counts its households; accounts masked.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="run">Which run.</param>
    /// <param name="states">Which states; null for all.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException"><c>unknown_run</c>.</exception>
    public async Task<Page<PaymentAttemptRow>> PageAsync(
        Caller caller, string run, string[]? states, PageRequest page, CancellationToken cancellation)
    {
        var order = MemberNumberOrder.Instance;
        var rows = await database.SnapshotAsync(async session =>
        {
            var id = (await RunAccess.RequireAsync(session, caller, run)).Id;
            var next = (await PaymentStore.HouseholdsAsync(session, id, states))
                .Where(household => order.Compare(household, page.After) > 0).Order(order).Take(page.Limit + 1).ToArray();
            return (await PaymentStore.LatestAsync(session, id, next)).OrderBy(row => row.HouseholdId, order).ToArray();
        }, cancellation);
        return Page<PaymentAttemptRow>.Of(rows, page.Limit, row => row.HouseholdId);
    }

    /// <summary>The payment of a household with all its attempts.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>, <c>unknown_household</c>: the run pays it nothing.</exception>
    public async Task<HouseholdPayment> OneAsync(Caller caller, string run, string household, CancellationToken cancellation)
    {
        var (row, attempts) = await database.SnapshotAsync(async session =>
        {
            var found = await RunAccess.RequireAsync(session, caller, run);
            var id = await HouseholdIdentity.RequireAsync(session, found.OrganizationId, household, "household");
            return (found, await PaymentStore.AttemptsAsync(session, found.Id, id));
        }, cancellation);
        return attempts.Count == 0
            ? throw PaymentFailures.NotPaid(household)
            : (await RevealedAsync(caller, row, [new HouseholdPayment(attempts)], cancellation))[0];
    }

    /// <summary>Rows of banks that were put aside.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>.</exception>
    public async Task<Page<UnmatchedRow>> UnmatchedAsync(Caller caller, string run, PageRequest page, CancellationToken cancellation)
    {
        _pages.Require(page);
        var rows = await database.SnapshotAsync(async session =>
        {
            var row = await RunAccess.RequireAsync(session, caller, run);
            return await PaymentStore.UnmatchedAsync(session, row.Id, page.After, page.Limit + 1);
        }, cancellation);
        return Page<UnmatchedRow>.Of(rows, page.Limit, row => row.Id);
    }

    private async Task<IReadOnlyList<HouseholdPayment>> RevealedAsync(
        Caller caller, RunRow run, IReadOnlyList<HouseholdPayment> payments, CancellationToken cancellation)
    {
        var (all, changed) = (RevealNumbers.Applies(caller), RevealNumbers.AppliesToChanged(caller));
        bool IsShown(HouseholdPayment payment, PaymentAttemptRow attempt) => attempt.Account is not null
            && (all || (changed && attempt == payment.Last && attempt is { State: PaymentStates.ToPay, WaitsForConfirmation: true }));
        if (!payments.Any(payment => payment.Attempts.Any(attempt => IsShown(payment, attempt))))
        {
            return payments;
        }

        var subject = payments.Count == 1
            ? StoredHousehold.Subject(run.OrganizationId, payments[0].Last.HouseholdId)
            : RevealNumbers.SubjectOfMany(run.OrganizationId);
        await reveal.NoteAsync(caller, run.OrganizationId, subject, payments.Count, cancellation);
        return payments.Select(payment => payment with
        {
            Revealed = [.. payment.Attempts.Select(attempt => IsShown(payment, attempt)
                ? reveal.Open(attempt.Account!, run.OrganizationId, attempt.HouseholdId)
                : null)],
        }).ToArray();
    }
}
