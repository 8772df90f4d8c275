using System.Text;
using System.Text.Unicode;

namespace LinkageService.Documents;

/// <summary>The text of a table file, whatever office program wrote it.</summary>
internal static class TableText
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>As UTF-8 without mark: from UTF-8 with or without one, UTF-16 with one, or GB18030; null when it is none of them.</summary>
    public static ReadOnlyMemory<byte>? ToUtf8(byte[] file)
    {
        try
        {
            if (file.AsSpan().StartsWith(Encoding.Unicode.Preamble))
            {
                return Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(file.AsSpan(Encoding.Unicode.Preamble.Length)));
            }

            if (!Utf8.IsValid(file))
            {
                return Encoding.UTF8.GetBytes(Gb18030.GetString(file));
            }

            return file.AsMemory(file.Length - JsonText.WithoutMark(file).Length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
