using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary>What came of one check of one run.</summary>
/// <param name="Check">Which.</param>
/// <param name="Status">What came of it.</param>
/// <param name="Message">On which figures it was decided, or why it was not.</param>
public sealed record CheckOutcome(LegalCheck Check, CheckStatus Status, LocalizedText Message)
{
    /// <summary>What a finding does: a rule that is not verified never blocks.</summary>
    public CheckSeverity Severity => Check.Severity == CheckSeverity.Block && Basis is { Confidence: Confidence.Verified } && !IsLenient
        ? CheckSeverity.Block
        : CheckSeverity.Warn;

    /// <summary>The rule it was held against; null where none asks for it.</summary>
    public RuleRow? Basis { get; init; }

    /// <summary>Facts that were not stated; only of <see cref="CheckStatus.Unknown"/>.</summary>
    public IReadOnlyList<MissingFact> Missing { get; init; } = [];

    /// <summary>Whether the law leaves it to the charter, so that it warns at most (cooperatives law art. 61).</summary>
    public bool IsLenient { get; init; }
}
