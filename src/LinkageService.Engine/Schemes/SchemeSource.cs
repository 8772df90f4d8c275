namespace LinkageService.Engine.Schemes;

/// <summary>Where a scheme comes from: a report with its words, or a law with its article.</summary>
/// <param name="Report">File name of the report; null for a law.</param>
/// <param name="Quote">The words.</param>
/// <param name="Page">Where in the report.</param>
/// <param name="Law">The law; null for a report.</param>
/// <param name="Article">Its article.</param>
public sealed record SchemeSource(string? Report, string? Quote, string? Page, string? Law, string? Article);
