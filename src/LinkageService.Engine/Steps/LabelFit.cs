using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Steps;

/// <summary>Whether a step can take money that a pool keeps apart by a label.</summary>
internal enum KeptPools
{
    /// <summary>It cannot: it asks for one amount.</summary>
    Refused,

    /// <summary>It takes what is kept for each value, or all of it.</summary>
    Taken,
}

/// <summary>Whether the pools of a step within a label are those it can reckon with.</summary>
internal static class LabelFit
{
    /// <summary>An allocation needs pools kept by its label; a split takes those, or divides pools that are not kept by any.</summary>
    public static void Check(StepChecker checker, string label, IReadOnlyList<string> pools, bool mayDivide, string field)
    {
        foreach (var pool in pools.Where(pool => checker.KeptBy(pool) is { } other && other != label))
        {
            checker.Report(ProblemCodes.LabelMismatch, field,
                $"资金池“{pool}”里的钱按“{checker.KeptBy(pool)}”分开放着，不能按“{label}”算",
                $"the money in pool \"{pool}\" is kept apart by {checker.KeptBy(pool)}, not by {label}");
        }

        var plain = pools.Where(pool => checker.KeptBy(pool) is null).ToArray();
        if (plain.Length > 0 && !mayDivide)
        {
            checker.Report(ProblemCodes.LabelMismatch, field,
                $"资金池“{plain[0]}”还没有按“{label}”分开", $"pool \"{plain[0]}\" is not kept apart by {label}",
                new LocalizedText($"先加一步 split，写 within: {label}，把钱分到各处", $"Divide it first by a split within: {label}"));
        }
        else if (plain.Length > 0 && plain.Length < pools.Count)
        {
            checker.Report(ProblemCodes.LabelMismatch, field,
                $"资金池“{plain[0]}”还没有按“{label}”分开，不能和已经分开的一起分",
                $"pool \"{plain[0]}\" is not kept apart by {label} and cannot be split together with pools that are");
        }
    }
}
