using System.Security.Cryptography;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine;
using LinkageService.Features.Exports;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Payments;

/// <summary>
/// Makes the payments of an approved run: the envelope with count and total, and for each household that is paid something a first
/// attempt with its own copy of name, account and bank. It is worked out before the change, so that others do not wait for it; when
/// the roster moved meanwhile, it is worked out again inside.
/// </summary>
internal sealed class PreparePayments(Database database, TimeProvider time, PaymentPayees payees)
{
    private static readonly string[] From = [RunStates.Approved, RunStates.Paid];

    /// <exception cref="Errors.RefusedException">The run is not there or not approved, or its payments are prepared.</exception>
    public async Task<PaymentSummary> HandleAsync(Caller caller, string run, CancellationToken cancellation)
    {
        var plan = await database.SnapshotAsync(async session =>
        {
            var row = await RunAccess.RequireAsync(session, caller, run);
            ChangeRun.RequireState(row, From);
            return await PlanAsync(session, row, cancellation);
        }, cancellation);
        return await database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var row = await RunAccess.HoldAsync(session, caller, run);
            ChangeRun.RequireState(row, From);
            if (await PaymentStore.FindEnvelopeAsync(session, row.Id) is not null)
            {
                throw PaymentFailures.Prepared();
            }

            var current = await HeadAsync(session, row) == plan.Head ? plan : await PlanAsync(session, row, cancellation);
            await WriteAsync(session, row, current);
            return await PaymentSummary.ReadAsync(session, row);
        }, cancellation);
    }

    private static async Task WriteAsync(WriteSession session, RunRow row, Plan plan)
    {
        var (actor, now) = (session.Change.Actor, Moment.Of(session.Change.At));
        var attempts = plan.Payees.Select(payee => payee.Attempt(row.Id, actor, now)).ToArray();
        var total = attempts.Sum(attempt => attempt.AmountFen);
        var envelope = new PaymentEnvelopeRow(
            row.Id, row.OrganizationId, row.Digest, attempts.Length, total, actor, now, FundsBy: null, FundsOn: null,
            FundsReference: null, FundsAt: null, LinesDigest: SHA256.HashData([]), Revision: 0);
        await PaymentStore.WriteAsync(session, before: null, envelope, new PaymentLines(
            "payments.prepare", attempts, JsonDetails.Of(
                ("digest", row.Digest), ("households", attempts.Length), ("amountFen", total))));
    }

    private static async Task<(long Revision, long FactsKnownAt)> HeadAsync(Session session, RunRow row) =>
        (row.Revision, (await OrganizationStore.FindAsync(session, row.OrganizationId))!.FactsKnownAt);

    private async Task<Plan> PlanAsync(Session session, RunRow row, CancellationToken cancellation)
    {
        var run = StoredRun.Of(row);
        var found = new List<PaymentPayee>();
        long paid = 0;
        var payee = await payees.OfRunAsync(session, run);
        await foreach (var household in new SheetRows(session, run, [], time).ReadAsync(withPersons: true, cancellation))
        {
            paid += household.Payable.PaidFen;
            if (household.Payable.PaidFen > 0)
            {
                found.Add(await payee(household));
            }
        }

        // The sum of the lines is what was approved, by another way of counting it.
        if (paid != run.Payable.Fen)
        {
            throw new InvariantBrokenException("the payments of a run come to what was approved");
        }

        return new Plan(await HeadAsync(session, row), found);
    }

    private sealed record Plan((long Revision, long FactsKnownAt) Head, IReadOnlyList<PaymentPayee> Payees);
}
