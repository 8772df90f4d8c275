using OpenTelemetry.Exporter;

namespace LinkageService.Configuration;

/// <summary>Where traces, metrics and logs go: section <c>Telemetry</c> of the configuration. Off, nothing is made or sent.</summary>
/// <param name="Endpoint">The collector they are sent to; null where the variables of OpenTelemetry say, or nobody does.</param>
/// <param name="Protocol">How it is spoken to.</param>
/// <param name="Sends">Whether they are sent.</param>
/// <param name="ServesMetrics">Whether <c>/metrics</c> is served.</param>
internal sealed record TelemetrySettings(Uri? Endpoint, OtlpExportProtocol Protocol, bool Sends, bool ServesMetrics)
{
    private const string EndpointKey = "Telemetry:OtlpEndpoint";

    // The name that every program with OpenTelemetry reads, and the one that switches all of them off.
    private const string StandardEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string StandardSwitch = "OTEL_SDK_DISABLED";

    /// <summary>Nothing goes anywhere.</summary>
    public static TelemetrySettings Off { get; } = new(Endpoint: null, OtlpExportProtocol.Grpc, Sends: false, ServesMetrics: false);

    /// <summary>Whether anything is made.</summary>
    public bool IsOn => Sends || ServesMetrics;

    /// <summary>Reads the section.</summary>
    /// <exception cref="BadSettingException">A value cannot be used.</exception>
    public static TelemetrySettings Read(IConfiguration configuration)
    {
        var endpoint = ReadEndpoint(configuration);
        var isOff = string.Equals(configuration[StandardSwitch], "true", StringComparison.OrdinalIgnoreCase);
        return new TelemetrySettings(
            endpoint, Settings.OneOf(configuration, "Telemetry:OtlpProtocol", OtlpExportProtocol.Grpc),
            !isOff && (endpoint is not null || !string.IsNullOrEmpty(configuration[StandardEndpoint])),
            !isOff && Settings.IsTrue(configuration, "Telemetry:Metrics", standard: false));
    }

    private static Uri? ReadEndpoint(IConfiguration configuration) => configuration[EndpointKey] is not { Length: > 0 } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new BadSettingException(
            EndpointKey, text, "http:// 或 https:// 加接收端的地址，如 http://127.0.0.1:4317",
            "http:// or https:// and the address of a collector, such as http://127.0.0.1:4317");
}
