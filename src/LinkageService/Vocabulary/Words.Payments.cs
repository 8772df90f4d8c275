using LinkageService.Engine.Problems;
using LinkageService.Storage.Payments;

namespace LinkageService.Vocabulary;

/// <summary>Words about payments.</summary>
internal static partial class Words
{
    /// <summary>What all households are due of a run, before anything is taken.</summary>
    public static LocalizedText DueInAll { get; } = new("应发合计", "Due in all");

    /// <summary>What all households are paid, after everything that is taken.</summary>
    public static LocalizedText PaidInAll { get; } = new("实发合计", "Paid out in all");

    /// <summary>What a household is due of a run, before anything is taken.</summary>
    public static LocalizedText Due { get; } = new("应发", "Due");

    /// <summary>What a household is paid, after everything that is taken.</summary>
    public static LocalizedText PaidOut { get; } = new("实发", "Paid out");

    /// <summary>What a correction changes for a household, or for all.</summary>
    public static LocalizedText DifferenceInAll { get; } = new("差额合计", "Difference in all");

    /// <summary>The part of a correction's differences that is paid with it.</summary>
    public static LocalizedText PaidNow { get; } = new("现在补发", "Paid now");

    /// <summary>The part of a correction's differences that later runs settle: positive is paid on top, negative held back.</summary>
    public static LocalizedText LeftToLater { get; } = new("留待以后年度", "Left to later years");

    /// <summary>Differences of earlier corrections that are paid on top or held back.</summary>
    public static LocalizedText SettledBefore { get; } = new("结清以前差额", "Settled of earlier corrections");

    /// <summary>Debts that are set off.</summary>
    public static LocalizedText SetOff { get; } = new("抵扣欠款", "Debts set off");

    /// <summary>Income tax that is withheld; of a correction, what changes of it.</summary>
    public static LocalizedText TaxWithheld(bool isCorrection) => isCorrection
        ? new("代扣个税变动", "Change of tax withheld") : new("代扣个税", "Tax withheld");

    /// <summary>How a payment stands.</summary>
    public static LocalizedText PaymentState(string state) => state switch
    {
        PaymentStates.ToPay => new("待发", "to be paid"),
        PaymentStates.Sent => new("已送银行", "with the bank"),
        PaymentStates.Paid => new("已到账", "arrived"),
        PaymentStates.Returned => new("退票", "returned"),
        PaymentStates.Signed => new("已签收", "signed for"),
        PaymentStates.Collected => new("代领", "collected for them"),
        PaymentStates.Unclaimed => new("无人领取", "unclaimed"),
        PaymentStates.Replaced => new("已换", "replaced"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no state of a payment"),
    };

    /// <summary>How money goes to a household.</summary>
    public static LocalizedText PaymentChannel(string channel) => channel switch
    {
        PaymentChannels.Bank => new("银行", "bank"),
        PaymentChannels.Cash => new("现金", "cash"),
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "no channel of a payment"),
    };

    /// <summary>What is to be done about a row of a bank that was put aside.</summary>
    public static LocalizedText UnmatchedCure(string fault) => fault switch
    {
        UnmatchedFaults.Unknown => new("编号、账号都对不上：先看是不是别的批次的回单，不是就拿回单问银行这一行是什么款；是本次的，按户编号在下面登记。",
            "Ask the bank what this row is; where it is of this run, note it by the household."),
        UnmatchedFaults.Duplicate => new("已按第一行登记，这一行不用办；真的付了两次，请银行退回一次。",
            "The first row was noted: nothing is to be done; where it was paid twice, the bank takes one back."),
        UnmatchedFaults.Ambiguous => new("几户用同一个账号：问明是哪一户，按户编号登记。",
            "Several households share the account: find out which is meant, and note it by the household."),
        UnmatchedFaults.AmountDiffers => new("与银行核对实际付了多少，差错由银行冲正后再登记。",
            "Ask the bank how much was paid; it puts the difference right, then note it."),
        UnmatchedFaults.NotExpected => new("先看这一户的经过：没登记送银行的先登记，结果前后不同的问银行以哪次为准。",
            "Look at what happened to the household: note it as sent first, or ask the bank which of its answers holds."),
        UnmatchedFaults.Contradicts => new("问银行这一笔到底进了谁的账；问明后按户编号登记，写错的请银行更正。",
            "Ask the bank whose account the money went to; then note it by the household."),
        UnmatchedFaults.TooEarly => new("核对送银行的日期和回单上的日期：回单写错的请银行更正；送银行的日期记晚了的，按户编号登记，不写日期。",
            "Compare the day it was sent with that of the bank: the bank puts its own right; where the sending was noted late, note the "
            + "result by the household, without a day."),
        UnmatchedFaults.SaysBoth => new("问银行以哪一行为准，再按户编号登记；或请银行重给一份没有矛盾的文件。",
            "Ask the bank which of its rows holds, then note it by the household; or ask for a file that does not contradict itself."),
        UnmatchedFaults.Masked => new("账号没有写全，不能凭猜记账：核对确是这一户的，按户编号登记；或向银行要账号写全的文件。",
            "Nothing is noted by a guess: where it is this household's, note it by the household; or ask the bank for a file with the "
            + "accounts in full."),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "no fault of a bank's row"),
    };

    /// <summary>What became of a row of a bank.</summary>
    public static LocalizedText ResultBecame(string became) => became switch
    {
        "paid" => new("已到账", "arrived"),
        "returned" => new("退票", "returned"),
        "repeated" => new("先前已登记", "known already"),
        "pending" => new("银行还没有结果", "nothing yet"),
        "put_aside" => new("对不上，另放", "put aside"),
        _ => throw new ArgumentOutOfRangeException(nameof(became), became, "nothing that becomes of a row"),
    };

    /// <summary>Why a row of a bank was put aside.</summary>
    public static LocalizedText UnmatchedFault(string fault) => fault switch
    {
        UnmatchedFaults.Unknown => new("对不上任何一户", "no payment is meant by it"),
        UnmatchedFaults.Duplicate => new("同一笔出现了两次", "the same payment twice"),
        UnmatchedFaults.Ambiguous => new("可能是几户中的一户", "several payments may be meant"),
        UnmatchedFaults.AmountDiffers => new("金额与应发的不同", "another amount than was sent"),
        UnmatchedFaults.NotExpected => new("这笔不在银行手里，或先前回的结果不同", "not with the bank, or it said something else before"),
        UnmatchedFaults.Contradicts => new("账号或户名不是这一户的", "the account or the name is not the household's"),
        UnmatchedFaults.TooEarly => new("结果的日期在送银行之前", "dated before the payment went to the bank"),
        UnmatchedFaults.SaysBoth => new("同一份文件自相矛盾：这一笔又写到账，又写退回",
            "the file contradicts itself: this payment arrived, and it came back"),
        UnmatchedFaults.Masked => new("账号被银行遮住了几位，户名、金额、尾号像是这一户", "the account is masked; what it shows looks like this household's"),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "no fault of a bank's row"),
    };
}
