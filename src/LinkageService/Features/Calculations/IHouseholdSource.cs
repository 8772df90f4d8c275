using LinkageService.Engine.Rosters;

namespace LinkageService.Features.Calculations;

/// <summary>Households in whatever form they were sent; they go straight into the roster's columns.</summary>
internal interface IHouseholdSource
{
    /// <summary>Adds every household, and every problem of their form.</summary>
    void AddTo(RosterBuilder roster, CancellationToken cancellation);
}
