namespace LinkageService.Console.Pages.NewRun;

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
