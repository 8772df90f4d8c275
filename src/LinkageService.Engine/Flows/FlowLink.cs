using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Flows;

/// <summary>Money that went from one place to another.</summary>
/// <param name="From">Id of a node.</param>
/// <param name="To">Id of a node.</param>
/// <param name="Amount">Above zero.</param>
public sealed record FlowLink(string From, string To, Money Amount);
