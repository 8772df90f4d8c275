using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Checks;

/// <summary>What a step gave households in all.</summary>
/// <param name="Step">The step.</param>
/// <param name="Kind">Its kind, such as <c>allocate</c>.</param>
/// <param name="Benefit">What its lines are called.</param>
/// <param name="Title">Its name.</param>
/// <param name="Amount">In all; negative for a deduction.</param>
public sealed record BenefitFigure(string Step, string Kind, string Benefit, LocalizedText Title, Money Amount)
{
    /// <summary>What it is in a member account; null for nothing.</summary>
    public AccountRole? Role { get; init; }

    /// <summary>What of it parties outside the organisation brought.</summary>
    public Money FromPayers { get; init; }

    /// <summary>The holdings its amounts or weights are worked out of.</summary>
    public IReadOnlyList<string> Holdings { get; init; } = [];

    /// <summary>Whether its amounts follow a figure of the year or a balance, not only what was agreed.</summary>
    public bool FollowsYear { get; init; }

    /// <summary>Whether it shares out what was earned; wages (<c>wage</c>) and rents (<c>rent</c>) do not.</summary>
    public bool IsDistribution => Benefit is not ("wage" or "rent");

    /// <summary>Whether anything is named that its rate is taken of.</summary>
    public bool HasBase { get; init; } = true;
}
