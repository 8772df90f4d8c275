namespace LinkageService.Grpc.Tests.Support;

/// <summary>Waits for what another thread will do soon.</summary>
public static class Eventually
{
    public static async Task HoldsAsync(Func<bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            Assert.False(patience.IsCancellationRequested, $"Not within 10 s: {what}");
            await Task.Delay(10);
        }
    }
}
