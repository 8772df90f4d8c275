namespace LinkageService.Engine.Workbooks;

/// <summary>What a workbook says of its run.</summary>
/// <param name="Title">What the run is called.</param>
/// <param name="Note">The scheme and the year.</param>
/// <param name="Digest">The digest of the result.</param>
/// <param name="Names">The heads of the households, in the order of the roster; empty texts where they are not known.</param>
/// <param name="IsChinese">Chinese, or English.</param>
public sealed record RunWorkbookHead(string Title, string Note, string Digest, IReadOnlyList<string> Names, bool IsChinese)
{
    /// <summary>What stands between what households are due and what they are paid; null where nothing does.</summary>
    public WorkbookTaking? Taking { get; init; }
}
