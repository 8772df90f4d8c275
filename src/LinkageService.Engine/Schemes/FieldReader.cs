using System.Diagnostics;
using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>Reads the fields of one mapping, reports what is missing or of another form, and at the end what is unknown.</summary>
internal sealed class FieldReader
{
    private DocumentMapping _mapping;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    private FieldReader(DocumentMapping mapping, string path, ProblemList problems) =>
        (_mapping, Path, Problems) = (mapping, path, problems);

    public string Path { get; }

    public ProblemList Problems { get; }

    public DocumentMapping Node => _mapping;

    /// <summary>A reader of the mapping, or null after reporting that it is none.</summary>
    /// <param name="node">What stands there.</param>
    /// <param name="path">The path of the mapping, such as <c>steps[0].by</c>.</param>
    /// <param name="problems">Where it is reported.</param>
    /// <param name="cure">How it is written instead; null where that is said elsewhere.</param>
    public static FieldReader? Open(DocumentNode node, string path, ProblemList problems, LocalizedText? cure = null)
    {
        if (node is DocumentMapping mapping)
        {
            var reader = new FieldReader(mapping, path, problems);
            reader._mapping = GluedPairs.Part(CutValues.Join(mapping, reader.FieldOf, problems), reader.FieldOf, problems);
            reader.ReportDuplicates();
            return reader;
        }

        if (!GluedPairs.Add(problems, path, node))
        {
            problems.Add(ProblemCodes.SchemeWrongType, path, node, $"应为一组“名称: 值”，得到{node.DescribeZh()}",
                $"a mapping of names to values is wanted, got {node.Describe()}", cure);
        }

        return null;
    }

    /// <summary>The path of a key; one too long for a name is shortened, so that no answer repeats it whole.</summary>
    public string FieldOf(string key)
    {
        var shown = key.Length <= Names.MaxLength && !key.Any(char.IsControl) ? key : NumberProblems.Shorten(key);
        return Path.Length == 0 ? shown : Path + "." + shown;
    }

    /// <summary>The node of a key, or null; a required one that is missing is reported.</summary>
    /// <param name="key">The key in the mapping.</param>
    /// <param name="required">Whether it has to be there.</param>
    /// <param name="wanted">What is to be written, where it is missing.</param>
    public DocumentNode? Find(string key, bool required = false, LocalizedText? wanted = null)
    {
        _known.Add(key);
        var node = _mapping.Find(key);
        if (node is null or DocumentScalar { Text: null })
        {
            if ((required || node is not null) && !ReportMistyped(key))
            {
                Missing(key, node, wanted);
            }

            return null;
        }

        return node;
    }

    /// <summary>Reports that a field is absent or empty.</summary>
    public void Missing(string key, DocumentNode? at, LocalizedText? wanted = null) =>
        Problems.Add(ProblemCodes.SchemeMissingField, FieldOf(key), at ?? _mapping, $"缺少“{key}”", $"\"{key}\" is missing", wanted);

    /// <summary>Reports a value that is not one of those wanted.</summary>
    public void Invalid(string key, string zh, string en) =>
        Problems.Add(ProblemCodes.SchemeInvalidValue, FieldOf(key), _mapping.Find(key) ?? _mapping, zh, en);

    /// <summary>Whether the mapping has the key.</summary>
    public bool Has(string key) => _mapping.Find(key) is not null;

    public string? Text(string key, bool required = false, LocalizedText? wanted = null) =>
        Find(key, required, wanted) is { } node ? TextOf(node, FieldOf(key)) : null;

    public string? TextOf(DocumentNode node, string field)
    {
        if (node is DocumentScalar { Text: { } text })
        {
            return text;
        }

        Problems.Add(ProblemCodes.SchemeWrongType, field, node, $"这里只写一个值，得到{node.DescribeZh()}",
            $"one value is wanted, got {node.Describe()}");
        return null;
    }

    /// <summary>A name by the rules of names.</summary>
    public string? Name(string key, bool required = false)
    {
        var name = Text(key, required);
        return name is null || CheckName(name, FieldOf(key), _mapping.Find(key)) ? name : null;
    }

