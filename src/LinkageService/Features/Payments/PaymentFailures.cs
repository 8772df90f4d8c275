using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Storage.Payments;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Payments;

/// <summary>Why an act on payments is refused, in the same words wherever it is.</summary>
internal static class PaymentFailures
{
    /// <summary>The run has no envelope.</summary>
    public static RefusedException NotPrepared() => State(
        "这次核算还没有准备发放：请先准备发放（payments:prepare）", "the run's payments are not prepared: prepare them first (payments:prepare)");

    /// <summary>It has one already.</summary>
    public static RefusedException Prepared() => State(
        "这次核算已经准备过发放，不能再准备一次", "the run's payments are prepared already");

    /// <summary>Nothing can be sent.</summary>
    public static RefusedException NothingToSend() => State(
        "没有可以送银行的款：待发的都是现金，或都已送出", "nothing can be sent: what is to be paid is cash, or is with the bank already");

    /// <summary>Nobody has seen the money.</summary>
    public static RefusedException NoFunds() => new(Failure.Of(ProblemCodes.FundsNotConfirmed,
        "还没有确认资金到位：请先记下由谁、哪一天、凭什么看到钱够发（payments:fund）",
        "nobody has seen yet that the money is there: note who, on which day and by which paper (payments:fund)"));

    /// <summary>Money has moved on the word of whoever saw it there.</summary>
    public static RefusedException FundsUsed(PaymentEnvelopeRow envelope) => State(
        $"已有款送银行或领走，凭的是 {envelope.FundsBy} {envelope.FundsOn} 看到资金到位；还没有发出款时才能改",
        $"money has moved since {envelope.FundsBy} saw it there on {envelope.FundsOn}; that is changed only while none has");

    /// <summary>A bank's result is dated before the payment went to it.</summary>
    public static Problem BeforeSending(ResultLine line, string field) => new(ProblemCodes.InvalidValue, field, new LocalizedText(
        $"日期 {line.Result.On:yyyy-MM-dd} 在户“{line.Attempt!.HouseholdId}”的款送银行（{line.Attempt.SentOn}）之前",
        $"the day {line.Result.On:yyyy-MM-dd} is before the payment of household \"{line.Attempt.HouseholdId}\" went to the bank "
        + $"({line.Attempt.SentOn})"));

    /// <summary>The run pays nothing to a household.</summary>
    public static RefusedException NotPaid(string household) => RunAccess.UnknownHousehold(household, "household");

    /// <summary>A payment is in no state for an act.</summary>
    /// <param name="attempt">How it stands.</param>
    /// <param name="wanted">The states the act starts from.</param>
    public static RefusedException Standing(PaymentAttemptRow attempt, params IEnumerable<string> wanted) =>
        new(Failure.Of(StandingProblem(attempt, "household", wanted)));

    /// <summary>The same as a problem.</summary>
    public static Problem StandingProblem(PaymentAttemptRow attempt, string field, params IEnumerable<string> wanted)
    {
        var (now, states) = (Words.PaymentState(attempt.State), wanted.Select(Words.PaymentState).ToArray());
        return new Problem(ProblemCodes.PaymentState, field, new LocalizedText(
            $"户“{attempt.HouseholdId}”的款现在是“{now.Zh}”，这一步要在“{string.Join("”“", states.Select(state => state.Zh))}”时办",
            $"the payment of household \"{attempt.HouseholdId}\" is {now.En}; this is done while it is "
            + string.Join(" or ", states.Select(state => state.En))));
    }

    /// <summary>It is handed over in cash, and no bank is told of it.</summary>
    public static Problem InCash(PaymentAttemptRow attempt, string field) => new(ProblemCodes.PaymentState, field, new LocalizedText(
        $"户“{attempt.HouseholdId}”发现金，不送银行；领走后用 payments:sign 登记签收",
        $"household \"{attempt.HouseholdId}\" is paid in cash, not through a bank; payments:sign notes that it was handed over"));

    /// <summary>Its account was changed and nobody agreed to it.</summary>
    public static Problem NotConfirmed(PaymentAttemptRow attempt, string field) => new(ProblemCodes.AccountNotConfirmed, field,
        new LocalizedText(
            $"户“{attempt.HouseholdId}”的账号与批准时不同（{attempt.ChangedBy} 改的），要另一人核对后才能送银行",
            $"the account of household \"{attempt.HouseholdId}\" is not the one approved (changed by {attempt.ChangedBy}): a second person "
            + "has to agree to it before it is sent"));

    /// <summary>Who changed the account agrees to it.</summary>
    public static RefusedException SamePerson(string caller, PaymentAttemptRow attempt) => new(Failure.Of(
        ProblemCodes.SecondPersonNeeded,
        $"户“{attempt.HouseholdId}”的账号是 {caller} 改的，要由另一人核对",
        $"the account of household \"{attempt.HouseholdId}\" was changed by {caller}; somebody else agrees to it"));

    private static RefusedException State(string zh, string en) => new(Failure.Of(ProblemCodes.PaymentState, zh, en));
}
