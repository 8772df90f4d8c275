namespace LinkageService.Engine.Corrections;

/// <summary>What one step gave, or changed.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Benefit">What its lines are called.</param>
/// <param name="IsRecord">Whether the amounts are only noted, outside every total.</param>
/// <param name="Amounts">Fen per household of the books.</param>
public sealed record BookStep(string Id, string Benefit, bool IsRecord, ReadOnlyMemory<long> Amounts);