    public bool CheckName(string name, string field, DocumentNode? at)
    {
        if (!Names.IsName(name))
        {
            Problems.Add(ProblemCodes.InvalidName, field, at,
                $"“{NumberProblems.Shorten(name)}”不能作名称：以文字或 _ 开头，只含文字、数字和 _，最多 {Names.MaxLength} 个字符",
                $"\"{NumberProblems.Shorten(name)}\" cannot be a name: "
                    + $"a letter or _ first, then letters, digits and _, at most {Names.MaxLength}", NameInstead(name));
            return false;
        }

        if (Names.IsReserved(name))
        {
            Problems.Add(ProblemCodes.InvalidName, field, at, $"“{name}”是保留字", $"\"{name}\" is a reserved word");
            return false;
        }

        return true;
    }

    private static LocalizedText? NameInstead(string name)
    {
        var plain = string.Concat(TypedWords.Plain(name).Select(letter => letter is '-' or ' ' or '.' or '/' ? '_' : letter));
        if (Names.IsName(plain) && !Names.IsReserved(plain))
        {
            return new LocalizedText($"写作 {plain}", $"Write {plain}");
        }

        // 利润（元）: what stands in brackets is for people, and people read titles.
        var bracket = name.AsSpan().IndexOfAny('（', '(');
        var before = bracket > 0 && name[^1] is '）' or ')' ? name[..bracket].Trim() : "";
        return Names.IsName(before) && !Names.IsReserved(before)
            ? new LocalizedText($"写作 {before}，括号里的写进 title：{before}: {{ …, title: {NumberProblems.Shorten(name)} }}",
                $"Write {before}; what stands in brackets goes into the title: {before}: {{ …, title: {NumberProblems.Shorten(name)} }}")
            : null;
    }

