using System.Net;
using System.Text.RegularExpressions;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Errors;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Net.Http.Headers;

namespace LinkageService.Http;

/// <summary>Nothing answers a bare status: whatever goes wrong behind this is answered with a documented code.</summary>
internal sealed class FailureResponses(RequestDelegate next, ProblemResponse answer, Limits limits, ILogger<FailureResponses> log)
{
    // nginx's number for a caller who went away; nobody sees it but the request log.
    private const int CallerWentAway = 499;

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (!http.Response.HasStarted && http.Response.StatusCode >= StatusCodes.Status400BadRequest && !IsOfRpc(http))
            {
                if (http.Response.StatusCode == StatusCodes.Status504GatewayTimeout && HttpProtocol.IsHttp11(http.Request.Protocol))
                {
                    // The rest of its body may never come.
                    http.Response.Headers.Connection = "close";
                }

                await WriteAsync(http, OfStatus(http));
            }
        }
        catch (Exception exception) when (http.RequestAborted.IsCancellationRequested
            && exception is OperationCanceledException or IOException)
        {
            if (!http.Response.HasStarted && !IsOfRpc(http))
            {
                http.Response.StatusCode = CallerWentAway;
            }
        }
        catch (Exception exception) when (OfException(exception) is { } failure && !http.Response.HasStarted)
        {
            await WriteAsync(http, failure);
        }
        catch (Exception exception) when (OfException(exception) is { } failure && JsonLines.IsBegun(http))
        {
            await answer.WriteLineAsync(http, failure);
        }
        catch (Exception exception)
        {
            log.RequestFailed(exception, http.Request.Method, RouteOf(http), http.TraceIdentifier);
            if (JsonLines.IsBegun(http))
            {
                await answer.WriteLineAsync(http, RequestFailures.Internal());
                return;
            }

            if (http.Response.HasStarted)
            {
                // The caller must not take half a response for a whole one.
                http.Abort();
                return;
            }

            http.Response.Clear();
            await WriteAsync(http, RequestFailures.Internal());
        }
    }

    // An address may name a household or hold what was searched for; the log has the route.
    private static string RouteOf(HttpContext http) =>
        http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route } ? route : "(no route)";

    private Task WriteAsync(HttpContext http, Failure failure) => IsOfPerson(http)
        ? FailurePage.WriteAsync(http, failure, answer.Catalogue)
        : answer.WriteAsync(http, failure);

    // A person gets a page: of what belongs to the console, and where they typed or followed an address that nothing is at.
    // Everything under /v1 is an API.
    private static bool IsOfPerson(HttpContext http) => http.GetEndpoint() is { } endpoint
        ? ConsoleConventions.IsConsole(endpoint)
        : HttpMethods.IsGet(http.Request.Method)
            && !http.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase)
            && http.Request.Headers.Accept.ToString().StartsWith("text/html", StringComparison.OrdinalIgnoreCase);

    // The gRPC runtime answers what is no call by itself, with a gRPC status among the headers.
    private static bool IsOfRpc(HttpContext http) => http.GetEndpoint() is { } endpoint && RequireCaller.IsRpc(endpoint);

    private Failure OfStatus(HttpContext http) => (HttpStatusCode)http.Response.StatusCode switch
    {
        HttpStatusCode.NotFound => RequestFailures.NotFound(http.Request.Path),
        HttpStatusCode.MethodNotAllowed => MethodNotAllowed(http),
        HttpStatusCode.UnsupportedMediaType => RequestFailures.UnsupportedMediaType(http.Request.ContentType, "application/json"),
        HttpStatusCode.GatewayTimeout => RequestFailures.TookTooLong(limits.RequestSeconds),
        < HttpStatusCode.InternalServerError => Refused("HTTP " + http.Response.StatusCode),
        _ => RequestFailures.Internal(),
    };

    // HEAD is taken wherever GET is, which routing does not know. It names the methods of acts at such an address too, {run}:submit.
    private static Failure MethodNotAllowed(HttpContext http)
    {
        var taken = MethodsAt(http);
        var named = http.Response.Headers.GetCommaSeparatedValues(HeaderNames.Allow);
        var allowed = taken.Count == 0 ? named : Array.FindAll(named, taken.Contains);
        http.Response.Headers.Allow = string.Join(", ", allowed.Contains(HttpMethods.Get) ? [.. allowed, HttpMethods.Head] : allowed);
        return RequestFailures.MethodNotAllowed(http.Request.Method, http.Request.Path, http.Response.Headers.Allow.ToString());
    }

    private static HashSet<string> MethodsAt(HttpContext http) =>
    [
        .. http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => new TemplateMatcher(new RouteTemplate(route.RoutePattern), new RouteValueDictionary())
                .TryMatch(http.Request.Path, new RouteValueDictionary()))
            .SelectMany(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []),
    ];

    private static Failure Refused(string status) => RequestFailures.Malformed(status, status);

    private Failure StorageUnavailable(Storage.StorageUnavailableException exception)
    {
        log.StorageUnavailable(exception.Message);
        return RequestFailures.StorageUnavailable(exception);
    }

    private Failure? OfException(Exception exception) => exception switch
    {
        RefusedException refused => refused.Failure,
        Storage.StorageUnavailableException unavailable => StorageUnavailable(unavailable),
        RegexMatchTimeoutException slow => RequestFailures.TookTooLong(slow.MatchTimeout.TotalSeconds),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => RequestFailures.BodyTooLarge(limits.MaxBodyBytes),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => RequestFailures.TooSlow(),
        BadHttpRequestException => RequestFailures.Malformed(
            "正文没有到齐，或分块格式不对", "the body ended early, or its chunks are malformed"),
        _ => null,
    };
}
