using System.Text;
using System.Text.Json;
using LinkageService.Engine.Problems;

namespace LinkageService.Documents;

/// <summary>Says why a JSON text that people write, a scheme, cannot be read and what to write instead.</summary>
internal static class JsonMistakes
{
    private const int MaxLength = 200_000;

    /// <summary>The mistake at which the reader stopped, with line and column.</summary>
    public static Problem Of(ReadOnlySpan<byte> utf8, Exception exception)
    {
        var text = Encoding.UTF8.GetString(utf8);
        if (text.AsSpan().Trim().IsEmpty)
        {
            return Problem(text, 0, "文档是空的；至少写 id、version、title 和 steps",
                "the document is empty; it has at least id, version, title and steps");
        }

        if (exception is not JsonException { LineNumber: { } line, BytePositionInLine: { } bytes } || text.Length > MaxLength)
        {
            return Problem(text, 0, "文档太大或有不能用的字符：最多 32 层、20000 个值",
                "the document is too large or has characters that are no text: at most 32 levels and 20000 values");
        }

        if (exception.Message.Contains("maximum configured depth", StringComparison.Ordinal))
        {
            return Problem(text, 0, "文档太大：最多 32 层、20000 个值", "the document is too large: at most 32 levels and 20000 values");
        }

        return At(text, IndexOf(utf8, line, bytes));
    }

