using LinkageService.Engine.Flows;

namespace LinkageService.Console.Components;

/// <summary>A flow of money on its way to <see cref="FlowPicture"/>: parameters of components are public.</summary>
public sealed class ShownFlow
{
    private ShownFlow(MoneyFlow flow) => Flow = flow;

    internal MoneyFlow Flow { get; }

    internal static ShownFlow? Of(MoneyFlow? flow) => flow is null ? null : new ShownFlow(flow);
}
