namespace LinkageService.Storage;

/// <summary>Something stored that is not as it was written.</summary>
/// <param name="Subject">What, such as <c>run/0197…</c> or <c>audit/17</c>.</param>
/// <param name="Zh">What is wrong, in Chinese.</param>
/// <param name="En">The same in English.</param>
public sealed record Finding(string Subject, string Zh, string En);
