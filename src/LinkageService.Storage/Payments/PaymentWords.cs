namespace LinkageService.Storage.Payments;

/// <summary>How an attempt to pay a household stands.</summary>
public static class PaymentStates
{
    /// <summary>Not yet handed to the bank, or not yet handed over in cash.</summary>
    public const string ToPay = "to_pay";

    /// <summary>With the bank.</summary>
    public const string Sent = "sent";

    /// <summary>In the account, as the bank says.</summary>
    public const string Paid = "paid";

    /// <summary>Sent back by the bank.</summary>
    public const string Returned = "returned";

    /// <summary>Received in cash and signed by the household itself.</summary>
    public const string Signed = "signed";

    /// <summary>Received in cash and signed by somebody in its place.</summary>
    public const string Collected = "collected";

    /// <summary>Nobody came for it: it stays with the organisation until somebody does.</summary>
    public const string Unclaimed = "unclaimed";

    /// <summary>Given up before it was sent, for a later attempt.</summary>
    public const string Replaced = "replaced";

    /// <summary>Those a payment can stand in: all but <see cref="Replaced"/>, which its latest attempt never is.</summary>
    public static IReadOnlyList<string> All { get; } = [ToPay, Sent, Paid, Returned, Signed, Collected, Unclaimed];

    /// <summary>Those with which a run can be closed.</summary>
    public static IReadOnlyList<string> Settled { get; } = [Paid, Signed, Collected, Unclaimed];
}

/// <summary>How the money goes to a household.</summary>
public static class PaymentChannels
{
    /// <summary>To an account.</summary>
    public const string Bank = "bank";

    /// <summary>By hand, against a signature.</summary>
    public const string Cash = "cash";

    /// <summary>Both.</summary>
    public static IReadOnlyList<string> All { get; } = [Bank, Cash];
}

/// <summary>Why a row of a bank was put aside.</summary>
public static class UnmatchedFaults
{
    /// <summary>No payment of the run is meant by it.</summary>
    public const string Unknown = "unknown";

    /// <summary>The same list has a row about the payment before it that says the same.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Several payments may be meant by it.</summary>
    public const string Ambiguous = "ambiguous";

    /// <summary>The amount is not that of the payment.</summary>
    public const string AmountDiffers = "amount_differs";

    /// <summary>The payment was not with the bank, or the bank said something else of it before.</summary>
    public const string NotExpected = "not_expected";

    /// <summary>Its account or name is not that of the household it states.</summary>
    public const string Contradicts = "contradicts";

    /// <summary>It is dated before the payment went to the bank.</summary>
    public const string TooEarly = "too_early";

    /// <summary>The same list says of the payment both that it arrived and that it came back.</summary>
    public const string SaysBoth = "says_both";

    /// <summary>Its account is masked; what it shows fits one payment alone, which is named and left as it was.</summary>
    public const string Masked = "masked";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Unknown, Duplicate, Ambiguous, AmountDiffers, NotExpected, Contradicts, TooEarly, SaysBoth, Masked];
}
