using System.Text;

namespace LinkageService.Tables.Csv;

/// <summary>In what encoding a CSV is written: whatever office program wrote it.</summary>
internal static class CsvEncoding
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    private static readonly Encoding[] Utf16 =
    [
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
    ];

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>
    /// UTF-16 or UTF-8 where a mark says so, UTF-8 where all bytes are valid UTF-8, otherwise GB18030. The whole file is gone
    /// through, because the one Chinese name that tells the two apart may stand in the last row; it is left at its start.
    /// </summary>
    /// <exception cref="TableException">The file is none of these, or holds zero bytes.</exception>
    public static Encoding Of(Stream file)
    {
        Span<byte> start = stackalloc byte[3];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        var marked = MarkedAs(start);
        var encoding = marked ?? Utf8;
        var badLine = BadLine(file, encoding);
        if (badLine is not null && marked is null)
        {
            encoding = Gb18030;
            badLine = BadLine(file, encoding);
        }

        file.Position = 0;
        if (badLine is null)
        {
            return encoding;
        }

        throw marked is null
            ? TableException.Csv(badLine.Value, "认不出这里的文字（不是 UTF-8，也不是 GB18030）；请用 Excel 打开后另存为 .xlsx",
                "the file is neither UTF-8 nor GB18030; save as .xlsx")
            : TableException.Csv(badLine.Value, "这里的文字与文件开头写的编码不符；请用 Excel 打开后另存为 .xlsx",
                "the file is not in the encoding that its mark says; save as .xlsx");
    }

    /// <summary>A whole file as UTF-8 without mark.</summary>
    /// <exception cref="TableException">The file is none of the encodings, or holds zero bytes.</exception>
    public static ReadOnlyMemory<byte> ToUtf8(byte[] file)
    {
        using var stream = new MemoryStream(file, writable: false);
        var encoding = Of(stream);
        var text = file.AsMemory(file.AsSpan().StartsWith(encoding.Preamble) ? encoding.Preamble.Length : 0);
        return encoding is UTF8Encoding ? text : Encoding.UTF8.GetBytes(encoding.GetString(text.Span));
    }

    private static Encoding? MarkedAs(ReadOnlySpan<byte> start)
    {
        foreach (var encoding in Utf16)
        {
            if (start.StartsWith(encoding.Preamble))
            {
                return encoding;
            }
        }

        return start.StartsWith(Utf8.Preamble) ? Utf8 : null;
    }

    /// <summary>The line of the first bytes that the encoding does not have (0 when they cannot be placed), or null.</summary>
    private static int? BadLine(Stream file, Encoding encoding)
    {
        file.Position = 0;
        var bytes = new byte[1 << 16];
        var chars = new char[encoding.GetMaxCharCount(bytes.Length)];
        var decoder = encoding.GetDecoder();
        var lines = 1;
        int count;
        do
        {
            count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            try
            {
                var text = chars.AsSpan(0, decoder.GetChars(bytes.AsSpan(0, count), chars, flush: count < bytes.Length));
                if (text.IndexOf('\0') is var zero and >= 0)
                {
                    throw TableException.Csv(
                        lines + text[..zero].Count('\n'),
                        "这不是文本文件（有零字节）；请另存为“CSV UTF-8”或 .xlsx",
                        "there are zero bytes, which is not text; save as CSV UTF-8 or .xlsx");
                }

                lines += text.Count('\n');
            }
            catch (DecoderFallbackException exception)
            {
                // A byte of a line feed is one in UTF-8 and GB18030 only.
                var at = Math.Clamp(exception.Index, 0, count);
                return encoding is UnicodeEncoding ? 0 : lines + bytes.AsSpan(0, at).Count((byte)'\n');
            }
        }
        while (count == bytes.Length);

        return null;
    }
}
