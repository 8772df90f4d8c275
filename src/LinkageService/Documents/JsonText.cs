using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using LinkageService.Engine.Problems;

namespace LinkageService.Documents;

/// <summary>How JSON text is written, and what can be wrong with the form of one, in the words of every reader of ours.</summary>
internal static class JsonText
{
    /// <summary>How every JSON text of ours is written: Chinese as Chinese.</summary>
    public static readonly JsonWriterOptions Written = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>A value as JSON text.</summary>
    public static string Of<T>(T value, JsonTypeInfo<T> type) => Of(json => JsonSerializer.Serialize(json, value, type));

    /// <summary>What <paramref name="write"/> gives, as JSON text.</summary>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Written))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    /// <summary>What is wrong with the bytes before any of it is read, or null.</summary>
    public static Problem? Fault(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return Malformed("请求正文是空的", "the body is empty");
        }

        return Utf8.IsValid(utf8) ? null : Malformed("请求正文不是有效的 UTF-8", "the body is not valid UTF-8");
    }

    /// <summary>The text without the byte order mark some editors put before it.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8) =>
        utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;

    /// <summary>Not JSON, or JSON that cannot be Unicode text.</summary>
    public static Problem Malformed(string zh, string en, string field = "") =>
        new(ProblemCodes.MalformedJson, field, new LocalizedText(zh, en));

    /// <summary>A field nobody reads.</summary>
    public static Problem UnknownField(string name, string known, string path = "")
    {
        var shown = NumberProblems.Shorten(name);
        return new Problem(ProblemCodes.UnknownField, path.Length == 0 ? shown : path + "." + shown, new LocalizedText(
            $"这里没有字段“{shown}”；可用：{known}", $"there is no field \"{shown}\" here; known: {known}"));
    }

    /// <summary>A field written twice.</summary>
    public static Problem DuplicateField(string field) => new(ProblemCodes.DuplicateField, field, new LocalizedText(
        $"“{field}”写了两次", $"\"{field}\" is written twice"));

    /// <summary>A value of another JSON type.</summary>
    public static Problem WrongType(string field, string zh, string en, JsonTokenType got) =>
        new(ProblemCodes.WrongType, field, new LocalizedText(
            $"应为{zh}，得到{(got == JsonTokenType.Number ? "一个数" : " " + Describe(got))}", $"{en} is wanted, got {Describe(got)}"));

    /// <summary>A scheme document over the limit.</summary>
    public static Problem SchemeTooLarge(string field, int bytes, int limit) => new(ProblemCodes.SchemeTooLarge, field, new LocalizedText(
        $"方案文档有 {bytes} 字节，最多 {limit} 字节", $"the scheme document has {bytes} bytes, at most {limit}"));

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "{…}",
        JsonTokenType.StartArray => "[…]",
        JsonTokenType.String => "\"…\"",
        JsonTokenType.Number => "a number",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "null",
    };
}
