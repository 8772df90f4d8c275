namespace LinkageService.Features.Payments;

/// <summary>How many, and how much.</summary>
/// <param name="Count">Households, or payments.</param>
/// <param name="Fen">Their money.</param>
public readonly record struct PaymentCount(long Count, long Fen);
