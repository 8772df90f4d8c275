using System.Text.Json;
using LinkageService.Engine.Problems;

namespace LinkageService.Documents;

/// <summary>Says why a JSON text cannot be read.</summary>
internal static class JsonProblems
{
    /// <param name="exception">Of the reader.</param>
    /// <param name="firstLine">The line of the body at which the text begins, from 1.</param>
    public static Problem Malformed(Exception exception, int firstLine = 1)
    {
        var at = exception as JsonException;
        var (line, column) = at?.LineNumber is { } number ? ((int)number + firstLine, (int)(at.BytePositionInLine ?? -1) + 1) : (0, 0);
        return new Problem(ProblemCodes.MalformedJson, "", new LocalizedText(
            line > 0 ? $"JSON 第 {line} 行第 {column} 字节处读不下去" : "JSON 读不下去",
            line > 0 ? $"the JSON cannot be read at line {line}, byte {column}" : "the JSON cannot be read"))
        {
            Line = line,
            Column = column,
        };
    }
}
