using LinkageService.Engine.Rosters;

namespace LinkageService.Features.Runs;

/// <summary>How far a long computation has come, for a page that waits for it: written by one thread, looked at by another.</summary>
internal sealed class RunWatch
{
    private volatile RosterBuilder? _roster;
    private volatile bool _isComputing;

    /// <summary>Households read so far.</summary>
    public int HouseholdsRead => _roster?.Count ?? 0;

    /// <summary>Whether all households are read and the steps are under way.</summary>
    public bool IsComputing => _isComputing;

    /// <summary>The roster is being read.</summary>
    public void Reading(RosterBuilder roster) => _roster = roster;

    /// <summary>The roster is read.</summary>
    public void Computing() => _isComputing = true;
}
