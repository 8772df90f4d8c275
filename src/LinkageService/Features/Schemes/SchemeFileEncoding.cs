using System.Text;
using System.Text.Unicode;
using LinkageService.Tables;
using LinkageService.Tables.Csv;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Schemes;

/// <summary>Says of a scheme file that is not UTF-8 what it is, and how to make it so.</summary>
internal static class SchemeFileEncoding
{
    private static readonly LocalizedText Save = new("；用记事本另存为，编码选 UTF-8", "; save it again with the encoding UTF-8");

    /// <summary>The problem of the bytes, at the first that is not UTF-8; null for UTF-8, with or without its mark.</summary>
    public static Problem? Fault(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return At(bytes, 0, "文件是 UTF-16（Unicode）编码" + Save.Zh, "the file is in UTF-16" + Save.En);
        }

        if (bytes.StartsWith("PK\u0003\u0004"u8))
        {
            return At(bytes, 0, "这是 Word、Excel 或压缩文件，不是文本；方案写成 .yaml 文本文件",
                "this is a Word, Excel or zip file, not text; a scheme is a text file, .yaml");
        }

        var zero = bytes.IndexOf((byte)0);
        if (zero >= 0)
        {
            return At(bytes, zero, "这里有零字节，文件不是文本；方案写成 UTF-8 的文本文件",
                "there is a zero byte here, so this is no text file; a scheme is text in UTF-8");
        }

        return Utf8.IsValid(bytes) ? null : IsGb18030(bytes)
            ? At(bytes, ValidLength(bytes), "文件是 GBK（GB18030）编码" + Save.Zh, "the file is in GBK (GB18030)" + Save.En)
            : At(bytes, ValidLength(bytes), "这里不是有效的 UTF-8" + Save.Zh, "here it is not valid UTF-8" + Save.En);
    }

    private static bool IsGb18030(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var file = new MemoryStream(bytes.ToArray(), writable: false);
            return CsvEncoding.Of(file) is not UTF8Encoding;
        }
        catch (TableException)
        {
            return false;
        }
    }

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        var letters = new char[bytes.Length];
        _ = Utf8.ToUtf16(bytes, letters, out var read, out _, replaceInvalidSequences: false);
        return read;
    }

    private static Problem At(ReadOnlySpan<byte> bytes, int index, string zh, string en)
    {
        var before = bytes[..index];
        var start = before.LastIndexOf((byte)'\n') + 1;
        return new Problem(ProblemCodes.MalformedYaml, "", new LocalizedText(zh, en))
        {
            Line = before.Count((byte)'\n') + 1,
            Column = Encoding.UTF8.GetCharCount(before[start..]) + 1,
        };
    }
}
