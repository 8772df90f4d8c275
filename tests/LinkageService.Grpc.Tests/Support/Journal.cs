using System.Collections.Concurrent;

namespace LinkageService.Grpc.Tests.Support;

/// <summary>What happened, in order.</summary>
public class Journal<T>
{
    private readonly ConcurrentQueue<T> entries = new();

    public IReadOnlyList<T> Entries => [.. entries];

    public void Add(T entry) => entries.Enqueue(entry);

    public int Count(T entry) => entries.Count(each => Equals(each, entry));
}

/// <summary>What happened, in words.</summary>
public sealed class Journal : Journal<string>;
