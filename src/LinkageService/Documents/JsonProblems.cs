using System.Text.Json;
using LinkageService.Engine.Problems;

namespace LinkageService.Documents;

/// <summary>Says why a JSON text cannot be read.</summary>
internal static class JsonProblems
{
    public static Problem Malformed(Exception exception)
    {
        var at = exception as JsonException;
        var (line, column) = ((int)(at?.LineNumber ?? -1) + 1, (int)(at?.BytePositionInLine ?? -1) + 1);
        return new Problem(ProblemCodes.MalformedJson, "", new LocalizedText(
            line > 0 ? $"JSON 第 {line} 行第 {column} 字节处读不下去" : "JSON 读不下去",
            line > 0 ? $"the JSON cannot be read at line {line}, byte {column}" : "the JSON cannot be read"))
        {
            Line = line,
            Column = column,
        };
    }
}
