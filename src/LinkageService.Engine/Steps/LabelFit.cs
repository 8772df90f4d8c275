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
                $"the money in pool \"{pool}\" is kept apart by {checker.KeptBy(pool)}, not by {label}",
                new LocalizedText(
                    $"一次核算的钱只按一级归属分开：各“{checker.KeptBy(pool)}”的钱在这里转入 fund:名称（结果逐个列出），再各自以它为收入另做一次核算，按“{label}”分；"
                        + $"不用先分到“{checker.KeptBy(pool)}”的，一开始就写 within: {label}",
                    $"A run keeps money apart by one label: move that of each {checker.KeptBy(pool)} into fund:name (the result lists them "
                        + $"one by one) and make a run of its own with it as income, within: {label}; "
                        + $"where nothing stays with the {checker.KeptBy(pool)}, split within: {label} from the beginning"));
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
