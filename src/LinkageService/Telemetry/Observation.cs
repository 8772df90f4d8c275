using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LinkageService.Telemetry;

/// <summary>A piece of work while it goes on: its span, and its duration when it ends.</summary>
internal sealed class Observation : IDisposable
{
    // What OpenTelemetry calls an error that has no name of its own.
    private const string Other = "_OTHER";

    private readonly Activity? _span;
    private readonly Histogram<double>? _duration;
    private readonly (string Name, string Value)? _tag;
    private readonly long _began = Stopwatch.GetTimestamp();
    private string? _error = Other;

    private Observation(Activity? span, Histogram<double>? duration, (string Name, string Value)? tag) =>
        (_span, _duration, _tag) = (span, duration, tag);

    /// <summary>Begins; null while nobody listens.</summary>
    public static Observation? Begin(
        ActivitySource spans, string name, Histogram<double>? duration, (string Name, string Value)? tag)
    {
        var span = spans.StartActivity(name);
        if (tag is { } said)
        {
            span?.SetTag(said.Name, said.Value);
        }

        return span is null && duration is not { Enabled: true } ? null : new Observation(span, duration, tag);
    }

    /// <summary>Says how it ended; work that never says so failed.</summary>
    /// <param name="error">The code it was refused with; null when it went well.</param>
    public void Ended(string? error = null) => _error = error;

    /// <inheritdoc/>
    public void Dispose()
    {
        var tags = default(TagList);
        if (_tag is { } tag)
        {
            tags.Add(tag.Name, tag.Value);
        }

        if (_error is { } error)
        {
            tags.Add("error.type", error);
            _span?.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
        }

        _duration?.Record(Stopwatch.GetElapsedTime(_began).TotalSeconds, tags);
        _span?.Dispose();
    }
}
