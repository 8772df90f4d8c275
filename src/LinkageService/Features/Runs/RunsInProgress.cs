using System.Collections.Concurrent;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;

namespace LinkageService.Features.Runs;

/// <summary>
/// Which idempotency keys this process is making a run for right now. A second request is told so at once instead of computing the
/// same beside the first; that a key makes one run, whichever process is asked, is held by the database (<see cref="IdempotentRuns"/>).
/// </summary>
internal sealed class RunsInProgress
{
    private readonly ConcurrentDictionary<(string Organization, string Key), bool> _keys = new();

    /// <summary>Takes the key until what is returned is disposed.</summary>
    /// <exception cref="RefusedException"><c>request_in_progress</c>: another request has it.</exception>
    public IDisposable Take(string organization, string key) => _keys.TryAdd((organization, key), value: true)
        ? new Taken(this, organization, key)
        : throw new RefusedException(Failure.Of(ProblemCodes.RequestInProgress,
            "同一个 Idempotency-Key 的请求正在办理；稍等一下原样重发，会得到那一次的结果，不会做成两次",
            "a request with this Idempotency-Key is being served; send it again as it is in a moment: it answers with what the first one "
            + "made, nothing is made twice", IdempotencyHeaders.Key));

    private sealed class Taken(RunsInProgress running, string organization, string key) : IDisposable
    {
        public void Dispose() => running._keys.TryRemove((organization, key), out _);
    }
}
