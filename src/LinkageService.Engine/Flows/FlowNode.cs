using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Flows;

/// <summary>A place money comes from, goes through or stays in. What is brought and comes in equals what goes out and stays.</summary>
/// <param name="Id">
/// As written in a document (<c>villagers</c>, <c>payer:company</c>, <c>fund:public_posts</c>), <c>step:id</c> for a step,
/// <c>households:all</c>, <c>households:owed</c>; with <c>#2</c> where an account is fed again out of what it gave.
/// </param>
/// <param name="Kind">What it is.</param>
/// <param name="Label">
/// Its name for people: the title of the input or step, the word of the field for an account, else the name in the document.
/// </param>
/// <param name="Brought">What begins here: the whole of a source, nothing elsewhere.</param>
/// <param name="Stays">What ends here: in funds, carried accounts and with households.</param>
/// <param name="Through">All that passes: what is brought and comes in.</param>
public sealed record FlowNode(string Id, FlowNodeKind Kind, LocalizedText Label, Money Brought, Money Stays, Money Through)
{
    /// <summary>What the step's lines are called; null for what is no step with lines.</summary>
    public string? Benefit { get; init; }
}
