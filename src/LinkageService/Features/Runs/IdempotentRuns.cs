using System.Collections.Concurrent;
using System.Security.Cryptography;
using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Runs;
using LinkageService.Telemetry;

namespace LinkageService.Features.Runs;

/// <summary>Stores a run once for its key: the insert of the key decides who was first.</summary>
internal static class IdempotentRuns
{
    private const string Field = IdempotencyHeaders.Key;

    private static readonly TextPattern Keys = new("[!-~]{1,128}");

    /// <summary>A key that names a request and its retries.</summary>
    public static IRuleBuilderOptions<T, string?> IsIdempotencyKey<T>(this IRuleBuilderInitial<T, string?> rule) => rule
        .Cascade(CascadeMode.Stop)
        .NotEmpty().As(ProblemCodes.MissingIdempotencyKey, Field, $"要带 {Field}：1 到 128 个可见 ASCII 字符，重试时用同一个",
            $"{Field} is wanted: 1 to 128 visible ASCII characters, the same one for a retry")
        .IsLike(Keys).As(ProblemCodes.InvalidValue, Field, key => new LocalizedText(
            $"{Field} 应为 1 到 128 个可见 ASCII 字符，得到 {key!.Length} 个字符",
            $"{Field} has 1 to 128 visible ASCII characters, got {key.Length} characters"));

    /// <summary>Whether a key can be one.</summary>
    public static bool IsKey(string? key) => key is not null && Keys.Fits(key);

    /// <summary>The run an earlier request with the key made, or null.</summary>
    /// <exception cref="RefusedException"><c>idempotency_key_reused</c>: it was another request.</exception>
    public static async Task<RunRow?> FindAsync(Session session, string organization, string key, byte[] requestDigest) =>
        await RunStore.FindKeyAsync(session, organization, key) is { } earlier
            ? await RequireSameAsync(session, earlier, requestDigest)
            : null;

    /// <summary>Stores a run, or finds the one stored before.</summary>
    /// <param name="database">Where to.</param>
    /// <param name="caller">Who makes it.</param>
    /// <param name="key">The key and what was asked.</param>
    /// <param name="prepare">The run, inside the change; may refuse, and may be called again.</param>
    /// <param name="cancellation">Stops it before it is begun.</param>
    /// <returns>The run, and whether an earlier request made it.</returns>
    public static async Task<(StoredRun Run, bool IsReplayed)> StoreAsync(
        Database database, Caller caller, IdempotencyRow key, Func<WriteSession, Task<NewRun>> prepare, CancellationToken cancellation)
    {
        try
        {
            var made = await database.WriteAsync(new Change(caller.Name, Moment.ToTime(key.CreatedAt)), async session =>
            {
                if (await RunStore.ClaimAsync(session, key) is { } earlier)
                {
                    var taken = StoredRun.Of(await RequireSameAsync(session, earlier, key.RequestDigest));
                    throw new KeyTakenException(await RepeatedRuns.WithOthersAsync(session, taken));
                }

                var run = await prepare(session);
                await RunStore.AppendAsync(session, run, DetailsOf(run.Row));
                return await RepeatedRuns.WithOthersAsync(session, StoredRun.Of(run.Row));
            }, cancellation);
            ServiceTelemetry.Stored(made.Row.Kind, made.Row.Households);
            return (made, IsReplayed: false);
        }
        catch (KeyTakenException taken)
        {
            return (taken.Run, IsReplayed: true);
        }
    }

    private static string DetailsOf(RunRow row) => JsonDetails.Of(
        ("scheme", $"{row.SchemeId}@{row.SchemeVersion}"), ("year", row.Year), ("roster", row.Roster), ("corrects", row.Corrects),
        ("policy", row.Policy), ("digest", row.Digest));

    private static async Task<RunRow> RequireSameAsync(Session session, IdempotencyRow earlier, byte[] digest)
    {
        if (!CryptographicOperations.FixedTimeEquals(earlier.RequestDigest, digest))
        {
            throw new RefusedException(Failure.Of(ProblemCodes.IdempotencyKeyReused,
                "这个 Idempotency-Key 已用于另一个请求；新的核算换一个键",
                "this Idempotency-Key was used for another request; take a new one for a new run", "Idempotency-Key"));
        }

        return await RunStore.FindAsync(session, earlier.RunId)
            ?? throw new InvalidOperationException($"The run {earlier.RunId} of a claimed key is missing.");
    }

    /// <summary>Undoes the change when another request had the key first.</summary>
    private sealed class KeyTakenException(StoredRun run) : Exception
    {
        public StoredRun Run => run;
    }
}

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
