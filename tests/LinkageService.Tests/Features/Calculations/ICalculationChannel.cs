using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Features.Calculations;

/// <summary>A way to ask for a calculation. Every one is asked every case of every scheme; a new one joins in <see
/// cref="CalculationParityTests"/>.</summary>
public interface ICalculationChannel
{
    /// <summary>Its name in failures.</summary>
    string Name { get; }

    /// <summary>Asks; null when the case cannot be said over this channel.</summary>
    Task<ChannelAnswer?> CalculateAsync(SchemeCase asked);
}

/// <summary>An answer, in the form all channels share.</summary>
/// <param name="ErrorCode">The code of a refusal; null for a result.</param>
/// <param name="ErrorField">The field of its first problem, within the document where that came along.</param>
/// <param name="Digest">The digest of a result.</param>
/// <param name="Sources">Amount by source.</param>
/// <param name="Funds">Amount by fund.</param>
/// <param name="Carried">The funds that are carried.</param>
/// <param name="Lines">Amount by step, by household: every household is there.</param>
/// <param name="Records">Amount by step that only records, by household: those that have none are not there.</param>
public sealed record ChannelAnswer(
    string? ErrorCode,
    string? ErrorField,
    string? Digest,
    IReadOnlyDictionary<string, string> Sources,
    IReadOnlyDictionary<string, string> Funds,
    IReadOnlyList<string> Carried,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Lines,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Records)
{
    private static readonly Dictionary<string, string> None = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> NoLines = new(StringComparer.Ordinal);

    public static ChannelAnswer Refused(string code, string field)
    {
        const string document = "document.";
        var place = field.StartsWith(document, StringComparison.Ordinal) ? field[document.Length..] : field;
        return new ChannelAnswer(code, place, Digest: null, None, None, [], NoLines, NoLines);
    }
}
