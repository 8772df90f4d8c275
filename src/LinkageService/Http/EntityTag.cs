using System.Globalization;
using System.IO.Hashing;
using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using Microsoft.Net.Http.Headers;

namespace LinkageService.Http;

/// <summary>
/// Entity tags. A change answers with the revision it made: <c>"3"</c>. What is read answers with that and a hash of the response,
/// <c>"3-5f0c9a…"</c>, because a response may say more than its revision knows; a change takes either, and compares the revision.
/// </summary>
internal static class EntityTag
{
    private const int HashBytes = 12;

    /// <summary>The tag of a revision, as <c>ETag</c> carries it.</summary>
    public static string Of(long revision) => string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");

    /// <summary>The tag of a response: another whenever the response is another.</summary>
    /// <param name="revision">Of what it shows; null for what is never changed by a caller.</param>
    /// <param name="answer">The whole body.</param>
    public static string Of(long? revision, ReadOnlySpan<byte> answer)
    {
        var text = Convert.ToHexStringLower(XxHash128.Hash(answer).AsSpan(0, HashBytes));
        return revision is { } number ? string.Create(CultureInfo.InvariantCulture, $"\"{number}-{text}\"") : $"\"{text}\"";
    }

    /// <summary>The header as it came; null when there is none.</summary>
    /// <exception cref="RefusedException">It is there and empty, which is no condition anybody meant.</exception>
    public static string? IfMatch(HttpRequest request) => request.Headers.IfMatch is not { Count: > 0 } header ? null
        : string.IsNullOrWhiteSpace(header.ToString()) ? throw NoTag(header.ToString(), "If-Match")
        : header.ToString();

    /// <summary>The header as it came; null when there is none.</summary>
    public static string? IfNoneMatch(HttpRequest request) =>
        request.Headers.IfNoneMatch is { Count: > 0 } header ? header.ToString() : null;

    /// <summary>Gives the response its tag. True when the caller has it already: 304, without a body.</summary>
    /// <remarks>The tag of a response that may be compressed is weak, because compressed it is not the same bytes.</remarks>
    public static bool IsKnown(HttpContext http, string tag)
    {
        var isWeak = http.GetEndpoint()?.Metadata.GetMetadata<CompressibleResponse>() is not null;
        var current = new EntityTagHeaderValue(tag, isWeak);
        http.Response.Headers.ETag = current.ToString();
        if (http.Request.Headers.IfNoneMatch.Count == 0 || !http.Request.GetTypedHeaders().IfNoneMatch.Any(known => Fits(known, current)))
        {
            return false;
        }

        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    /// <summary>Refuses a change of something that has changed since the caller read it.</summary>
    /// <param name="ifMatch">Tags of <c>If-Match</c>, <c>*</c> for any, or null when the caller did not ask.</param>
    /// <param name="revision">What is stored now; null for nothing.</param>
    /// <exception cref="RefusedException"><c>stale_revision</c>; <c>invalid_value</c> for what is no tag.</exception>
    public static void Check(string? ifMatch, long? revision)
    {
        RequireTags(ifMatch, "If-Match");
        if (ifMatch is null || (revision is { } now && ifMatch.Split(',', StringSplitOptions.TrimEntries).Any(tag => IsOf(tag, now))))
        {
            return;
        }

        var shown = Shown(revision);
        throw new RefusedException(Failure.Of(ProblemCodes.StaleRevision,
            $"您读到之后已有人改过：If-Match 为 {NumberProblems.Shorten(ifMatch)}，现在是 {shown}；重新读取后再改",
            $"somebody changed it since you read it: If-Match is {NumberProblems.Shorten(ifMatch)}, now it is {shown}; read it again",
            "If-Match"));
    }

    /// <summary>Refuses a change of something that was not to be there.</summary>
    /// <param name="ifNoneMatch">Tags of <c>If-None-Match</c>, <c>*</c> for any, or null when the caller did not ask.</param>
    /// <param name="revision">What is stored now; null for nothing.</param>
    /// <exception cref="RefusedException"><c>already_exists</c>; <c>invalid_value</c> for what is no tag.</exception>
    public static void CheckNew(string? ifNoneMatch, long? revision)
    {
        if (RequireTags(ifNoneMatch, "If-None-Match") is { } tags && revision is { } now && tags.Any(tag => IsOf(tag.Tag.ToString(), now)))
        {
            throw new RefusedException(Failure.Of(ProblemCodes.AlreadyExists,
                $"已经有了，ETag 是 {Shown(now)}；If-None-Match 要求没有", $"it is there already, its ETag is {Shown(now)}; "
                + "If-None-Match wants it not to be", "If-None-Match"));
        }
    }

    // Null for no header. A bare number is no tag: it is not as if somebody had been faster.
    private static IList<EntityTagHeaderValue>? RequireTags(string? header, string name)
    {
        if (header is null)
        {
            return null;
        }

        if (EntityTagHeaderValue.TryParseStrictList([header], out var tags))
        {
            return tags;
        }

        throw NoTag(header, name);
    }

    private static RefusedException NoTag(string header, string name)
    {
        var got = NumberProblems.Shorten(header);
        return new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
            $"{name} 应为 * 或带引号的 ETag，如 \"3\"，得到“{got}”", $"{name} is * or ETags in quotes, such as \"3\", got \"{got}\"", name));
    }

    // The tag of the revision, with or without the hash of a response.
    private static bool IsOf(string tag, long revision)
    {
        var bare = Of(revision);
        return tag is "*" || string.Equals(tag, bare, StringComparison.Ordinal)
            || (tag.StartsWith(bare[..^1] + "-", StringComparison.Ordinal) && tag is ['"', .., '"']);
    }

    // Weak comparison (RFC 9110, 13.1.2).
    private static bool Fits(EntityTagHeaderValue known, EntityTagHeaderValue current) =>
        known.Tag == "*" || known.Compare(current, useStrongComparison: false);

    private static string Shown(long? revision) => revision is { } stored ? Of(stored) : "—";
}
