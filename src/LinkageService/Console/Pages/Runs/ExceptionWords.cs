using LinkageService.Engine.Problems;
using LinkageService.Features.Life;

namespace LinkageService.Console.Pages.Runs;

/// <summary>What is unusual in a run, in words.</summary>
internal static class ExceptionWords
{
    /// <summary>How many households there are of each kind: 上次没有、这次新增 2 户……</summary>
    public static LocalizedText Counts(FoundExceptions found)
    {
        var kinds = found.Counts.Select(count => (Title: count.Key.Title(found.Percent), Count: count.Value)).ToArray();
        return new LocalizedText(
            string.Join("；", kinds.Select(kind => $"{kind.Title.Zh} {kind.Count} 户")),
            string.Join("; ", kinds.Select(kind => $"{kind.Title.En}: {kind.Count}")));
    }
}
