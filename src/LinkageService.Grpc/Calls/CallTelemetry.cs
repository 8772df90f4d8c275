using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;

namespace LinkageService.Grpc.Calls;

/// <summary>When a call began and its span, if anyone listens.</summary>
/// <param name="StartedAt">A timestamp of <see cref="Stopwatch"/>, or 0 when nobody measures.</param>
/// <param name="Activity">The call's span, or null.</param>
internal readonly record struct CallMeasurement(long StartedAt, Activity? Activity);

/// <summary>One span and one measurement per call, named by the OpenTelemetry conventions for rpc.</summary>
internal sealed class CallTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string SourceName = "LinkageService.Grpc";

    private static readonly ActivitySource Source = new(SourceName);

    // The boundaries the conventions advise, in seconds.
    private static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    private static readonly string[] StatusNames =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
        "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
        "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
    ];

    private readonly Histogram<double> duration;
    private readonly UpDownCounter<long> active;

    public CallTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(SourceName);
        duration = meter.CreateHistogram(
            "rpc.server.call.duration", "s", "How long calls took, from their headers to their status.", null, Buckets);
        active = meter.CreateUpDownCounter<long>(
            "rpc.server.active_calls", "{call}", "Calls that have begun and have no status yet.");
    }

    public CallMeasurement Begin(ServedMethod served)
    {
        active.Add(1);
        var activity = Source.HasListeners() ? Source.CreateActivity(served.TelemetryName, ActivityKind.Server) : null;
        if (activity is not null)
        {
            activity.SetTag("rpc.system.name", "grpc").SetTag("rpc.method", served.TelemetryName).Start();
        }

        return new CallMeasurement(duration.Enabled ? Stopwatch.GetTimestamp() : 0, activity);
    }

    public void End(ServedMethod served, CallMeasurement measurement, StatusCode code)
    {
        active.Add(-1);
        if (measurement is { StartedAt: 0, Activity: null })
        {
            return;
        }

        var status = (int)code is >= 0 and < 17 ? StatusNames[(int)code] : $"{(int)code}";
        var failed = IsServerFailure(code);
        if (measurement.StartedAt != 0)
        {
            var tags = new TagList
            {
                { "rpc.system.name", "grpc" },
                { "rpc.method", served.TelemetryName },
                { "rpc.response.status_code", status },
            };
            if (failed)
            {
                tags.Add("error.type", status);
            }

            duration.Record(Stopwatch.GetElapsedTime(measurement.StartedAt).TotalSeconds, tags);
        }

        if (measurement.Activity is { } activity)
        {
            activity.SetTag("rpc.response.status_code", status);
            if (failed)
            {
                activity.SetTag("error.type", status).SetStatus(ActivityStatusCode.Error);
            }

            activity.Dispose();
        }
    }

    // Of a server, only these codes are its own failure; the others tell the caller about the request.
    private static bool IsServerFailure(StatusCode code) => code is StatusCode.Unknown or StatusCode.DeadlineExceeded
        or StatusCode.Unimplemented or StatusCode.Internal or StatusCode.Unavailable or StatusCode.DataLoss;
}
