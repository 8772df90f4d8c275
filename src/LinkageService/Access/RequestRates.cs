using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using Microsoft.Net.Http.Headers;

namespace LinkageService.Access;

/// <summary>
/// How many requests one caller may make: each key has a bucket that holds ten seconds' worth of <c>Limits:RequestsPerSecond</c> and
/// fills at that rate, and so has each address for what is served without a key. One caller who asks without end is answered 429; the
/// others do not notice. Where <c>Auth:Mode</c> is Local nobody is counted: the machine's own user waits for nobody.
/// </summary>
internal sealed class RequestRates : IDisposable
{
    /// <summary>States what is left (draft-ietf-httpapi-ratelimit-headers-11).</summary>
    public const string Left = "RateLimit";

    /// <summary>States what there is in all, in how many seconds.</summary>
    public const string Policy = "RateLimit-Policy";

    /// <summary>Seconds whose requests may come at once.</summary>
    private const int BurstSeconds = 10;

    private readonly int _perSecond;
    private readonly string _policy;
    private readonly PartitionedRateLimiter<Asking>? _limiter;

    public RequestRates(Settings settings)
    {
        _perSecond = settings.Auth == AuthMode.Local ? 0 : settings.Limits.RequestsPerSecond;
        _policy = string.Create(CultureInfo.InvariantCulture, $"\"requests\";q={_perSecond * BurstSeconds};w={BurstSeconds}");
        var bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, _perSecond * BurstSeconds), TokensPerPeriod = Math.Max(1, _perSecond),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0,
        };
        _limiter = _perSecond == 0 ? null : PartitionedRateLimiter.Create<Asking, Asking>(asking =>
            RateLimitPartition.GetTokenBucketLimiter(asking, _ => bucket));
    }

    /// <summary>Counts a request, and says on its response what is left.</summary>
    /// <param name="http">Its address counts where there is no key, and its response says what is left.</param>
    /// <param name="credential">The key or account it came with; null where none is asked for.</param>
    /// <exception cref="RefusedException"><c>too_many_requests</c>: the bucket is empty.</exception>
    public void Count(HttpContext http, string? credential)
    {
        if (_limiter is null)
        {
            return;
        }

        var asking = credential is null
            ? new Asking(CallerNetwork.Counter(CallerNetwork.Of(http.Connection.RemoteIpAddress ?? IPAddress.None)), "")
            : new Asking(0, credential);
        using var lease = _limiter.AttemptAcquire(asking);
        var isRpc = http.GetEndpoint() is { } endpoint && RequireCaller.IsRpc(endpoint);
        if (!isRpc)
        {
            SayWhatIsLeft(http.Response.Headers, (int)(_limiter.GetStatistics(asking)?.CurrentAvailablePermits ?? 0));
        }

        if (!lease.IsAcquired)
        {
            throw TooMany();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter?.Dispose();

    private void SayWhatIsLeft(IHeaderDictionary headers, int left)
    {
        var untilFull = ((_perSecond * BurstSeconds) - left + _perSecond - 1) / _perSecond;
        headers[Policy] = _policy;
        headers[Left] = string.Create(CultureInfo.InvariantCulture, $"\"requests\";r={left};t={untilFull}");
    }

    private RefusedException TooMany() => new(Failure.Of(ProblemCodes.TooManyRequests,
        $"请求太密：每秒最多 {_perSecond} 个（可以一次积攒 {BurstSeconds} 秒的）；过一秒再发，什么都没有改动",
        $"too many requests: {_perSecond} a second are answered, with {BurstSeconds} seconds' worth at once; send it again in a second. "
        + "Nothing was changed"));

    // A key or an account, or one of the counters of addresses.
    private readonly record struct Asking(int Counter, string Credential);
}
