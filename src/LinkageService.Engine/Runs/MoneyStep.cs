using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Runs;

/// <summary>What a step did as a whole, with the money or in choosing households.</summary>
/// <param name="Step">A step that has money to move or households to choose.</param>
/// <param name="IsDone">False where its condition did not hold.</param>
/// <param name="Explanation">
/// How much was there, what was moved and what was left, up to the clause. Its figures have, of every account that took part,
/// <c>before(account)</c>, <c>drawn(account)</c>, <c>fed(account)</c> and <c>after(account)</c> in yuan: of pools all that apply with the
/// balances, of others only what moved. <c>amount</c> is what was moved in all; 0.00 of a step that chooses, which has <c>candidates</c>
/// and <c>chosen</c>.
/// </param>
public sealed record MoneyStep(Step Step, bool IsDone, Explanation Explanation);
