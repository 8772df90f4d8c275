using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Books;

/// <summary>A general ledger account (总账科目) of a chart.</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Class">What it is.</param>
/// <param name="Title">What it is called.</param>
public sealed record ChartAccount(string Code, AccountClass Class, LocalizedText Title);
