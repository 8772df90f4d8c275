namespace LinkageService.Vocabulary;

/// <summary>The next act of a run's life.</summary>
internal static class RunActs
{
    /// <summary>Hand a draft in.</summary>
    public const string Submit = "submit";

    /// <summary>Put what was handed in on public notice.</summary>
    public const string Disclose = "disclose";

    /// <summary>Answer objections.</summary>
    public const string Answer = "answer";

    /// <summary>Approve what was on notice.</summary>
    public const string Approve = "approve";

    /// <summary>Note the payment of what was approved.</summary>
    public const string Pay = "pay";

    /// <summary>Close what was paid.</summary>
    public const string Close = "close";
}
