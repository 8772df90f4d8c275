using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Hosting;

/// <summary>Strong entity tags of things that change: the number of their last change.</summary>
internal static class EntityTag
{
    /// <summary>The tag of a revision, as <c>ETag</c> carries it.</summary>
    public static string Of(long revision) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\"{revision}\"");

    /// <summary>The header as it came; null when there is none.</summary>
    public static string? IfMatch(HttpRequest request) =>
        request.Headers.IfMatch is { Count: > 0 } header ? header.ToString() : null;

    /// <summary>Refuses a change of something that has changed since the caller read it.</summary>
    /// <param name="ifMatch">Tags of <c>If-Match</c>, <c>*</c> for any, or null when the caller did not ask.</param>
    /// <param name="revision">What is stored now; null for nothing.</param>
    /// <exception cref="RefusedException"><c>stale_revision</c>.</exception>
    public static void Check(string? ifMatch, long? revision)
    {
        if (ifMatch is null || (revision is { } now && ifMatch.Split(',', StringSplitOptions.TrimEntries).Any(tag =>
            tag is "*" || string.Equals(tag, Of(now), StringComparison.Ordinal))))
        {
            return;
        }

        var shown = revision is { } stored ? Of(stored) : "—";
        throw new RefusedException(Failure.Of(ProblemCodes.StaleRevision,
            $"您读到之后已有人改过：If-Match 为 {NumberProblems.Shorten(ifMatch)}，现在是 {shown}；重新读取后再改",
            $"somebody changed it since you read it: If-Match is {NumberProblems.Shorten(ifMatch)}, now it is {shown}; read it again",
            "If-Match"));
    }
}
