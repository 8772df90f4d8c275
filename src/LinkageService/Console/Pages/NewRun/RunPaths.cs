using LinkageService.Documents;

namespace LinkageService.Console.Pages.NewRun;

/// <summary>The runs a session is making, one for each organisation.</summary>
internal sealed class RunPaths(TimeProvider time)
{
    private readonly Dictionary<string, RunPath> _paths = new(StringComparer.Ordinal);

    /// <summary>The path begun earlier in this session, or a new one.</summary>
    public RunPath Of(string organization)
    {
        if (!_paths.TryGetValue(organization, out var path) || path.Saved is not null)
        {
            path = _paths[organization] = new RunPath(organization, Dates.Today(time));
        }

        return path;
    }

    /// <summary>Begins again.</summary>
    public RunPath Anew(string organization) => _paths[organization] = new RunPath(organization, Dates.Today(time));
}

/// <summary>The steps of making a run, in order.</summary>
internal enum PathStep
{
    /// <summary>Which scheme.</summary>
    Scheme = 1,

    /// <summary>Year, figures of the accounts, parameters.</summary>
    Figures = 2,

    /// <summary>Whose roster of which date.</summary>
    Roster = 3,

    /// <summary>What comes out.</summary>
    Preview = 4,

    /// <summary>Store it, hand it in.</summary>
    Save = 5,
}
