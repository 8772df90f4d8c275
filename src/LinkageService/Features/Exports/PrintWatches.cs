using System.Collections.Concurrent;
using LinkageService.Access;

namespace LinkageService.Features.Exports;

/// <summary>How far the PDFs are that somebody waits for, each under a name that their page made up.</summary>
internal sealed class PrintWatches
{
    private const int MaxName = 64;
    private const int MaxWatches = 1_000;

    private readonly ConcurrentDictionary<(string Caller, string Name), PrintProgress> _watched = new();

    /// <summary>Watches a PDF from its beginning to its end.</summary>
    /// <param name="caller">Whose page waits.</param>
    /// <param name="name">What it calls it; where it says none, or too many wait, nobody is told.</param>
    public Watch? Begin(Caller caller, string? name) => name is { Length: > 0 and <= MaxName } && _watched.Count < MaxWatches
        && _watched.TryAdd((caller.Name, name), new PrintProgress(0, 0))
        ? new Watch(_watched, (caller.Name, name))
        : null;

    /// <summary>How far it is; null where it is done, or was never begun.</summary>
    public PrintProgress? Find(Caller caller, string name) => _watched.GetValueOrDefault((caller.Name, name));

    /// <summary>A PDF that is watched.</summary>
    public sealed class Watch(
        ConcurrentDictionary<(string Caller, string Name), PrintProgress> watched, (string Caller, string Name) key)
        : IProgress<PrintProgress>, IDisposable
    {
        /// <inheritdoc/>
        public void Report(PrintProgress value) => watched[key] = value;

        /// <inheritdoc/>
        public void Dispose() => watched.TryRemove(key, out _);
    }
}