    private static int IndexOf(ReadOnlySpan<byte> utf8, long line, long bytes)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            start += utf8[start..].IndexOf((byte)'\n') + 1;
        }

        return Encoding.UTF8.GetCharCount(utf8[..Math.Min(start + (int)bytes, utf8.Length)]);
    }

    private static Problem At(string text, int stopped)
    {
        var before = JsonPlace.Before(text, stopped);
        if (before.OpenQuote is { } quote)
        {
            return InText(text, stopped, quote);
        }

        var at = before.Next;
        if (at >= text.Length && before.Open.TryPeek(out var open))
        {
            var close = Closing(text[open]);
            return Problem(text, open, $"这里的“{text[open]}”没有合上；最后补上“{close}”",
                $"the \"{text[open]}\" here is not closed; end it with \"{close}\"");
        }

        if (at >= text.Length)
        {
            return Problem(text, before.WordStart, $"“{Short(text, before.WordStart)}”不是一个方案；方案写在 {{ }} 里",
                $"\"{Short(text, before.WordStart)}\" is no scheme; a scheme stands in {{ }}");
        }

        return OfSign(text, at, before) ?? OfWord(text, at, before) ?? Problem(text, at,
            $"从“{Short(text, at)}”起读不下去；检查逗号、冒号、引号和括号",
            $"cannot be read from \"{Short(text, at)}\" on; check commas, colons, quotes and brackets");
    }

    // A text goes to its closing quote, on one line.
    private static Problem InText(string text, int stopped, int quote)
    {
        var broken = text.AsSpan(quote, Math.Min(stopped + 1, text.Length) - quote);
        if (stopped < text.Length && text[stopped] is '\n' or '\r' || broken.IndexOfAny('\n', '\r') >= 0)
        {
            return Problem(text, quote, "从这里开始的引号在这一行没有合上；文字写在一行里，换行写作 \\n",
                "the quote that opens here is not closed on this line; a text stands on one line, a line break is written \\n");
        }

        var escape = stopped < text.Length ? text.LastIndexOf('\\', stopped) : -1;
        return escape >= quote
            ? Problem(text, escape, "文字里的“\\”写作“\\\\”", "a \"\\\" inside a text is written \"\\\\\"")
            : Problem(text, quote, "从这里开始的引号没有合上；文字的两头各写一个半角引号 \"",
                "the quote that opens here is not closed; a text has one at each end");
    }

    private static Problem? OfSign(string text, int at, JsonPlace before)
    {
        var sign = text[at];
        switch (sign)
        {
            case '“' or '”' or '‘' or '’' or '\'' or '＂':
                return Problem(text, at, "文字两头用半角双引号 \"…\"", "a text stands in half-width double quotes \"…\"");
            case '：' or '，' or '｛' or '｝' or '［' or '］' or '【' or '】':
                return Problem(text, at, $"“{sign}”改用半角的“{HalfWidth(sign)}”",
                    $"write a half-width \"{HalfWidth(sign)}\" instead of \"{sign}\"");
            case '/' or '#':
                return Problem(text, at, "JSON 里不能写注释；删去，或把方案写成 YAML", "JSON has no comments; leave it out, or write the scheme in YAML");
            case '%' or '％':
                return Problem(text, before.WordStart, $"比例两头加引号：\"{text[before.WordStart..at]}%\"",
                    $"a rate stands in quotes: \"{text[before.WordStart..at]}%\"");
            case '}' or ']' when before.Sign == ',':
                return Problem(text, before.At, $"“{sign}”前面的逗号去掉：最后一项后面不写逗号",
                    $"leave out the comma before \"{sign}\": none follows the last entry");
            case '}' or ']' when before.Sign == ':':
                return Problem(text, before.At, "冒号后面没有值", "no value follows the colon");
            case '}' or ']' when before.Open.Count == 0:
                return Problem(text, at, $"这里多了一个“{sign}”", $"there is one \"{sign}\" too many here");
            case '}' or ']' when Closing(text[before.Open.Peek()]) is var close && close != sign:
                var (line, column) = Place(text, before.Open.Peek());
                return Problem(text, at, $"这里应是“{close}”：第 {line} 行第 {column} 列的“{text[before.Open.Peek()]}”还没有合上",
                    $"\"{close}\" is wanted here: the \"{text[before.Open.Peek()]}\" at line {line}, column {column} is not closed");
            case ',' when before.Sign is ',' or ':' or '{' or '[':
                return Problem(text, at, "这个逗号前面没有值", "no value stands before this comma");
            default:
                return null;
        }
    }

    private static Problem? OfWord(string text, int at, JsonPlace before)
    {
        if (before.Open.Count == 0 && before.Sign is not '\0')
        {
            return Problem(text, at, "方案到前面的“}”已经结束，后面的删去", "the scheme ends at the \"}\" before; leave out what follows");
        }

        var isAfterValue = before.Sign is not (',' or ':' or '{' or '[' or '\0');
        if (isAfterValue && (before.At < at - 1 || text[at] is '"' or '{' or '['))
        {
            return Problem(text, before.At + 1, "这里缺一个逗号：每两项之间写“,”", "a comma is missing here: one stands between two entries");
        }

        if (text[at] == '0' || (char.IsAsciiDigit(text[at]) && before.Sign == '0'))
        {
            return Problem(text, before.WordStart, "数不以 0 开头；编号之类两头加引号",
                "a number does not begin with 0; what is no number stands in quotes");
        }

        var word = Word(text, at);
        if (word.Length == 0)
        {
            return null;
        }

        var isName = before.Sign is '{' || (before.Sign is ',' && before.Open.Count > 0 && text[before.Open.Peek()] == '{');
        return isName ? Problem(text, at, $"名称两头加半角双引号：\"{word}\"", $"a name stands in quotes: \"{word}\"")
            : word.ToLowerInvariant() is "true" or "false" or "null"
                ? Problem(text, at, $"写作 {word.ToLowerInvariant()}", $"write {word.ToLowerInvariant()}")
                : Problem(text, at, $"文字两头加半角双引号：\"{word}\"", $"a text stands in quotes: \"{word}\"");
    }

    private static string Word(string text, int at)
    {
        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-' or '.'))
        {
            end++;
        }

        return NumberProblems.Shorten(text[at..end]);
    }

    private static string Short(string text, int at) =>
        NumberProblems.Shorten(text[at..Math.Min(at + 20, text.Length)].Split('\n')[0].Trim());

    private static char Closing(char open) => open == '{' ? '}' : ']';

    private static char HalfWidth(char sign) => sign switch
    {
        '：' => ':',
        '，' => ',',
        '｛' => '{',
        '｝' => '}',
        '［' or '【' => '[',
        _ => ']',
    };

    private static (int Line, int Column) Place(string text, int at) =>
        (text.AsSpan(0, at).Count('\n') + 1, at - (text.LastIndexOf('\n', Math.Max(at - 1, 0)) is var end && at > 0 ? end : -1));

    private static Problem Problem(string text, int at, string zh, string en)
    {
        var (line, column) = Place(text, at);
        return new Problem(ProblemCodes.MalformedJson, "", new LocalizedText(zh, en)) { Line = line, Column = column };
    }
}
