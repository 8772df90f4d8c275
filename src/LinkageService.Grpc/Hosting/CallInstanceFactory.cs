using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Grpc.Hosting;

/// <summary>Takes a service or an interceptor from the call's scope, or makes one that is disposed with the call.</summary>
internal sealed class CallInstanceFactory(Type type, object[] arguments)
{
    private readonly Lazy<ObjectFactory> create = new(() =>
        ActivatorUtilities.CreateFactory(type, Array.ConvertAll(arguments, argument => argument.GetType())));

    public object Create(HttpContext http)
    {
        if (arguments.Length == 0 && http.RequestServices.GetService(type) is { } registered)
        {
            return registered;
        }

        var made = create.Value(http.RequestServices, arguments);
        if (made is IAsyncDisposable asynchronous)
        {
            http.Response.RegisterForDisposeAsync(asynchronous);
        }
        else if (made is IDisposable disposable)
        {
            http.Response.RegisterForDispose(disposable);
        }

        return made;
    }
}
