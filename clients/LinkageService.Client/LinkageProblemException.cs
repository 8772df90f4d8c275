using System.Globalization;
using System.Text.Json;

namespace LinkageService.Client;

/// <summary>
/// The service refused a request, and says why: <see cref="Code"/> is one of the closed list in docs/errors.md and never renamed. An answer
/// that does not come from the service itself, such as one of a proxy, has no code.
/// </summary>
public class LinkageProblemException : Exception
{
    /// <summary>An answer that is no success. The generated client makes these.</summary>
    /// <param name="message">What the generator says of it.</param>
    /// <param name="statusCode">HTTP status.</param>
    /// <param name="response">The body as it came, where it was read as text.</param>
    /// <param name="headers">Headers of the answer.</param>
    /// <param name="innerException">Why the answer could not be read; null where it could.</param>
    public LinkageProblemException(
        string message, int statusCode, string? response, IReadOnlyDictionary<string, IEnumerable<string>> headers, Exception? innerException)
        : this(message, statusCode, Read(response), headers, innerException)
    {
    }

    /// <summary>An answer whose problem was read.</summary>
    /// <param name="message">What stands for it where the problem says nothing.</param>
    /// <param name="statusCode">HTTP status.</param>
    /// <param name="problem">The problem; null where the answer is none.</param>
    /// <param name="headers">Headers of the answer.</param>
    /// <param name="innerException">Why the answer could not be read; null where it could.</param>
    protected LinkageProblemException(
        string message, int statusCode, Problem? problem, IReadOnlyDictionary<string, IEnumerable<string>> headers,
        Exception? innerException)
        : base(problem?.Detail ?? problem?.Title ?? message, innerException)
    {
        (StatusCode, Problem, Headers) = (statusCode, problem, headers);
        RetryAfter = headers.FirstOrDefault(header => string.Equals(header.Key, "Retry-After", StringComparison.OrdinalIgnoreCase)).Value
            ?.FirstOrDefault() is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>HTTP status.</summary>
    public int StatusCode { get; }

    /// <summary>The code of the answer, such as <c>approver_is_maker</c>; null where the answer is no problem of the service.</summary>
    public string? Code => Problem?.Code;

    /// <summary>Everything that is wrong, each with code, field, and message in Chinese and English; at most 100.</summary>
    public IReadOnlyCollection<ProblemEntry> Errors => Problem?.Errors is { } errors ? [.. errors] : [];

    /// <summary>How long to wait before the same request is sent again; null where time alone changes nothing.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The whole answer; null where it is no problem of the service.</summary>
    public Problem? Problem { get; }

    /// <summary>Headers of the answer.</summary>
    public IReadOnlyDictionary<string, IEnumerable<string>> Headers { get; }

    private static Problem? Read(string? response)
    {
        try
        {
            return string.IsNullOrEmpty(response) ? null : JsonSerializer.Deserialize<Problem>(response);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The same, as the generated client throws it where the document says what an answer holds.</summary>
/// <typeparam name="TResult">What that is: <see cref="Problem"/>.</typeparam>
public class LinkageProblemException<TResult> : LinkageProblemException
{
    /// <summary>An answer whose body was read.</summary>
    /// <param name="message">What stands for it where the body says nothing.</param>
    /// <param name="statusCode">HTTP status.</param>
    /// <param name="response">The body as it came; the generated client leaves it out.</param>
    /// <param name="headers">Headers of the answer.</param>
    /// <param name="result">The body.</param>
    /// <param name="innerException">What led to it.</param>
    public LinkageProblemException(
        string message, int statusCode, string? response, IReadOnlyDictionary<string, IEnumerable<string>> headers, TResult result,
        Exception? innerException)
        : base(message, statusCode, result as Problem, headers, innerException) => (Result, Response) = (result, response);

    /// <summary>The body.</summary>
    public TResult Result { get; }

    /// <summary>The body as it came, where it was kept.</summary>
    public string? Response { get; }
}
