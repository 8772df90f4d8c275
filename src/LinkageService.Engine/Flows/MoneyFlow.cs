using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Flows;

/// <summary>
/// Where the money of a run came from, which pools and steps it went through, where it ended: a picture without circles, in
/// the order in which the money moved. Records outside the run are not in it.
/// </summary>
/// <param name="Nodes">Those through which money went.</param>
/// <param name="Links">One for each pair of nodes between which money went.</param>
public sealed record MoneyFlow(IReadOnlyList<FlowNode> Nodes, IReadOnlyList<FlowLink> Links)
{
    /// <summary>The picture of a distribution.</summary>
    /// <exception cref="InvariantBrokenException">Somewhere money would be lost or made: a defect of the engine.</exception>
    public static MoneyFlow Of(Distribution distribution) => new FlowDrawing(distribution).Draw();
}
