using LinkageService.Engine.Schemes;

namespace LinkageService.Tests.Cases;

/// <summary>One case of a scheme's <c>cases.yaml</c>.</summary>
/// <param name="Scheme">The id of the scheme.</param>
/// <param name="Document">The scheme's document.</param>
/// <param name="IsInLibrary">Whether the service ships the scheme, so that a request may name it.</param>
/// <param name="Title">What the case is about.</param>
/// <param name="Source">Where its figures come from.</param>
/// <param name="Why">Why they must be these.</param>
/// <param name="Year">The year computed.</param>
/// <param name="Parameters">Parameters stated, as written.</param>
/// <param name="Inputs">Figures of the year, as written.</param>
/// <param name="Households">The roster, in the order written.</param>
/// <param name="Expected">What it must come to.</param>
public sealed record SchemeCase(
    string Scheme,
    DocumentNode Document,
    bool IsInLibrary,
    string Title,
    string Source,
    string Why,
    int Year,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyDictionary<string, string> Inputs,
    IReadOnlyList<CaseHousehold> Households,
    CaseExpectation Expected)
{
    public override string ToString() => Scheme + ": " + Title;
}

/// <summary>A household of a case.</summary>
public sealed record CaseHousehold(string Id, IReadOnlyList<string> Tags, IReadOnlyDictionary<string, string> Holdings)
{
    /// <summary>What it belongs to, by label.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>What a case must come to: either all figures, or an error.</summary>
/// <param name="ErrorCode">The code of a refusal; null for a result.</param>
/// <param name="ErrorField">The field it names; null where any will do.</param>
/// <param name="Sources">Yuan by source.</param>
/// <param name="Funds">Yuan by fund.</param>
/// <param name="Carried">The funds that are carried.</param>
/// <param name="Lines">Yuan by step, by household.</param>
/// <param name="Records">Yuan by step that only records, by household; households with none are left out.</param>
public sealed record CaseExpectation(
    string? ErrorCode,
    string? ErrorField,
    IReadOnlyDictionary<string, string> Sources,
    IReadOnlyDictionary<string, string> Funds,
    IReadOnlyList<string> Carried,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Lines,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Records);
