namespace LinkageService.Http;

/// <summary>The headers of requests that make one thing however often they are sent.</summary>
internal static class IdempotencyHeaders
{
    /// <summary>The header that names a request and its retries.</summary>
    public const string Key = "Idempotency-Key";

    /// <summary>Says that the run was made by an earlier request.</summary>
    public const string Replayed = "Idempotency-Replayed";
}
