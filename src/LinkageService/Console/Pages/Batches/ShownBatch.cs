using LinkageService.Features.Batches;

namespace LinkageService.Console.Pages.Batches;

/// <summary>A batch as its page shows it.</summary>
public sealed class ShownBatch
{
    internal ShownBatch(BatchProgress progress) => Progress = progress;

    internal BatchProgress Progress { get; }
}
