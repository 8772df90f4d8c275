namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Which health checks speak for which service.</summary>
public sealed class GrpcHealthChecksOptions
{
    /// <summary>The services; to begin with, the empty name (the server as a whole) with every check.</summary>
    public ServiceMappingCollection Services { get; } = new();
}
