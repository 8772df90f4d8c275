using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Telemetry;

namespace LinkageService.Access;

/// <summary>
/// Keys, tokens and passwords that were shown and opened nothing: each is logged, and more of them in a minute than people make by mistake
/// are answered 429 and not logged any more. Only failures count, by address and by the key they were meant for: a valid key is taken at
/// any time, so that nobody can lock out an office whose address or key they use.
/// </summary>
internal sealed class FailedSignIns(TimeProvider time, ILogger<FailedSignIns> log) : IDisposable
{
    /// <summary>The door where people sign in, as the log and the metrics name it.</summary>
    public const string Console = "console";

    private const int MaxInAMinute = 20;

    private static readonly FixedWindowRateLimiterOptions Window = new()
    {
        PermitLimit = MaxInAMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0,
    };

    private readonly PartitionedRateLimiter<FailedSignIn> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<FailedSignIn, int>(failed => Counter(CallerNetwork.Of(failed.Address))),
        PartitionedRateLimiter.Create<FailedSignIn, int>(failed =>
            failed.KeyId is { } id ? Counter(id) : RateLimitPartition.GetNoLimiter(-1)));

    /// <summary>Notes a failure and gives the answer: one for all reasons, and nothing of what was sent, so that whoever guesses
    /// learns nothing.</summary>
    /// <param name="http">The request.</param>
    /// <param name="door">Where the key was shown: REST, gRPC or the console.</param>
    /// <param name="keyId">The key or account that was meant; null when there is none.</param>
    /// <param name="reason">What is wrong with it, for the log.</param>
    public RefusedException Refuse(HttpContext http, string door, string? keyId, string reason)
    {
        var failed = new FailedSignIn(http.Connection.RemoteIpAddress ?? IPAddress.None, keyId);
        ServiceTelemetry.SignInFailed(door);
        using var lease = _limiter.AttemptAcquire(failed);
        if (!lease.IsAcquired)
        {
            return TooMany(http, lease);
        }

        var at = Dates.MomentText(Moment.Of(time.GetUtcNow()));
        log.SignInFailed(at, door, failed.Address, keyId ?? "-", reason);
        if (_limiter.GetStatistics(failed)?.CurrentAvailablePermits == 0)
        {
            log.SignInsLimited(failed.Address, keyId ?? "-", MaxInAMinute);
        }

        return NotSignedIn(http);
    }

    /// <summary>Refuses whoever guesses passwords from an address before the next guess is looked at. A key has 256 random bits and need
    /// not be kept from being guessed.</summary>
    /// <exception cref="RefusedException"><c>too_many_failed_sign_ins</c>.</exception>
    public void RefuseGuesses(HttpContext http)
    {
        var failed = new FailedSignIn(http.Connection.RemoteIpAddress ?? IPAddress.None, KeyId: null);
        if (_limiter.GetStatistics(failed)?.CurrentAvailablePermits == 0)
        {
            using var lease = _limiter.AttemptAcquire(failed);
            throw TooMany(http, lease);
        }
    }

    /// <summary>The answer to a request without a valid key.</summary>
    public static RefusedException NotSignedIn(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return new RefusedException(Failure.Of(ProblemCodes.Unauthenticated,
            "没有登录：请求要带 Authorization: Bearer <有效的密钥或令牌>", "not signed in: send Authorization: Bearer <a valid key or token>"));
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    private static RefusedException TooMany(HttpContext http, RateLimitLease lease)
    {
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.RetryAfter = seconds;
        return new RefusedException(Failure.Of(new Problem(ProblemCodes.TooManyFailedSignIns, "", new LocalizedText(
            $"密钥无效，而且一分钟内无效的密钥太多；{seconds} 秒后再试。有效的密钥随时可用",
            $"the key is not valid, and there were too many such within a minute; try again in {seconds} seconds. A valid key is taken "
            + "at any time"))
        {
            Figures = new Dictionary<string, string>(StringComparer.Ordinal) { ["retryAfterSeconds"] = seconds },
        }));
    }

    private static RateLimitPartition<int> Counter(object what) =>
        RateLimitPartition.GetFixedWindowLimiter(CallerNetwork.Counter(what), _ => Window);

    private readonly record struct FailedSignIn(IPAddress Address, string? KeyId);
}
