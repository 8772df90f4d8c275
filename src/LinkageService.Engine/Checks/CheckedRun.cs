using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;

namespace LinkageService.Engine.Checks;

/// <summary>A run as checks see it: its figures, the rules that bind it, and everything that is known beside it.</summary>
public sealed record CheckedRun
{
    /// <summary>What the organisation is, such as <c>rural_collective</c>.</summary>
    public required string LegalForm { get; init; }

    /// <summary>Code of its division; empty when not stated.</summary>
    public string Region { get; init; } = "";

    /// <summary>The date whose roster is paid, and whose law counts.</summary>
    public required DateOnly RecordDate { get; init; }

    /// <summary>The year of the accounts.</summary>
    public int Year { get; init; }

    /// <summary>The present date.</summary>
    public DateOnly Today { get; init; }

    /// <summary>The sums of the run.</summary>
    public required RunFigures Figures { get; init; }

    /// <summary>The other distributions of the year that were approved, as their corrections left them.</summary>
    public IReadOnlyList<RunFigures> Others { get; init; } = [];

    /// <summary>Whether <see cref="OfYear"/> has more than the run itself.</summary>
    public bool CountsOthers => Others.Count > 0 && Facts.Statement?.Net is not null;

    /// <summary>
    /// The sums of the run with those of <see cref="Others"/>, where a statement says what the year brought: they share out the same
    /// surplus. Without one each stands beside its own income.
    /// </summary>
    public RunFigures OfYear => CountsOthers ? Others.Aggregate(Figures, (sum, other) => sum.Plus(other)) : Figures;

    /// <summary>What members got by <see cref="Others"/>, where they count.</summary>
    public Money PaidByOthers => OfYear.Members - Figures.Members;

    /// <summary>The rules that bind it.</summary>
    public LegalRules Rules { get; init; } = LegalRules.None;

    /// <summary>What was stated beside it.</summary>
    public LegalFacts Facts { get; init; } = LegalFacts.Unknown;

    /// <summary>What the stored roster says of persons; null for households that came with the request.</summary>
    public PersonsSummary? Persons { get; init; }

    /// <summary>How far a stored run has come; null for a calculation.</summary>
    public RunProgress? Progress { get; init; }

    /// <summary>The distribution of the year before; null where none stands or nobody looked.</summary>
    public EarlierRun? Earlier { get; init; }

    /// <summary>What the service itself found of the run, by code; null where it did not look.</summary>
    public IReadOnlyList<ServiceFinding>? ServiceFindings { get; init; }

    /// <summary>
    /// What a sum of the law comes to: by the statement of the year where it is stated, else by the run itself, between two bounds where
    /// a fund of the scheme may or may not be the organisation's own; null where it cannot be told.
    /// </summary>
    public MoneyRange? BaseOf(DistributionBase of) => of switch
    {
        DistributionBase.NetIncome => MoneyRange.Of(Facts.Statement?.Net),
        DistributionBase.DistributableBeforeReserve => Before,
        DistributionBase.DistributableToMembers => Before is { } before ? before - OfYear.Drawn : null,
        DistributionBase.DistributableStatutory => YearSurplus - OfYear.Drawn,
        DistributionBase.DistributableForm => OpeningBalance is { } opening && TransferredIn is { } transferred
            ? YearSurplus + opening + transferred - OfYear.Of(FundRole.Reserve) - OfYear.Of(FundRole.Welfare)
            : null,
        _ => throw new UnreachableException(),
    };

    /// <summary>年初未分配收益（盈余） as stated for this year, else as the last year closed; negative for losses; null for neither.</summary>
    public Money? OpeningBalance => Facts.Statement?.OpeningUndistributed ?? Facts.LastStatement?.ClosingUndistributed;

    private MoneyRange YearSurplus => MoneyRange.Of(Facts.Statement?.Net) ?? OfYear.Own;

    private MoneyRange? Before => MoneyRange.Of(Facts.Statement?.Net + OpeningBalance) ?? OfYear.Own + OfYear.Opening;

    // Reserve is transferred in to cover losses: without losses there is nothing to transfer.
    private Money? TransferredIn => Facts.Statement?.TransferredIn ?? (OpeningBalance is { Fen: >= 0 } ? Money.Zero : null);
}
