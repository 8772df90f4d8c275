namespace LinkageService.Features.Schemes;

/// <summary>Tells JSON from YAML where a transport does not say which it is.</summary>
internal static class SchemeText
{
    /// <summary>JSON starts with a brace; a YAML document of ours never does, and read as JSON it gets the clearer message.</summary>
    public static bool IsJson(string text) => text.AsSpan().TrimStart().StartsWith("{");
}
