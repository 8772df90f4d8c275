using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Documents;

/// <summary>
/// Reads the fields of a JSON object and notes everything that is wrong with them: a field nobody knows, one written twice, a
/// value of another type. What cannot be read comes as null, and <see cref="Problems"/> says why.
/// </summary>
internal sealed class JsonFields
{
    private const int MaxDepth = 48;

    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly string _path;

    private JsonFields(JsonElement element, string path, List<Problem> problems, string[] known)
    {
        (_path, Problems) = (path, problems);
        if (element.ValueKind != JsonValueKind.Object)
        {
            WrongType("", element, "一个对象 {…}", "an object {…}");
            return;
        }

        foreach (var field in element.EnumerateObject())
        {
            if (!known.Contains(field.Name, StringComparer.Ordinal))
            {
                Problems.Add(JsonText.UnknownField(field.Name, string.Join(", ", known), path));
            }
            else if (!_fields.TryAdd(field.Name, field.Value))
            {
                Problems.Add(JsonText.DuplicateField(PathOf(field.Name)));
            }
        }

        // A field that is null is as good as left out.
        foreach (var name in known.Where(name => _fields.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Null))
        {
            _fields.Remove(name);
        }
    }

    /// <summary>Everything found wrong so far, in the whole body.</summary>
    public List<Problem> Problems { get; }

    /// <summary>Reads a body that is one object.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="known">The fields it may have.</param>
    /// <exception cref="RefusedException">It is not JSON.</exception>
    public static JsonFields Read(ReadOnlyMemory<byte> utf8, params string[] known)
    {
        if (JsonText.Fault(utf8.Span) is { } fault)
        {
            throw new RefusedException(Failure.Of(fault));
        }

        try
        {
            var mark = utf8.Length - JsonText.WithoutMark(utf8.Span).Length;
            using var document = JsonDocument.Parse(utf8[mark..], new JsonDocumentOptions { MaxDepth = MaxDepth });
            Touch(document.RootElement);
            return new JsonFields(document.RootElement.Clone(), "", [], known);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new RefusedException(Failure.Of(JsonProblems.Malformed(exception)));
        }
    }

    /// <summary>Ends the reading.</summary>
    /// <exception cref="RefusedException">Something was wrong.</exception>
    public void Check()
    {
        if (Problems.Count > 0)
        {
            throw new RefusedException(Failure.Of(Problems));
        }
    }

    /// <summary>The path of a field, such as <c>persons[2].idNumber</c>.</summary>
    public string PathOf(string field) => _path.Length == 0 ? field : field.Length == 0 ? _path : _path + "." + field;

    /// <summary>Whether the field is there and not null.</summary>
    public bool Has(string field) => _fields.ContainsKey(field);

    /// <summary>Notes a text with nothing in it where that is not as good as left out; what has to be there is missing already.</summary>
    public void RefuseEmpty(string field, LocalizedText words, bool required = false)
    {
        if (!required && _fields.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.String && value.ValueEquals(""))
        {
            Report(ProblemCodes.InvalidValue, field, words.Zh, words.En);
        }
    }

    /// <summary>A text; spaces at its ends are cut; empty counts as missing. What it may hold, the request's rules say.</summary>
    public string? Text(string field, bool required = false)
    {
        var text = TextRules.Trim(Find(field, JsonValueKind.String, "一段文字", "a string", required)?.GetString());
        if (text is null && _fields.TryGetValue(field, out var given) && given.ValueKind == JsonValueKind.String)
        {
            Require(field, required);

            // "" is as good as left out; blanks are a slip, and what was meant is not guessed.
            if (!required && given.GetString() is { Length: > 0 })
            {
                Report(ProblemCodes.MissingField, field, "只有空格；没有就不写", "nothing but blanks; leave it out for none");
            }
        }

        return text;
    }

