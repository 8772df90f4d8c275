using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>What compiling a document gave.</summary>
/// <param name="Scheme">The scheme; null when a problem is an error.</param>
/// <param name="Problems">Errors and warnings.</param>
public sealed record SchemeCompilation(Scheme? Scheme, IReadOnlyList<Problem> Problems);
