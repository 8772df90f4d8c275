using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Books;

/// <summary>A general ledger account (总账科目) of a chart.</summary>
/// <param name="Code">Three digits, as the rules number it: 101.</param>
/// <param name="Class">Assets, liabilities, equity, cost or profit and loss.</param>
/// <param name="Title">As the rules name it: 库存现金.</param>
public sealed record ChartAccount(string Code, AccountClass Class, LocalizedText Title);
