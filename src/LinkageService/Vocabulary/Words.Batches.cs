using LinkageService.Engine.Problems;
using LinkageService.Storage.Batches;

namespace LinkageService.Vocabulary;

/// <summary>Words about batches.</summary>
internal static partial class Words
{
    /// <summary>A state of a batch.</summary>
    public static LocalizedText BatchState(string state) => state switch
    {
        BatchStates.Running => new("正在办", "running"),
        BatchStates.Paused => new("已暂停", "paused"),
        BatchStates.Finished => new("办完", "finished"),
        BatchStates.Cancelled => new("已停止", "stopped"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>States as a Chinese message lists them, each in its marks.</summary>
    public static string InMarks(this IEnumerable<string> states, Func<string, LocalizedText> words) =>
        string.Concat(states.Select(state => $"“{words(state).Zh}”"));
}
