using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>From the names callers ask about to the health checks that answer.</summary>
public sealed class ServiceMappingCollection
{
    private readonly Dictionary<string, Func<HealthCheckMapContext, bool>> mappings =
        new(StringComparer.Ordinal) { [""] = _ => true };

    /// <summary>Adds a name, or replaces what it stands for.</summary>
    /// <param name="name">A service's full name; empty for the server as a whole.</param>
    /// <param name="predicate">Chooses the checks; the service serves when none of them is unhealthy.</param>
    public void Map(string name, Func<HealthCheckMapContext, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(predicate);
        mappings[name] = predicate;
    }

    internal Func<HealthCheckMapContext, bool>? Find(string name) => mappings.GetValueOrDefault(name);
}
