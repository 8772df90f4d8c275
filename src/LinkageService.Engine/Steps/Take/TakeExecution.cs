using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Runs a take: one rounding, then the move.</summary>
internal static class TakeExecution
{
    public static Problem? Execute(TakeStep step, Run run)
    {
        if (run.Single(step.Amount, out var yuan) is { } problem)
        {
            return problem;
        }

        if (yuan.Sign < 0)
        {
            return Run.Negative(step.Amount, yuan);
        }

        var fen = Rounding.Round(yuan * 100, step.Bound);
        if (step.UpToAvailable)
        {
            fen = BigInteger.Min(fen, (BigInteger)run.Available(step.From));
        }

        if (run.Draw(step, step.From, fen) is { } shortfall)
        {
            return shortfall;
        }

        run.Feed(step.Into, (long)fen);
        run.Add(new StepResult(step) { PoolFen = (long)fen, Policy = step.Bound });
        return null;
    }
}
