using LinkageService.Engine.Problems;
using LinkageService.Errors;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace LinkageService.Http;

/// <summary>What the caller of the API can read, as <c>Accept</c> says. A file of the console is what its address names.</summary>
internal static class AcceptHeader
{
    /// <summary>Refuses a caller who can read none of the types a response may have.</summary>
    /// <param name="request">The request. No Accept, or an empty one, asks for nothing; what is no media range fits nothing.</param>
    /// <param name="offered">Content types of the response; text is UTF-8.</param>
    /// <exception cref="RefusedException"><c>not_acceptable</c>.</exception>
    public static void Require(HttpRequest request, params IReadOnlyList<string> offered)
    {
        if (request.Headers.Accept.Count == 0 || !request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var ranges = new RequestHeaders(request.Headers).Accept;
        if (string.IsNullOrWhiteSpace(request.Headers.Accept.ToString()) || offered.Any(type => IsWanted(ranges, type)))
        {
            return;
        }

        var (shown, list) = (NumberProblems.Shorten(request.Headers.Accept.ToString()), string.Join(", ", offered));
        throw new RefusedException(Failure.Of(ProblemCodes.NotAcceptable,
            $"这里的答复是 {list}，Accept 要的是“{shown}”", $"the answer here is {list}; Accept asks for \"{shown}\"", "Accept"));
    }

    // Of the ranges that fit, the most specific decides (RFC 9110, 12.5.1).
    private static bool IsWanted(IEnumerable<MediaTypeHeaderValue> ranges, string type)
    {
        var offered = MediaTypeHeaderValue.Parse(type);
        offered.Charset = "utf-8";
        return ranges.Where(offered.IsSubsetOf).MaxBy(Specificity) is { } range && (range.Quality ?? 1) > 0;
    }

    private static int Specificity(MediaTypeHeaderValue range) =>
        range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2 + range.Parameters.Count(parameter => parameter.Name != "q");
}
