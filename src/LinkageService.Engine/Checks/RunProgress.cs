using LinkageService.Engine.Checks.Facts;

namespace LinkageService.Engine.Checks;

/// <summary>How far a stored run has come.</summary>
public sealed record RunProgress
{
    /// <summary>The first day of its public notice; null before.</summary>
    public DateOnly? DisclosedOn { get; init; }

    /// <summary>The vote that was noted; null before.</summary>
    public MeetingFacts? Meeting { get; init; }

    /// <summary>The digest that was approved; null before.</summary>
    public string? ApprovedDigest { get; init; }

    /// <summary>The day of the approval; null before.</summary>
    public DateOnly? ApprovedOn { get; init; }

    /// <summary>The day of the payment; null before.</summary>
    public DateOnly? PaidOn { get; init; }

    /// <summary>Fen of earlier corrections by household: positive is paid on top of what the run gives, negative held back.</summary>
    public IReadOnlyDictionary<string, long> SettledFen { get; init; } = new Dictionary<string, long>();

    /// <summary>Fen of tax and debts that are taken from what the run pays, by household.</summary>
    public IReadOnlyDictionary<string, long> WithheldFen { get; init; } = new Dictionary<string, long>();

    /// <summary>Fen that a correction pays, by household; null for a distribution, which pays its figures and what these two say.</summary>
    public IReadOnlyDictionary<string, long>? CorrectionFen { get; init; }

    /// <summary>The digest of the run.</summary>
    public string? Digest { get; init; }

    /// <summary>Who made or submitted it and who approved it, by the names they sign in with.</summary>
    public IReadOnlyList<string> People { get; init; } = [];
}
