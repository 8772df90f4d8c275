namespace LinkageService.Engine;

/// <summary>Something the engine guarantees did not hold; nothing of the run may be used.</summary>
/// <param name="invariant">The guarantee in words.</param>
public sealed class InvariantBrokenException(string invariant) : Exception("Invariant broken: " + invariant);
