using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Models;

/// <summary>A service that is stopped and started again on the same database, as often as a model asks.</summary>
internal sealed class RestartedService : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("linkage-model-").FullName;
    private int _organizations;

    public RunningService Service { get; private set; } = null!;

    public GrpcApi Rpc { get; private set; } = null!;

    public int Restarts { get; private set; }

    public static async Task<RestartedService> StartAsync()
    {
        var started = new RestartedService();
        await started.OpenAsync();
        return started;
    }

    /// <summary>A village that no model has seen yet.</summary>
    public async Task<string> VillageAsync()
    {
        var village = $"cun-{Interlocked.Increment(ref _organizations)}";
        await new RosterClient(Service, village).MakeAsync();
        return village;
    }

    public async Task RestartAsync()
    {
        Restarts++;
        await CloseAsync();
        await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task OpenAsync()
    {
        Service = await RunningService.StartAsync(["--Storage:Path=" + Path.Combine(_folder, "linkage.db")]);
        Rpc = new GrpcApi(Service.GrpcAddress);
    }

    private async Task CloseAsync()
    {
        Rpc.Dispose();
        await Service.DisposeAsync();
    }
}
