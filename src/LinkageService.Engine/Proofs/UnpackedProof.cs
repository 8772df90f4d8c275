namespace LinkageService.Engine.Proofs;

/// <summary>What a QR code carries, unpacked.</summary>
/// <param name="Run">The run.</param>
/// <param name="Root">What was published.</param>
/// <param name="Proof">A household's proof; null on a notice.</param>
/// <param name="Statement">What the household's slip says; null where only its hash had room, and on a notice.</param>
public sealed record UnpackedProof(ProofRun Run, ProofRoot Root, HouseholdProof? Proof, ProofStatement? Statement);
