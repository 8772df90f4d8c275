using LinkageService.Engine.Problems;
using LinkageService.Storage.Batches;

namespace LinkageService.Console.Pages.Batches;

/// <summary>Where batches and their organisations stand, in words.</summary>
internal static class BatchWords
{
    /// <summary>Of a batch.</summary>
    public static LocalizedText State(string state) => state switch
    {
        BatchStates.Running => new("↻ 正在办", "↻ running"),
        BatchStates.Paused => new("‖ 已暂停", "‖ paused"),
        BatchStates.Finished => new("● 办完", "● finished"),
        BatchStates.Cancelled => new("■ 已停止", "■ stopped"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>An act on its runs, as a verb.</summary>
    public static LocalizedText Act(string act) => act switch
    {
        BatchActs.Submit => new("提交", "Hand in"),
        BatchActs.Disclose => new("公示", "Put on notice"),
        BatchActs.Approve => new("批准", "Approve"),
        BatchActs.Pay => new("发放", "Note the payment"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Where an act on its runs stands.</summary>
    public static LocalizedText ActState(string state) => state switch
    {
        BatchActStates.Checking => new("↻ 正在看", "↻ looking them through"),
        BatchActStates.Checked => new("◐ 看完，等确认", "◐ looked through, to be confirmed"),
        BatchActStates.Running => new("↻ 正在办", "↻ under way"),
        BatchActStates.Finished => new("● 办完", "● finished"),
        BatchActStates.Cancelled => new("■ 已停止", "■ stopped"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Where a run stands within an act.</summary>
    public static LocalizedText ActRun(string state) => state switch
    {
        BatchActRunStates.Waiting => new("还没看", "not looked at yet"),
        BatchActRunStates.Ready => new("能办", "can be done"),
        BatchActRunStates.Blocked => new("不能办", "cannot be done"),
        BatchActRunStates.Done => new("已办", "done"),
        BatchActRunStates.Failed => new("没办成", "was refused"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Of an organisation.</summary>
    public static LocalizedText Entry(string state) => state switch
    {
        BatchEntryStates.Waiting => new("还没算", "waiting"),
        BatchEntryStates.Done => new("算好", "done"),
        BatchEntryStates.Failed => new("没算成", "failed"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
