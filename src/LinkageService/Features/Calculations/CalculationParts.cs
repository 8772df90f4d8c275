using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;

namespace LinkageService.Features.Calculations;

/// <summary>A calculation that comes in parts, whatever carries them: the header once, first, then households.</summary>
internal sealed class CalculationParts(CalculateDistribution calculate)
{
    private CalculationDraft? _draft;

    /// <summary>Whether it still matters what follows: not when the scheme is not known, nor beyond the limit of households.</summary>
    public bool TakesMore => _draft is null or { Roster.IsFull: false };

    /// <summary>Takes the header.</summary>
    /// <exception cref="RefusedException">It came before.</exception>
    public void Header(CalculateDistributionRequest request) => _draft = _draft is null
        ? calculate.Begin(request with { Households = NoneYet.Instance })
        : throw Malformed("抬头（header）只发一次，之后每条都是农户", "the header is sent once; every part after it holds households");

    /// <summary>Takes some of the roster.</summary>
    /// <exception cref="RefusedException">The header did not come before.</exception>
    public void Households(IHouseholdSource households, CancellationToken cancellation)
    {
        var draft = _draft ?? throw HeaderFirst();
        households.AddTo(draft.Roster!, draft.Scheme!, cancellation);
    }

    /// <summary>Computes, once all parts are there.</summary>
    /// <exception cref="RefusedException">Something is wrong with them.</exception>
    public Distribution Finish(CancellationToken cancellation)
    {
        var result = (_draft ?? throw HeaderFirst()).Finish(cancellation);
        return result.Distribution ?? throw new RefusedException(result.Failure!);
    }

    private static RefusedException HeaderFirst() => Malformed("先发抬头（header）", "the header comes first");

    private static RefusedException Malformed(string zh, string en) => new(Failure.Of(ProblemCodes.MalformedRequest, zh, en));

    /// <summary>A roster whose households follow.</summary>
    private sealed class NoneYet : IHouseholdSource
    {
        public static readonly NoneYet Instance = new();

        /// <inheritdoc/>
        public void AddTo(RosterBuilder roster, Scheme scheme, CancellationToken cancellation)
        {
        }
    }
}
