namespace LinkageService.Engine.Proofs;

/// <summary>One line of a household's statement, as its slip shows it.</summary>
/// <param name="Step">The step that gave it; empty for what is settled of earlier runs.</param>
/// <param name="Title">What the slip calls it.</param>
/// <param name="AmountFen">Fen; negative for a deduction.</param>
/// <param name="IsRecord">Whether it is only noted, outside the total.</param>
public sealed record ProofLine(string Step, string Title, long AmountFen, bool IsRecord = false)
{
    /// <summary>Holding units times price before rounding; null where the line is not of one price.</summary>
    public ProofPrice? Price { get; init; }
}
