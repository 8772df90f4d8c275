namespace LinkageService.Features.Life;

/// <summary>What the proofs of a run rest on, fixed when it was handed in (docs/proofs.md).</summary>
/// <param name="Key">The run's proof key, encrypted as private numbers are.</param>
/// <param name="Root">The root, as <c>sha256:…</c>.</param>
/// <param name="Households">Households under it.</param>
/// <param name="DueFen">Fen the run gives them.</param>
/// <param name="OwedFen">Fen it takes from them; only a correction does.</param>
internal sealed record StoredProof(string Key, string Root, int Households, long DueFen, long OwedFen);
