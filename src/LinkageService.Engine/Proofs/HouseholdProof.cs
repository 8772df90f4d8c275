namespace LinkageService.Engine.Proofs;

/// <summary>That one household is in a run's root with one amount, once.</summary>
/// <param name="Run">The run.</param>
/// <param name="Root">What was published, with the totals.</param>
/// <param name="Index">The household's place in the tree, from 0.</param>
/// <param name="Leaf">The household.</param>
/// <param name="Salt">16 bytes.</param>
/// <param name="Path">The nodes beside its way to the top, from the bottom.</param>
public sealed record HouseholdProof(
    ProofRun Run, ProofRoot Root, int Index, ProofLeaf Leaf, byte[] Salt, IReadOnlyList<ProofNode> Path);
