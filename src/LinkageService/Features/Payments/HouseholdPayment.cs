using LinkageService.Storage.Payments;

namespace LinkageService.Features.Payments;

/// <summary>The payment of a household: its attempts, of which the last one counts.</summary>
/// <param name="Attempts">First to last, at least one; of a list only the last.</param>
public sealed record HouseholdPayment(IReadOnlyList<PaymentAttemptRow> Attempts)
{
    /// <summary>The attempt that counts.</summary>
    public PaymentAttemptRow Last => Attempts[^1];

    /// <summary>Account numbers in full, by attempt, where the caller may see them; null shows them masked.</summary>
    public IReadOnlyList<string?>? Revealed { get; init; }
}
