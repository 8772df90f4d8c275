using LinkageService.Storage.Payments;

namespace LinkageService.Features.Payments;

/// <summary>What became of one row of a bank's results.</summary>
/// <param name="Result">What the bank said.</param>
/// <param name="Became">One of <see cref="Paid"/> and the others.</param>
/// <param name="Attempt">The payment that is meant, as it stands now; null where none is.</param>
/// <param name="Fault">Why it was put aside: one of <see cref="UnmatchedFaults"/>; null unless it was.</param>
internal sealed record ResultLine(PaymentResult Result, string Became, PaymentAttemptRow? Attempt, string? Fault)
{
    /// <summary>It has arrived.</summary>
    public const string Paid = "paid";

    /// <summary>It came back.</summary>
    public const string Returned = "returned";

    /// <summary>That was known already.</summary>
    public const string Repeated = "repeated";

    /// <summary>The bank says nothing yet.</summary>
    public const string Pending = "pending";

    /// <summary>It fits no payment as it stands, and is kept in the list of rows put aside.</summary>
    public const string PutAside = "put_aside";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Paid, Returned, Repeated, Pending, PutAside];
}
