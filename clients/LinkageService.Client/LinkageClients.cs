using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Client;

/// <summary>Clients of REST that are ready to be used.</summary>
public static class LinkageClients
{
    /// <summary>Adds <see cref="ILinkageClient"/>, with the connections of the application's own factory.</summary>
    /// <param name="services">Those of the application.</param>
    /// <param name="options">Where the service is, and as whom it is called.</param>
    /// <returns>For more handlers.</returns>
    public static IHttpClientBuilder AddLinkageClient(this IServiceCollection services, LinkageClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return services.AddHttpClient<ILinkageClient, LinkageClient>(http => http.BaseAddress = options.Address)
            .AddHttpMessageHandler(() => new SafeRetries(options))
            .AddHttpMessageHandler(() => new Bearer(options));
    }

    /// <summary>A client without an application around it.</summary>
    /// <param name="options">Where the service is, and as whom it is called.</param>
    /// <param name="inner">What sends requests; a handler of its own unless stated.</param>
    /// <returns>The client, to be kept and used by all.</returns>
    public static ILinkageClient Create(LinkageClientOptions options, HttpMessageHandler? inner = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var sending = new Bearer(options)
        {
            InnerHandler = inner ?? new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) },
        };
        return new LinkageClient(new HttpClient(new SafeRetries(options) { InnerHandler = sending }) { BaseAddress = options.Address });
    }

    // Asked at every try: a token may have expired meanwhile.
    private sealed class Bearer(LinkageClientOptions options) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (options.Token is { } token)
            {
                request.Headers.Authorization =
                    new AuthenticationHeaderValue("Bearer", await token(cancellationToken).ConfigureAwait(false));
            }

            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }
}
