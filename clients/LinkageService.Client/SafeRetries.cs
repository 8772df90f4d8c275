using System.Net;
using System.Text.RegularExpressions;
using Polly;
using Polly.Retry;

namespace LinkageService.Client;

/// <summary>
/// Sends again what may be sent again: reads, and what makes something new under an <c>Idempotency-Key</c>, which is made here, once a call,
/// where the caller gives none. Every other request is sent once, except that one answered 429 changed nothing and is sent again.
/// </summary>
public sealed partial class SafeRetries : DelegatingHandler
{
    private const string KeyHeader = "Idempotency-Key";

    private static readonly ResiliencePropertyKey<HttpRequestMessage> Request = new("linkage.request");

    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    /// <summary>Tries a few times, longer and longer apart, or as long as <c>Retry-After</c> says.</summary>
    /// <param name="options">How often and how long.</param>
    public SafeRetries(LinkageClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.FirstPause,
                MaxDelay = options.LongestPause,
                ShouldHandle = arguments => ValueTask.FromResult(
                    MaySendAgain(arguments.Context.Properties.GetValue(Request, defaultValue: null!), arguments.Outcome)),
                DelayGenerator = arguments => ValueTask.FromResult(Min(arguments.Outcome.Result?.Headers.RetryAfter?.Delta, options)),
            })
            .Build();
    }

    /// <summary>Whether an operation takes an <c>Idempotency-Key</c>.</summary>
    public static bool TakesKey(HttpMethod method, string path) => method == HttpMethod.Post && Keyed().IsMatch(path);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (TakesKey(request.Method, request.RequestUri!.AbsolutePath) && !request.Headers.Contains(KeyHeader))
        {
            request.Headers.Add(KeyHeader, Guid.NewGuid().ToString("N"));
        }

        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Request, request);
        try
        {
            return await _pipeline.ExecuteAsync(
                async inner => await base.SendAsync(request, inner.CancellationToken).ConfigureAwait(false), context).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool MaySendAgain(HttpRequestMessage request, Outcome<HttpResponseMessage> outcome)
    {
        if (request.Content is not (null or ByteArrayContent))
        {
            // A stream that was read is gone.
            return false;
        }

        var isSafe = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head
            || (TakesKey(request.Method, request.RequestUri!.AbsolutePath) && request.Headers.Contains(KeyHeader));
        return outcome switch
        {
            { Exception: HttpRequestException or IOException } => isSafe,
            { Result.StatusCode: HttpStatusCode.TooManyRequests } => true,
            { Result.StatusCode: HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout } => isSafe,
            { Result: { StatusCode: HttpStatusCode.Conflict, Headers.RetryAfter: not null } } => isSafe,
            _ => false,
        };
    }

    private static TimeSpan? Min(TimeSpan? asked, LinkageClientOptions options) =>
        asked > options.LongestPause ? options.LongestPause : asked;

    [GeneratedRegex(
        "/v1/(batches|organizations/[^/]+/(runs|settlements)|runs/[^/]+:correct)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Keyed();
}
