using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Storage.Linkages;

namespace LinkageService.Features.Linkages;

/// <summary>The terms of a linkage as they are stored: a JSON object of texts.</summary>
internal static class StoredLinkageTerms
{
    /// <summary>What is stored: by name in ordinal order.</summary>
    public static string Text(IReadOnlyDictionary<string, string> terms) => JsonDetails.Of(
        terms.OrderBy(term => term.Key, StringComparer.Ordinal).Select(term => (term.Key, (object?)term.Value)).ToArray());

    /// <summary>The terms that were stored.</summary>
    public static IReadOnlyDictionary<string, string> Read(LinkageFact fact) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(fact.Terms)!;
}
