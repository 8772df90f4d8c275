using LinkageService.Engine.Problems;
using LinkageService.Storage.Payments;

namespace LinkageService.Vocabulary;

/// <summary>Words about payments.</summary>
internal static partial class Words
{
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

    /// <summary>Why a row of a bank was put aside.</summary>
    public static LocalizedText UnmatchedFault(string fault) => fault switch
    {
        UnmatchedFaults.Unknown => new("对不上任何一户", "no payment is meant by it"),
        UnmatchedFaults.Duplicate => new("同一笔出现了两次", "the same payment twice"),
        UnmatchedFaults.Ambiguous => new("可能是几户中的一户", "several payments may be meant"),
        UnmatchedFaults.AmountDiffers => new("金额与应发的不同", "another amount than was sent"),
        UnmatchedFaults.NotExpected => new("这笔不在银行手里，或先前回的结果不同", "not with the bank, or it said something else before"),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "no fault of a bank's row"),
    };
}
