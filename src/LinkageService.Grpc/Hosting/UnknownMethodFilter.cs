using Grpc.AspNetCore.Server;
using LinkageService.Grpc.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LinkageService.Grpc.Hosting;

/// <summary>
/// Answers calls that no endpoint takes, behind everything else in the pipeline. A catch-all route would instead
/// turn 404 and 405 of other routes into each other.
/// </summary>
internal sealed class UnknownMethodFilter(
    ServiceCatalogue catalogue, IOptions<GrpcServiceOptions> options, ILogger<UnknownMethodFilter> logger)
    : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        next(application);
        application.Use(AnswerAsync);
    };

    private Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        var path = http.Request.Path.Value ?? "";
        var serviceExists = catalogue.Serves(path);
        if (http.GetEndpoint() is not null
            || !HttpMethods.IsPost(http.Request.Method)
            || !GrpcHeaders.IsGrpc(http.Request.ContentType)
            || (!serviceExists && options.Value.IgnoreUnknownServices is true))
        {
            return next(http);
        }

        if (!Refusal.Refuses(http, logger))
        {
            Refusal.Unimplemented(http, logger, serviceExists);
        }

        return Task.CompletedTask;
    }
}
