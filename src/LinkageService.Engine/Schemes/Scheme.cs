using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes;

/// <summary>A checked scheme, ready to run: made by <see cref="SchemeCompiler"/> only.</summary>
public sealed record Scheme
{
    /// <summary>Stable id, such as <c>tangwan-four-tier</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The first year it may be used; null for no limit.</summary>
    public int? EffectiveFrom { get; init; }

    /// <summary>The last year it may be used; null for no limit.</summary>
    public int? EffectiveTo { get; init; }

    /// <summary>Its name.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>One sentence for the gallery.</summary>
    public LocalizedText Summary { get; init; } = LocalizedText.Empty;

    /// <summary>How ambiguous words of the source were understood.</summary>
    public LocalizedText Reading { get; init; } = LocalizedText.Empty;

    /// <summary>Where it comes from.</summary>
    public IReadOnlyList<SchemeSource> Sources { get; init; } = [];

    /// <summary>Legal forms that may use it; empty for all.</summary>
    public IReadOnlyList<string> LegalForms { get; init; } = [];

    /// <summary>Parties to the arrangement.</summary>
    public IReadOnlyList<string> Parties { get; init; } = [];

    /// <summary>Numbers the organisation decides.</summary>
    public IReadOnlyList<SchemeParameter> Parameters { get; init; } = [];

    /// <summary>Parameters that are tables of tiers; a request cannot state them.</summary>
    public IReadOnlyList<TierTable> Tiers { get; init; } = [];

    /// <summary>The year's figures.</summary>
    public IReadOnlyList<SchemeInput> Inputs { get; init; } = [];

    /// <summary>Columns of the roster: those it declares, then those of members that its formulas name.</summary>
    public IReadOnlyList<SchemeHolding> Holdings { get; init; } = [];

    /// <summary>What households belong to: text columns of the roster.</summary>
    public IReadOnlyList<SchemeLabel> Labels { get; init; } = [];

    /// <summary>What its accounts are called.</summary>
    public IReadOnlyList<SchemeAccount> Accounts { get; init; } = [];

    /// <summary>Groups by condition; groups made by steps are not here.</summary>
    public IReadOnlyList<SchemeGroup> Groups { get; init; } = [];

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>What a result has to meet, in the order written.</summary>
    public IReadOnlyList<Requirement> Requirements { get; init; } = [];

    /// <summary>The document it was read from.</summary>
    public required DocumentNode Document { get; init; }

    /// <summary>SHA-256 of the canonical document, as <c>sha256:…</c>.</summary>
    public required string Digest { get; init; }

    /// <summary>The rules it was read by and is computed by.</summary>
    public required RuleVersion Rules { get; init; }

    /// <summary>What it reads of a household.</summary>
    public required RosterSchema RosterSchema { get; init; }

    /// <summary>Whether a stored roster gives any holding in share-days.</summary>
    public bool IsTimeWeighted => Holdings.Any(holding => holding.Weighting == HoldingWeighting.TimeWeighted);

    /// <summary>The outside parties its steps name, in the order of the document.</summary>
    public IReadOnlyList<string> Payers => Runs.Accounts.Payers(this).ToArray();

    /// <summary>The funds and carried accounts its steps name, in the order of the document.</summary>
    public IReadOnlyList<Account> Funds => Runs.Accounts.Funds(this).ToArray();

    /// <summary>Whether it may be used for the year.</summary>
    public bool IsEffective(int year) => year >= (EffectiveFrom ?? int.MinValue) && year <= (EffectiveTo ?? int.MaxValue);
}
