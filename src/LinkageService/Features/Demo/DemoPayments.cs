using LinkageService.Access;
using LinkageService.Features.Payments;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Payments;

namespace LinkageService.Features.Demo;

/// <summary>
/// The payments of the demo's run that is paid: nearly all have arrived; one came back, was sent again to another account and arrived, one
/// waits to be sent again, one came back and is open, one is still to be handed over in cash.
/// </summary>
internal sealed class DemoPayments(Database database, PrivateNumbers numbers, DemoClock clock)
{
    private const string Arrived = "0012", ToSendAgain = "0026", StillOpen = "0007";
    private const int FirstDay = 37, ResultDay = 40, AgainDay = 41, LastDay = 44;

    private readonly ChangePayments _change = new(database, clock);
    private readonly PaymentPayees _payees = new(numbers, clock);

    private RecordResults Record => new(_change, _payees);

    /// <summary>Makes them, day after day.</summary>
    /// <param name="maker">Who notes them.</param>
    /// <param name="checker">Who agrees to changed accounts.</param>
    /// <param name="run">The run, paid.</param>
    /// <param name="year">The year in which it is paid.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task WriteAsync(Caller maker, Caller checker, string run, int year, CancellationToken cancellation)
    {
        var newYear = new DateOnly(year, 1, 1);
        clock.Set(newYear.AddDays(FirstDay - 1));
        await new PreparePayments(database, clock, _payees).HandleAsync(maker, run, cancellation);
        await new ConfirmFunds(_change).HandleAsync(
            maker, run, new ConfirmFundsRequest(On: null, "某农商行对公账户尾号 6606，余额对账单"), cancellation);
        var send = new SendPayments(_change);
        await send.HandleAsync(maker, run, new SendPaymentsRequest(Households: null, On: null), cancellation);

        clock.Set(newYear.AddDays(ResultDay - 1));
        var sent = await database.ReadAsync(
            session => PaymentStore.PageAsync(session, run, [PaymentStates.Sent], "", int.MaxValue), cancellation);
        await Record.HandleAsync(maker, run, new RecordResultsRequest([.. sent.Select(ResultOf)]), cancellation);

        clock.Set(newYear.AddDays(AgainDay - 1));
        foreach (var (household, number) in new[] { (Arrived, 912), (ToSendAgain, 926) })
        {
            var account = new StatedAccount("农户" + household, DemoVillage.Card(number), DemoVillage.Bank, BankCode: null);
            var payment = await new ReissuePayment(_change, _payees).HandleAsync(
                maker, run, new ReissuePaymentRequest(household, PaymentChannels.Bank) { Account = account }, cancellation);
            await new ConfirmAccount(_change).HandleAsync(
                checker, run, new ConfirmAccountRequest(household, payment.Last.EndToEndId), cancellation);
        }

        await send.HandleAsync(maker, run, new SendPaymentsRequest([Arrived], On: null), cancellation);
        clock.Set(newYear.AddDays(LastDay - 1));
        await Record.HandleAsync(maker, run, new RecordResultsRequest(
            [new PaymentResult(EndToEndId: null, PaymentOutcomes.Paid) { Household = Arrived }]), cancellation);
    }

    private static PaymentResult ResultOf(PaymentAttemptRow sent) => sent.HouseholdId switch
    {
        Arrived or ToSendAgain => new PaymentResult(sent.EndToEndId, PaymentOutcomes.Returned)
        {
            Reason = "account_closed", Words = "该账户已销户",
        },
        StillOpen => new PaymentResult(sent.EndToEndId, PaymentOutcomes.Returned) { Reason = "name_mismatch", Words = "户名与账号不符" },
        _ => new PaymentResult(sent.EndToEndId, PaymentOutcomes.Paid),
    };
}