    /// <summary>A unit: a name, or yuan; the units there are words for may be written in Chinese.</summary>
    public string? Unit(string key, bool required = false)
    {
        if (Text(key, required) is not { } written)
        {
            return null;
        }

        var unit = Units.Canonical(written);
        if (unit.IndexOf('/', StringComparison.Ordinal) is > 0 and var stroke)
        {
            var (of, per) = (Units.Canonical(unit[..stroke].Trim()), unit[(stroke + 1)..].Trim());
            Invalid(key, $"“{NumberProblems.Shorten(written)}”分开写：{(of is "yuan" ? "type: money" : "unit: " + of)}, per: {per}",
                $"\"{NumberProblems.Shorten(written)}\" is written {(of is "yuan" ? "type: money" : "unit: " + of)}, per: {per}");
            return null;
        }

        return unit is "yuan" || CheckName(unit, FieldOf(key), _mapping.Find(key)) ? unit : null;
    }

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public int? Whole(string key, int min, int max, bool required = false, LocalizedText? wanted = null)
    {
        if (Text(key, required, wanted) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        // 2026年, v2, 第2版, 1.0: what is meant is plain.
        var bare = text.Trim('v', 'V', '第', '版', '年', ' ');
        var spelled = NumberSpelling.Of(bare) ?? bare;
        var isNumber = DecimalText.TryParse(spelled, maxDecimals: 12, out Fraction value) == DecimalFault.None;
        var spelling = isNumber && value.Denominator.IsOne && value >= min && value <= max ? value.ToString()
            : isNumber && !value.Denominator.IsOne ? Rounding.Up(value).ToString(CultureInfo.InvariantCulture) : null;
        Problems.Add(ProblemCodes.SchemeInvalidValue, FieldOf(key), _mapping.Find(key),
            $"应为 {min} 到 {max} 的整数，得到“{NumberProblems.Shorten(text)}”",
            $"a whole number from {min} to {max} is wanted, got \"{NumberProblems.Shorten(text)}\"",
            spelling is null ? null
                : value.Denominator.IsOne ? new LocalizedText($"写作 {spelling}", $"Write {spelling}")
                : new LocalizedText($"不写小数，写整数，如 {spelling}", $"Write a whole number, such as {spelling}"));
        return null;
    }

    public bool Flag(string key, bool otherwise) => Choice(key, [("true", true), ("false", false)], otherwise);

    /// <summary>One of the listed words.</summary>
    /// <param name="key">The key in the mapping.</param>
    /// <param name="choices">The words and what they mean.</param>
    /// <param name="otherwise">What counts where it is not there.</param>
    /// <param name="required">Whether it has to be there.</param>
    /// <param name="wanted">What the words mean, where none of them stands there; null lists them.</param>
    public T Choice<T>(
        string key, IReadOnlyList<(string Word, T Value)> choices, T otherwise, bool required = false, LocalizedText? wanted = null)
    {
        var words = choices.Select(choice => choice.Word).ToArray();
        var list = string.Join(" | ", words);
        var listed = new LocalizedText($"写作 {key}: {list} 之一", $"Write {key}: one of {list}");
        if (Text(key, required, wanted ?? listed) is not { } text)
        {
            return otherwise;
        }

        foreach (var (word, value) in choices)
        {
            if (string.Equals(word, text, StringComparison.Ordinal))
            {
                return value;
            }
        }

        Problems.Add(ProblemCodes.SchemeInvalidValue, FieldOf(key), _mapping.Find(key),
            $"应为 {list} 之一，得到“{NumberProblems.Shorten(text)}”",
            $"one of {list} is wanted, got \"{NumberProblems.Shorten(text)}\"",
            Suggested(text, words) ?? wanted);
        return otherwise;
    }

    /// <summary>Words in Chinese and English: <c>{zh, en}</c>, or one text for both; where required, the Chinese must be there.</summary>
    public LocalizedText Words(string key, bool required = false)
    {
        if (Find(key, required) is not { } node)
        {
            return LocalizedText.Empty;
        }

        if (node is DocumentScalar { Text: { } text })
        {
            if (required && text.Length == 0)
            {
                Missing(key, node);
            }

            return new LocalizedText(text, text);
        }

        if (Open(node, FieldOf(key), Problems) is not { } fields)
        {
            return LocalizedText.Empty;
        }

        var (zh, en) = (fields.Text("zh", required, Shapes.Chinese(key, fields.Node)) ?? "", fields.Text("en") ?? "");
        fields.Done();
        return new LocalizedText(zh.Length > 0 ? zh : en, en.Length > 0 ? en : zh);
    }

    /// <summary>A list; one value alone is a list of one. A required one has an entry.</summary>
    public IReadOnlyList<(DocumentNode Node, string Field)> Items(string key, bool required = false)
    {
        var node = Find(key, required);
        if (required && node is DocumentSequence { Items.Count: 0 })
        {
            Missing(key, node);
        }

        return node switch
        {
            null => [],
            DocumentSequence sequence => sequence.Items.Select((item, at) =>
                (item, string.Create(CultureInfo.InvariantCulture, $"{FieldOf(key)}[{at}]"))).ToArray(),
            DocumentScalar or DocumentMapping => [(node, FieldOf(key))],
            _ => throw new UnreachableException(),
        };
    }

    public IReadOnlyList<string> Texts(string key, bool required = false) =>
        Items(key, required).Select(item => TextOf(item.Node, item.Field)).OfType<string>().ToArray();

    /// <summary>The entries of a mapping, in the order written; a required one has an entry, none has more than the limit.</summary>
    public IReadOnlyList<(DocumentEntry Entry, string Field)> Entries(
        string key, int limit, bool required = false, Func<DocumentNode, LocalizedText?>? cure = null)
    {
        if (Find(key, required) is not { } node)
        {
            return [];
        }

        if (Open(node, FieldOf(key), Problems, cure?.Invoke(node)) is not { } inner)
        {
            Problems.Lost.AddAll();
            return [];
        }

        var entries = inner._mapping.Entries;
        if (required && entries.Count == 0)
        {
            Missing(key, node);
        }

        return CheckCount(key, node, entries.Count, limit) ? entries.Select(entry => (entry, inner.FieldOf(entry.Key))).ToArray() : [];
    }

    /// <summary>Whether a list or mapping is within its limit; one that is not is reported and not read.</summary>
    public bool CheckCount(string key, DocumentNode? at, int count, int limit)
    {
        if (count <= limit)
        {
            return true;
        }

        Problems.Lost.AddAll();
        Problems.Add(ProblemCodes.SchemeTooLarge, FieldOf(key), at, $"“{key}”有 {count} 项，最多 {limit} 项",
            $"\"{key}\" has {count} entries, at most {limit}");
        return false;
    }

    /// <summary>A formula, read but not yet checked.</summary>
    public Formula? Formula(string key, bool required = false) =>
        Find(key, required) is { } node ? FormulaOf(node, FieldOf(key)) : null;

    public Formula? FormulaOf(DocumentNode node, string field)
    {
        if (TextOf(node, field) is not { } text)
        {
            return null;
        }

        var expression = FormulaParser.Parse(text, out var error, Problems.Rules);
        if (error is not null)
        {
            Report(error, field, node);
        }

        if (expression is null)
        {
            return null;
        }

        Problems.Members.AddFrom(expression);
        return new Formula(text, field, expression) { At = node };
    }

    public void Report(FormulaError error, string field, DocumentNode? node) =>
        Problems.Add(error.Code, field, node, $"{error.Zh}（{field} 第 {error.At} 列）", $"{error.En} ({field}, column {error.At})");

    /// <summary>Reports the fields nobody asked for.</summary>
    public void Done()
    {
        Problems.Lost.AddAll(Path.Length == 0 && _mapping.Entries.Any(entry =>
            !_known.Contains(entry.Key) && entry.Value is not DocumentScalar)); // a section that is named otherwise declares names
        foreach (var entry in _mapping.Entries.Where(entry => !_known.Contains(entry.Key) && !_reported.Contains(entry.Key)))
        {
            var known = string.Join(", ", _known.Order(StringComparer.Ordinal));
            Unknown(entry, $"；可用：{known}", $"; known: {known}", Suggested(entry.Key, _known)
                ?? (entry.Value is not DocumentScalar { Text: null } ? null
                    : new LocalizedText("“{ }”里的文字有逗号时要加引号", "inside { } a text with a comma needs quotes")));
        }
    }

    /// <summary>The known word that was probably meant, as a hint; or null.</summary>
    public static LocalizedText? Suggested(string typed, IEnumerable<string> known) => Nearest.To(typed, known) is { } near
        ? new LocalizedText($"是不是“{near}”？", $"Did you mean \"{near}\"?")
        : null;

    // A required field that is there under a mistyped name is one mistake.
    private bool ReportMistyped(string key)
    {
        var typed = _mapping.Entries.FirstOrDefault(entry =>
            !_known.Contains(entry.Key) && Nearest.To(entry.Key, [key]) is not null);
        if (typed is null)
        {
            return false;
        }

        if (_reported.Add(typed.Key))
        {
            Unknown(typed, "", "", Suggested(typed.Key, [key]));
        }

        return true;
    }

    private void Unknown(DocumentEntry entry, string zh, string en, LocalizedText? hint) =>
        Problems.Add(ProblemCodes.SchemeUnknownField, FieldOf(entry.Key), new DocumentScalar(entry.Key, entry.Line, entry.Column),
            $"这里没有字段“{NumberProblems.Shorten(entry.Key)}”{zh}",
            $"there is no field \"{NumberProblems.Shorten(entry.Key)}\" here{en}", hint);

    private void ReportDuplicates()
    {
        foreach (var again in _mapping.Entries.GroupBy(entry => entry.Key, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
        {
            var second = again.ElementAt(1);
            Problems.Add(ProblemCodes.SchemeDuplicateField, FieldOf(again.Key), new DocumentScalar(again.Key, second.Line, second.Column),
                $"“{again.Key}”写了两次", $"\"{again.Key}\" is written twice");
        }
    }
}
