namespace LinkageService.Engine.Proofs;

/// <summary>One household in the tree; those who get nothing are in it too, so that one left out is seen.</summary>
/// <param name="Household">Its id.</param>
/// <param name="DueFen">Fen the run pays it, 0 to 2^53 − 1.</param>
/// <param name="OwedFen">Fen the run asks back, 0 to 2^53 − 1; 0 but in a correction.</param>
/// <param name="StatementHash">SHA-256 of what its slip says: <see cref="ProofStatement.Hash"/>.</param>
public sealed record ProofLeaf(string Household, long DueFen, long OwedFen, byte[] StatementHash);
