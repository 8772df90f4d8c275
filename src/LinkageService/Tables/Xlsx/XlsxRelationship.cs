namespace LinkageService.Tables.Xlsx;

/// <summary>One part refers to another.</summary>
/// <param name="Id">What the referring part calls it: <c>rId1</c>.</param>
/// <param name="Kind">Last word of its type: <c>worksheet</c>, <c>styles</c>, <c>sharedStrings</c>.</param>
/// <param name="Part">Name of the other part: <c>xl/worksheets/sheet1.xml</c>.</param>
internal sealed record XlsxRelationship(string Id, string Kind, string Part);
