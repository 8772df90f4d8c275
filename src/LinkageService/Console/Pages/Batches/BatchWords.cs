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

    /// <summary>Of an organisation.</summary>
    public static LocalizedText Entry(string state) => state switch
    {
        BatchEntryStates.Waiting => new("还没算", "waiting"),
        BatchEntryStates.Done => new("算好", "done"),
        BatchEntryStates.Failed => new("没算成", "failed"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
