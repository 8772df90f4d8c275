using System.Globalization;
using LinkageService.Engine.Schemes;

namespace LinkageService.Tests.Cases;

/// <summary>One case of a scheme's <c>cases.yaml</c>.</summary>
public sealed record SchemeCase(
    string Scheme,
    string Title,
    int Year,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyDictionary<string, string> Inputs,
    IReadOnlyList<CaseHousehold> Households,
    CaseExpectation Expected)
{
    public override string ToString() => Scheme + ": " + Title;
}

/// <summary>A household of a case.</summary>
public sealed record CaseHousehold(string Id, IReadOnlyList<string> Tags, IReadOnlyDictionary<string, string> Holdings);

/// <summary>What a case must come to: either all figures, or an error.</summary>
public sealed record CaseExpectation(
    string? ErrorCode,
    string? ErrorField,
    IReadOnlyDictionary<string, string> Sources,
    IReadOnlyDictionary<string, string> Funds,
    IReadOnlyList<string> Carried,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Lines);
