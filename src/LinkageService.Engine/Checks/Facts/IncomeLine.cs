using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks.Facts;

/// <summary>A5: one source of the year's income.</summary>
/// <param name="Name">What the books call it.</param>
/// <param name="Kind">Where it comes from.</param>
public sealed record IncomeLine(string Name, IncomeKind Kind)
{
    /// <summary>How much came in.</summary>
    public Money? Amount { get; init; }

    /// <summary>How much of it is said to be shared out, reserve that is drawn of it included; 0 for what is kept.</summary>
    public Money? AmountInPool { get; init; }

    /// <summary>Whether members may share it.</summary>
    public Distributable? Distributable { get; init; }

    /// <summary>Of <c>conditional</c>: the resolution or agreement by which it may be shared.</summary>
    public string? Document { get; init; }

    /// <summary>The first day it is for; of a rent paid for several years at once.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day it is for.</summary>
    public DateOnly? To { get; init; }
}
