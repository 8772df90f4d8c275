using LinkageService.Documents;

namespace LinkageService.Features.Demo;

/// <summary>The days on which the demo's people did their work.</summary>
internal sealed class DemoClock : TimeProvider
{
    private DateTimeOffset _now;

    /// <summary>Half past nine in China on a date, and a second later at each look.</summary>
    public void Set(DateOnly date) => _now = Dates.InChina(date, new TimeOnly(9, 30));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        _now = _now.AddSeconds(1);
        return _now.ToUniversalTime();
    }
}
