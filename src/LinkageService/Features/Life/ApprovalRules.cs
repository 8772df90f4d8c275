using LinkageService.Access;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Problems;
using LinkageService.Features.Calculations;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>What an approval asks for beside the record of the meeting: read before the act, and decided with it.</summary>
internal static class ApprovalRules
{
    /// <summary>Two people make and approve, whichever way their names are written.</summary>
    /// <returns>Null where they are two.</returns>
    public static Problem? Another(Caller caller, RunRow run, RunLife life) =>
        caller.Is(run.Maker) || caller.Is(life.SubmittedBy) || (life.Editors ?? []).Any(caller.Is)
            ? new Problem(ProblemCodes.ApproverIsMaker, "", new LocalizedText(
                $"{caller.Name} 制作、修改或提交了这次核算，要由另一人审批", $"{caller.Name} made, changed or submitted this run; somebody else approves it"))
            : null;

    /// <summary>Objections without an answer.</summary>
    /// <returns>Null where all have one.</returns>
    public static async Task<Problem?> OpenObjectionsAsync(Session session, RunRow run) =>
        await ObjectionStore.OpenAsync(session, run.Id) is var open and > 0
            ? new Problem(ProblemCodes.ObjectionsOpen, "", new LocalizedText(
                $"还有 {open} 条异议没有答复", $"{open} objections have no answer yet"))
            : null;

    /// <summary>A check that blocks until it is overridden.</summary>
    public static Problem Blocks(CheckOutcome outcome) => Blocks(CheckFinding.Of(outcome));

    /// <summary>A finding that blocks, and that only those may override whom <c>Law:OverrideRole</c> names.</summary>
    public static Problem IsBeyond(CheckFinding finding) => new(ProblemCodes.Forbidden, "overrides", new LocalizedText(
        $"{finding.Message.Zh}（{finding.Code}）：仍要批准，须由“监管”（supervisor）批准并写明原因",
        $"{finding.Message.En} ({finding.Code}): nevertheless, only a supervisor approves it, with the reason"));

    /// <summary>A finding that blocks until it is overridden.</summary>
    public static Problem Blocks(CheckFinding finding) => new(ProblemCodes.BlockedByCheck, "overrides", new LocalizedText(
        $"{finding.Message.Zh}（{finding.Code}，依据：{finding.Basis.Split(" | ")[0]}）",
        $"{finding.Message.En} ({finding.Code}, basis: {finding.Basis.Split(" | ")[^1]})"));
}
