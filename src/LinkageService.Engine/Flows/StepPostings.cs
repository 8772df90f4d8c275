using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Flows;

/// <summary>What a step moved: what it drew equals what it fed. An account of null stands for the households.</summary>
/// <param name="Drawn">Fen out of each account.</param>
/// <param name="Fed">Fen into each account.</param>
internal sealed record StepPostings(IReadOnlyList<(Account? Account, long Fen)> Drawn, IReadOnlyList<(Account? Account, long Fen)> Fed)
{
    /// <summary>Nothing was moved.</summary>
    public static StepPostings None { get; } = new([], []);

    /// <summary>One amount out of one account into another.</summary>
    public static StepPostings Of(Account? from, Account? into, long fen) => new([(from, fen)], [(into, fen)]);
}
