using System.Collections.Concurrent;

namespace LinkageService.Grpc.Hosting;

/// <summary>The services that have been mapped, by full name; for reflection and for answers to unknown methods.</summary>
internal sealed class ServiceCatalogue
{
    private readonly ConcurrentDictionary<string, Type> services = new(StringComparer.Ordinal);

    /// <summary>The types that implement the services.</summary>
    public IEnumerable<Type> ServiceTypes => services.Values;

    public void Add(string serviceName, Type serviceType) => services[serviceName] = serviceType;

    /// <summary>Whether the first segment of the path is a service here.</summary>
    public bool Serves(string path)
    {
        var end = path.IndexOf('/', 1);
        return end > 0 && services.ContainsKey(path[1..end]);
    }
}
