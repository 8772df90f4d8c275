using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Calculations;

/// <summary>Households in whatever form they were sent; they go straight into the roster's columns.</summary>
internal interface IHouseholdSource
{
    /// <summary>Adds every household, and every problem of their form.</summary>
    /// <param name="roster">Where to.</param>
    /// <param name="scheme">Whose columns they are.</param>
    /// <param name="cancellation">Stops a long roster.</param>
    void AddTo(RosterBuilder roster, Scheme scheme, CancellationToken cancellation);
}
