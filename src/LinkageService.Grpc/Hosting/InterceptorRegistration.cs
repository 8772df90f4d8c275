using LinkageService.Grpc.Hosting;

namespace Grpc.AspNetCore.Server;

/// <summary>One interceptor to run around calls.</summary>
public class InterceptorRegistration
{
    internal InterceptorRegistration(Type type, object[] arguments)
    {
        Type = type;
        Arguments = arguments;
        Factory = new CallInstanceFactory(type, arguments);
    }

    /// <summary>The interceptor's type.</summary>
    public Type Type { get; }

    /// <summary>Arguments of its constructor that do not come from the services.</summary>
    public IReadOnlyList<object> Arguments { get; }

    internal CallInstanceFactory Factory { get; }
}
