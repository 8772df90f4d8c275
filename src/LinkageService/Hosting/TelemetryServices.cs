using System.Diagnostics;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LinkageService.Hosting;

/// <summary>Sends spans, metrics and logs where the settings say, and serves <c>/metrics</c>; without them none of it is there.</summary>
internal static class TelemetryServices
{
    /// <summary>Where Prometheus reads.</summary>
    public const string MetricsPath = "/metrics";

    // Asked every few seconds by machines, or files of the console: they would bury the requests people make.
    private static readonly string[] Untraced = ["/healthz", "/readyz", MetricsPath, "/grpc.health.v1.Health", "/_", "/console."];

    public static void Add(IServiceCollection services, TelemetrySettings settings)
    {
        if (!settings.IsOn)
        {
            return;
        }

        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService("linkage", serviceVersion: typeof(TelemetryServices).Assembly.GetName().Version!.ToString(3))
                .AddEnvironmentVariableDetector())
            .WithMetrics(metrics => AddMetrics(metrics, settings));
        if (!settings.Sends)
        {
            return;
        }

        telemetry
            .WithTracing(tracing => tracing
                .AddSource(ServiceTelemetry.Name, StorageTelemetry.Name)
                .AddAspNetCoreInstrumentation(requests => requests.Filter = IsTraced)
                .AddProcessor<WithoutAddresses>())
            .WithLogging(configureBuilder: null, logs => logs.IncludeFormattedMessage = true);
        _ = settings.Endpoint is { } endpoint ? telemetry.UseOtlpExporter(settings.Protocol, endpoint) : telemetry.UseOtlpExporter();
    }

    public static void Map(WebApplication app, TelemetrySettings settings)
    {
        if (settings.ServesMetrics)
        {
            app.MapPrometheusScrapingEndpoint(
                    MetricsPath, meterProvider: null,
                    branch => branch.Use(RequireUnlimitedAsync).Use(LeaveBodyOfHeadAsync), optionsName: null)
                .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]))
                .WithName("Metrics").ExcludeFromDescription().DisableHttpMetrics().Requires(Permission.ReadMetrics);
        }
    }

    private static void AddMetrics(MeterProviderBuilder metrics, TelemetrySettings settings)
    {
        metrics.AddMeter(
            ServiceTelemetry.Name, StorageTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
            "System.Runtime");
        if (settings.ServesMetrics)
        {
            metrics.AddPrometheusExporter();
        }
    }

    private static bool IsTraced(HttpContext http) =>
        !Array.Exists(Untraced, path => http.Request.Path.Value!.StartsWith(path, StringComparison.Ordinal));

    // The figures are those of all organisations together.
    private static Task RequireUnlimitedAsync(HttpContext http, RequestDelegate next) =>
        http.Features.Get<Caller>()!.Organization is not { } organization ? next(http)
            : throw new RefusedException(Failure.Of(ProblemCodes.Forbidden,
                $"指标是全部组织合在一起的，您的密钥只管 {organization}",
                $"the metrics are those of all organisations, and your key is limited to {organization}"));

    // The exporter takes an end at the first byte for a failure of its own.
    private static Task LeaveBodyOfHeadAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.Body = HeadRequests.Is(http) ? Stream.Null : http.Response.Body;
        return next(http);
    }

    /// <summary>
    /// Takes out of a request's span what callers wrote themselves: an address may name a household or hold what was searched for. The
    /// route says which operation it was.
    /// </summary>
    private sealed class WithoutAddresses : BaseProcessor<Activity>
    {
        private static readonly string[] Written = ["url.path", "url.query", "url.full", "user_agent.original"];

        /// <inheritdoc/>
        public override void OnEnd(Activity data)
        {
            foreach (var name in Written)
            {
                data.SetTag(name, value: null);
            }
        }
    }
}
