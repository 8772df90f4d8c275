namespace LinkageService.Engine.Workbooks;

/// <summary>A cell of a workbook that computes itself.</summary>
/// <param name="Look">How it looks.</param>
/// <param name="Text">A text, or a number as digits: the value of the formula, where there is one.</param>
public readonly record struct WorkbookCell(WorkbookLook Look, string Text)
{
    /// <summary>Whether <see cref="Text"/> is a number.</summary>
    public bool IsNumber { get; init; }

    /// <summary>What computes it, without the equals sign; null for a plain value.</summary>
    public string? Formula { get; init; }
}
