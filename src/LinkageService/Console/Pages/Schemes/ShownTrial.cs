using LinkageService.Engine.Runs;

namespace LinkageService.Console.Pages.Schemes;

/// <summary>What was tried on its way to the part that shows it: parameters of components are public.</summary>
public sealed class ShownTrial
{
    internal ShownTrial(Distribution distribution) => Distribution = distribution;

    internal Distribution Distribution { get; }
}
