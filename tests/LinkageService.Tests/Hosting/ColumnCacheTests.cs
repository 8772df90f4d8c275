using LinkageService.Features.Households;

namespace LinkageService.Tests.Hosting;

/// <summary>Columns kept for all sessions: read once, bounded by households, the least lately used given up first.</summary>
public sealed class ColumnCacheTests
{
    private readonly List<string> _loaded = [];

    [Fact]
    public async Task GetAsync_MoreThanTheBound_GivesUpTheLeastLatelyUsed()
    {
        var kept = new ColumnCache<string, int[]>(maxHouseholds: 10, columns => columns.Length);
        foreach (var key in new[] { "a4", "b4", "a4", "c4", "a4", "c4", "b4", "c4", "a4" })
        {
            await kept.GetAsync(key, () => LoadAsync(key, 4), CancellationToken.None);
        }

        Assert.Equal(["a4", "b4", "c4", "b4", "a4"], _loaded);
        Assert.Equal(8, kept.Households);
        await kept.GetAsync("d99", () => LoadAsync("d99", 99), CancellationToken.None);
        await kept.GetAsync("d99", () => LoadAsync("d99", 99), CancellationToken.None);
        Assert.Equal(99, kept.Households);
        await kept.GetAsync("a4", () => LoadAsync("a4", 4), CancellationToken.None);
        Assert.Equal(4, kept.Households);
        Assert.Equal(["d99", "a4"], _loaded.Skip(5));
    }

    [Fact]
    public async Task GetAsync_ManyAtOnce_ReadOnceAlsoWhenTheFirstGoesAway()
    {
        var kept = new ColumnCache<string, int[]>(maxHouseholds: 10, columns => columns.Length);
        var gate = new TaskCompletionSource();
        using var first = new CancellationTokenSource();
        Task<int[]> Ask(CancellationToken cancellation) => kept.GetAsync("a", async () =>
        {
            await gate.Task;
            return await LoadAsync("a", 3);
        }, cancellation);

        var gone = Ask(first.Token);
        var waiting = Enumerable.Range(0, 8).Select(_ => Ask(CancellationToken.None)).ToArray();
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        gate.SetResult();

        var all = await Task.WhenAll(waiting);
        Assert.All(all, each => Assert.Same(all[0], each));
        Assert.Equal(["a"], _loaded);
    }

    [Fact]
    public async Task GetAsync_ReadingFails_TheNextWhoAsksTriesAgain()
    {
        var kept = new ColumnCache<string, int[]>(maxHouseholds: 10, columns => columns.Length);
        await Assert.ThrowsAsync<IOException>(() =>
            kept.GetAsync("a", () => Task.FromException<int[]>(new IOException("away")), CancellationToken.None));

        Assert.Equal(2, (await kept.GetAsync("a", () => LoadAsync("a", 2), CancellationToken.None)).Length);
        Assert.Equal(2, kept.Households);
    }

    private Task<int[]> LoadAsync(string key, int households)
    {
        _loaded.Add(key);
        return Task.FromResult(new int[households]);
    }
}
