namespace LinkageService.Engine.Checks.Facts;

/// <summary>What became of a payment.</summary>
public enum PaymentResult
{
    /// <summary>Sent, no answer yet.</summary>
    Sent,

    /// <summary>到账: arrived by bank.</summary>
    Paid,

    /// <summary>现金: paid in cash.</summary>
    PaidInCash,

    /// <summary>退票: returned by the bank.</summary>
    Returned,

    /// <summary>未领取: nobody collected it.</summary>
    Unclaimed,
}
