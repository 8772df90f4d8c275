namespace LinkageService.Engine.Books;

/// <summary>What moved for a household.</summary>
/// <param name="Key">Names the movement, so that it can be taken back: the bank's reference.</param>
/// <param name="Household">Id of the household it was for.</param>
/// <param name="Fen">Fen, positive in both directions.</param>
public readonly record struct BookedPayment(string Key, string Household, long Fen)
{
    /// <summary>Whether it stood among what nobody came for.</summary>
    public bool WasUnclaimed { get; init; }
}
