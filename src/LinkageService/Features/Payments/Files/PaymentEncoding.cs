using System.Text;

namespace LinkageService.Features.Payments.Files;

/// <summary>The encodings of payment files. None writes a question mark for what it does not have: it throws.</summary>
internal static class PaymentEncoding
{
    /// <summary>UTF-8 with the mark by which spreadsheets know it.</summary>
    public const string Utf8 = "utf-8";

    /// <summary>GB18030, which has every character.</summary>
    public const string Gb18030 = "gb18030";

    /// <summary>GBK, which lacks rare characters of names.</summary>
    public const string Gbk = "gbk";

    private static readonly Dictionary<string, Encoding> Known = new(StringComparer.Ordinal)
    {
        [Utf8] = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        [Gb18030] = Page("GB18030"),
        [Gbk] = Page("GBK"),
    };

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>The encoding of a name.</summary>
    public static Encoding Of(string name) => Known[name];

    /// <summary>The first character of a text that an encoding does not have; null where it has all.</summary>
    public static string? Missing(Encoding encoding, string text)
    {
        try
        {
            encoding.GetByteCount(text);
            return null;
        }
        catch (EncoderFallbackException exception)
        {
            return exception.IsUnknownSurrogate()
                ? new string([exception.CharUnknownHigh, exception.CharUnknownLow])
                : exception.CharUnknown.ToString();
        }
    }

    private static Encoding Page(string name) => CodePagesEncodingProvider.Instance.GetEncoding(
        name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
}
