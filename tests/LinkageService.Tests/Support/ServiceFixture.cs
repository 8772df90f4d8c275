namespace LinkageService.Tests.Support;

/// <summary>One service for all tests that do not set it up themselves.</summary>
public sealed class ServiceFixture : IAsyncLifetime
{
    public RunningService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Service = await RunningService.StartAsync();

    public async ValueTask DisposeAsync() => await Service.DisposeAsync();
}

/// <summary>Names the tests that share the service.</summary>
[CollectionDefinition(Name)]
public sealed class SharedService : ICollectionFixture<ServiceFixture>
{
    public const string Name = "service";
}
