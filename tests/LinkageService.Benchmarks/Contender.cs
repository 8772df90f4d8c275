namespace LinkageService.Benchmarks;

/// <summary>One way to do the work.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Once">Does the whole work once, on the calling thread.</param>
internal sealed record Contender(string Name, Action Once);
