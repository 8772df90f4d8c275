namespace LinkageService.Tests.Goldens;

/// <summary>
/// <c>RestRequests.http</c>: what the examples of the document do not ask — books with a past, other languages and formats. Below
/// <c>### Operation</c> stand its requests, in the order in which they are sent, with an empty line between them: the request line,
/// headers, the body. Names in braces are those of <see cref="GoldenVillage.NameAsync"/>.
/// </summary>
internal static class RestRequests
{
    private static readonly Dictionary<string, string[]> ByOperation = GoldenFile.Text("RestRequests.http")
        .Split("### ", StringSplitOptions.RemoveEmptyEntries)
        .Select(section => section.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .ToDictionary(section => section[0], section => section[1..], StringComparer.Ordinal);

    /// <summary>The operations that have some.</summary>
    public static IEnumerable<string> Operations => ByOperation.Keys;

    /// <summary>Those of an operation.</summary>
    public static IReadOnlyList<string> Of(string operation) => ByOperation.GetValueOrDefault(operation, []);
}