    /// <summary>An amount of yuan that may be negative, as a text such as <c>-30.00</c>; it has to be there.</summary>
    public Money? SignedYuan(string field)
    {
        if (Text(field, required: true) is not { } text)
        {
            return null;
        }

        var isNegative = text.StartsWith('-');
        var fault = Money.TryParse(isNegative ? text.AsSpan(1) : text, out var money);
        if (fault != DecimalFault.None)
        {
            Problems.Add(NumberProblems.Of(fault, PathOf(field), text, Money.Decimals));
            return null;
        }

        return isNegative ? Money.Zero - money : money;
    }

    /// <summary>One of a fixed list of words.</summary>
    public string? OneOf(string field, IReadOnlyCollection<string> words, bool required = false)
    {
        var text = Text(field, required: required);
        if (text is null || words.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        var list = string.Join(", ", words);
        var shown = NumberProblems.Shorten(text);
        Report(ProblemCodes.InvalidValue, field, $"应为 {list} 之一，得到“{shown}”", $"one of {list} is wanted, got \"{shown}\"");
        return null;
    }

    /// <summary>A date, written 2025-12-31.</summary>
    public DateOnly? Date(string field, bool required = false)
    {
        if (Text(field, required: required) is not { } text)
        {
            RefuseEmpty(field, Dates.EmptyDate, required);
            return null;
        }

        if (Dates.TryRead(text, out var date))
        {
            return date;
        }

        var fault = Dates.Fault(text);
        Report(ProblemCodes.InvalidValue, field, fault.Zh, fault.En);
        return null;
    }

    /// <summary>A date that is still text, for rules that read it.</summary>
    public string? DateText(string field, bool required = false)
    {
        RefuseEmpty(field, Dates.EmptyDate, required);
        return Text(field);
    }

    /// <summary>A whole number, as a number or a string; that it is in its range, the request's rules say.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="range">What it may be, to be said where it is no whole number.</param>
    /// <param name="required">Whether it must be there.</param>
    public int? Whole(string field, WholeRange range, bool required = false)
    {
        if (Figure(field, required) is not { } text)
        {
            return null;
        }

        text = _fields[field].ValueKind == JsonValueKind.Number ? JsonNumber.Whole(text) : text;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        var words = range.Words(text);
        Report(ProblemCodes.InvalidValue, field, words.Zh, words.En);
        return null;
    }

    /// <summary>A number as it was written, in a string or not.</summary>
    public string? Figure(string field, bool required = false)
    {
        if (!_fields.TryGetValue(field, out var value))
        {
            Require(field, required);
            return null;
        }

        if (value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        {
            return FigureText(value);
        }

        WrongType(field, value, "数字或写成文字的数字", "a number, or a number in a string");
        return null;
    }

    /// <summary>true or false.</summary>
    public bool? Flag(string field)
    {
        if (!_fields.TryGetValue(field, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        WrongType(field, value, "true 或 false", "true or false");
        return null;
    }

    /// <summary>Figures by name, as written; empty when missing.</summary>
    public IReadOnlyDictionary<string, string> Figures(string field)
    {
        var figures = new Dictionary<string, string>(StringComparer.Ordinal);
        var given = Find(field, JsonValueKind.Object, "一个对象 {…}", "an object {…}", required: false);
        foreach (var figure in given?.EnumerateObject().Where(figure => figure.Value.ValueKind != JsonValueKind.Null) ?? [])
        {
            var path = field + "." + NumberProblems.Shorten(figure.Name);
            if (figure.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
            {
                WrongType(path, figure.Value, "数字或写成文字的数字", "a number, or a number in a string");
            }
            else if (!figures.TryAdd(figure.Name, FigureText(figure.Value)))
            {
                Problems.Add(JsonText.DuplicateField(PathOf(path)));
            }
        }

        return figures;
    }

    /// <summary>Texts by name; empty when missing.</summary>
    public IReadOnlyDictionary<string, string> NamedTexts(string field)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var given = Find(field, JsonValueKind.Object, "一个对象 {…}", "an object {…}", required: false);
        foreach (var text in given?.EnumerateObject().Where(text => text.Value.ValueKind != JsonValueKind.Null) ?? [])
        {
            var path = field + "." + NumberProblems.Shorten(text.Name);
            if (text.Value.ValueKind != JsonValueKind.String)
            {
                WrongType(path, text.Value, "一段文字", "a string");
            }
            else if (!texts.TryAdd(text.Name, text.Value.GetString()!))
            {
                Problems.Add(JsonText.DuplicateField(PathOf(path)));
            }
        }

        return texts;
    }

    /// <summary>A list of texts; empty when missing. What each may hold, the request's rules say.</summary>
    public IReadOnlyList<string> Texts(string field)
    {
        var texts = new List<string>();
        foreach (var item in Items(field))
        {
            if (item.Value.ValueKind == JsonValueKind.String)
            {
                texts.Add(item.Value.GetString()!);
            }
            else
            {
                WrongType(item.Field, item.Value, "一段文字", "a string");
            }
        }

        return texts;
    }

    /// <summary>The same; null when missing, where that stands for all.</summary>
    public IReadOnlyList<string>? TextsOrNull(string field) => Has(field) ? Texts(field) : null;

    /// <summary>The objects of a list; empty when missing.</summary>
    public IReadOnlyList<JsonFields> Objects(string field, params string[] known) =>
        Items(field).Select(item => new JsonFields(item.Value, PathOf(item.Field), Problems, known)).ToArray();

    /// <summary>An object; null when missing.</summary>
    public JsonFields? Object(string field, params string[] known) =>
        _fields.TryGetValue(field, out var value) ? new JsonFields(value, PathOf(field), Problems, known) : null;

    /// <summary>A value as it is, for a reader of its own; null when missing.</summary>
    public JsonElement? Raw(string field) => _fields.TryGetValue(field, out var value) ? value : null;

    /// <summary>Notes a problem of a field.</summary>
    public void Report(ProblemCode code, string field, string zh, string en) =>
        Problems.Add(new Problem(code, PathOf(field), new LocalizedText(zh, en)));

    // A text with half a surrogate pair is found here, and not where it is used.
    private static void Touch(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in element.EnumerateObject())
                {
                    _ = field.Name;
                    Touch(field.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Touch(item);
                }

                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
        }
    }

    private IEnumerable<(string Field, JsonElement Value)> Items(string field) =>
        Find(field, JsonValueKind.Array, "一个数组 […]", "an array […]", required: false)?.EnumerateArray()
            .Select((value, at) => (string.Create(CultureInfo.InvariantCulture, $"{field}[{at}]"), value)) ?? [];

    private JsonElement? Find(string field, JsonValueKind kind, string zh, string en, bool required)
    {
        if (!_fields.TryGetValue(field, out var value))
        {
            Require(field, required);
            return null;
        }

        if (value.ValueKind == kind)
        {
            return value;
        }

        WrongType(field, value, zh, en);
        return null;
    }

    private void Require(string field, bool required)
    {
        if (required)
        {
            Report(ProblemCodes.MissingField, field, $"缺少 {PathOf(field)}", $"{PathOf(field)} is missing");
        }
    }

    private static string FigureText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : JsonNumber.Plain(value.GetRawText());

    private void WrongType(string field, JsonElement got, string zh, string en) =>
        Problems.Add(JsonText.WrongType(PathOf(field), zh, en, TokenOf(got.ValueKind)));

    private static JsonTokenType TokenOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => JsonTokenType.StartObject,
        JsonValueKind.Array => JsonTokenType.StartArray,
        JsonValueKind.String => JsonTokenType.String,
        JsonValueKind.Number => JsonTokenType.Number,
        JsonValueKind.True => JsonTokenType.True,
        JsonValueKind.False => JsonTokenType.False,
        JsonValueKind.Null => JsonTokenType.Null,
        _ => throw new UnreachableException(),
    };
}
