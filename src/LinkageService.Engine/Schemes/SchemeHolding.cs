using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Schemes;

/// <summary>What a household holds, delivers or works: a column of the roster.</summary>
/// <param name="Unit">Its unit, such as <c>mu</c>, <c>share</c>, <c>day</c>, <c>jin</c>, <c>yuan</c>.</param>
/// <param name="Column">Name, decimals and default.</param>
/// <param name="Title">Its name for people.</param>
public sealed record SchemeHolding(string Unit, HoldingColumn Column, LocalizedText Title)
{
    /// <summary>How a roster of dated facts gives its value; <c>record_date</c> unless the document says otherwise.</summary>
    public HoldingWeighting Weighting => Column.IsTimeWeighted ? HoldingWeighting.TimeWeighted : HoldingWeighting.RecordDate;

    /// <summary>
    /// The step whose amount in the last approved run is the value of every household of a stored roster; null for none. Only of a
    /// column in yuan with two decimals.
    /// </summary>
    public string? Carried { get; init; }

    /// <summary>
    /// The column of the member account it is: as the document states it with <c>memberAccount</c>, else by its name; null for none.
    /// </summary>
    public AccountRole? MemberAccount { get; init; }

    /// <summary>The members it counts, where the document names it without declaring it; null for a column of the village's own.</summary>
    public MemberCount? Members => Column.Members;

    /// <summary>What it is counted in, such as 亩.</summary>
    public LocalizedText UnitWords => new(Units.Words(Dimension.Of(Unit)).Zh[1..], Units.Words(Dimension.Of(Unit)).En[1..]);

    /// <summary>Its name in formulas and rosters.</summary>
    public string Name => Column.Name;
}
