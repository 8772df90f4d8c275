namespace LinkageService.Engine.Proofs;

/// <summary>One household of the full list.</summary>
/// <param name="Leaf">The household.</param>
/// <param name="Salt">16 bytes.</param>
public sealed record ListedHousehold(ProofLeaf Leaf, byte[] Salt);
