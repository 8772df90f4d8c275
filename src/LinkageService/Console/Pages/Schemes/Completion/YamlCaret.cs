using System.Text.RegularExpressions;

namespace LinkageService.Console.Pages.Schemes.Completion;

/// <summary>
/// Where the caret stands in a YAML text that is being written and need not be readable: which keys lead there, by the indents of
/// the lines and the brackets of its own, and what stands beside.
/// </summary>
internal sealed partial class YamlCaret
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int Patience = 1000;

    private YamlCaret(List<string?> path, List<Dictionary<string, string>> siblings, string word, bool isKey, int line) =>
        (Path, Siblings, Word, IsKey, Line) = (path, siblings, word, isKey, line);

    /// <summary>The keys and items (null) that lead to the mapping of a key, or to a value.</summary>
    public IReadOnlyList<string?> Path { get; }

    /// <summary>The words beside: of the document first, then of what each place of the path leads to.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Siblings { get; }

    /// <summary>What is typed of the word so far.</summary>
    public string Word { get; }

    /// <summary>Whether a key is written here, not a value.</summary>
    public bool IsKey { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The place of a caret; null where free text stands, or nothing that could be completed.</summary>
    public static YamlCaret? Of(string text, int caret)
    {
        caret = Math.Clamp(caret, 0, text.Length);
        var lines = text.Split('\n');
        var number = text.AsSpan(0, caret).Count('\n');
        var before = text[(caret == 0 ? 0 : text.LastIndexOf('\n', caret - 1) + 1)..caret];
        if (YamlLine.Of(before) is not { } line || Comment().IsMatch(before))
        {
            return null;
        }

        var (path, siblings) = (new List<string?>(), new List<Dictionary<string, string>>());
        if (!Climb(lines, number, before, path, siblings))
        {
            return null;
        }

        if (line.Key is { } key)
        {
            path.Add(key);
            siblings.Add([]);
        }

        return InLine(line.Rest, line.Key is null, path, siblings) is { } place
            ? new YamlCaret(path, siblings, place.Word, place.IsKey, number + 1)
            : null;
    }

    // Up the lines: what is indented less leads here, what is indented alike stands beside.
    private static bool Climb(string[] lines, int number, string before, List<string?> path, List<Dictionary<string, string>> siblings)
    {
        var here = YamlLine.Of(before)!;
        var beside = Beside(lines, number, here.Column);
        var (column, isList) = Items(here);
        for (var at = number - 1; at >= 0 && (column > 0 || isList); at--)
        {
            if (YamlLine.Of(lines[at]) is not { IsEmpty: false } line)
            {
                continue;
            }

            // Another item of the same list; or the first line of the item all this stands in.
            if (isList ? line.Dash == column : line.Dash is not null && line.Column == column)
            {
                (column, isList) = isList ? (column, true) : Items(line);
            }
            else if (line.Key is { } key && (line.Column < column || (isList && line.Column == column)))
            {
                if (!line.IsOpen)
                {
                    return false;
                }

                Lead(key, Beside(lines, at, line.Column));
                (column, isList) = Items(line);
            }
        }

        siblings.Insert(0, beside);
        return true;

        void Lead(string? segment, Dictionary<string, string> around)
        {
            path.Insert(0, segment);
            siblings.Insert(0, beside);
            beside = around;
        }

        (int Column, bool IsList) Items(YamlLine line)
        {
            for (var dash = 0; dash < line.Dashes; dash++)
            {
                Lead(null, []);
            }

            return (line.Dash ?? line.Column, line.Dash is not null);
        }
    }

    // The keys of one mapping around a line: as far as nothing is indented less, and no other item begins.
    private static Dictionary<string, string> Beside(string[] lines, int number, int column)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var (at, by) = (number, -1); at < lines.Length; at += by)
        {
            var line = at < 0 ? null : YamlLine.Of(lines[at]);
            if (line is { IsEmpty: true })
            {
                continue;
            }

            var isOut = line is null || line.Column < column || (by > 0 && line.Dash < column);
            if (!isOut && line!.Column == column && line.Key is { } key)
            {
                found.TryAdd(key, line.Rest.Trim());
            }

            if (isOut && by > 0)
            {
                break;
            }

            if (by < 0 && (isOut || line!.Dash < column))
            {
                (at, by) = (number, 1);
            }
        }

        return found;
    }

    // Inside the brackets of the line itself: { type: rate, de|
    private static (string Word, bool IsKey)? InLine(
        string rest, bool isKey, List<string?> path, List<Dictionary<string, string>> siblings)
    {
        var open = new Stack<bool>();
        var start = 0;
        for (var at = 0; at < rest.Length; at++)
        {
            switch (rest[at])
            {
                case '"' or '\'':
                    at = rest.IndexOf(rest[at], at + 1);
                    if (at < 0)
                    {
                        return null;
                    }

                    break;
                case '{' when rest[start..at].Trim().Length == 0:
                    open.Push(true);
                    (start, isKey) = (at + 1, true);
                    break;
                case '[' when rest[start..at].Trim().Length == 0:
                    open.Push(false);
                    path.Add(null);
                    siblings.Add([]);
                    (start, isKey) = (at + 1, false);
                    break;
                case '}' or ']' when open.Count > 0:
                    open.Pop();
                    Leave(path, siblings, isKey);
                    isKey = false;
                    start = at + 1;
                    break;
                case ',' when open.Count > 0:
                    if (open.Peek() && !isKey)
                    {
                        siblings[^2][path[^1]!] = rest[start..at].Trim();
                        Leave(path, siblings, isKey: false);
                    }

                    (start, isKey) = (at + 1, open.Peek());
                    break;
                case ':' when isKey && open.Count > 0 && (at + 1 == rest.Length || rest[at + 1] == ' '):
                    path.Add(rest[start..at].Trim());
                    siblings.Add([]);
                    (start, isKey) = (at + 1, false);
                    break;
            }
        }

        var word = WordAtEnd().Match(rest[start..]).Value;
        return isKey && rest[start..].Trim() != word ? null : (word, isKey);
    }

    private static void Leave(List<string?> path, List<Dictionary<string, string>> siblings, bool isKey)
    {
        if (!isKey && path.Count > 0)
        {
            path.RemoveAt(path.Count - 1);
            siblings.RemoveAt(siblings.Count - 1);
        }
    }

    [GeneratedRegex(@"(^|\s)#", Options, Patience)]
    private static partial Regex Comment();

    [GeneratedRegex(@"((fund|carry|payer):)?[\p{L}\p{N}_]*$", Options, Patience)]
    private static partial Regex WordAtEnd();
}

/// <summary>A line of a YAML text: dashes, a key with its colon, and the rest.</summary>
/// <param name="Dash">The column of its first dash; null for none.</param>
/// <param name="Dashes">How many it has.</param>
/// <param name="Column">The column of the key, or of what stands there.</param>
/// <param name="Key">The key; null for none.</param>
/// <param name="Rest">What stands behind.</param>
internal sealed partial record YamlLine(int? Dash, int Dashes, int Column, string? Key, string Rest)
{
    /// <summary>Whether nothing stands on it but a comment.</summary>
    public bool IsEmpty => Key is null && Dash is null && (Rest.Length == 0 || Rest[0] == '#');

    /// <summary>Whether what is indented below belongs to its key.</summary>
    public bool IsOpen => Rest.AsSpan().Trim() is [] or ['#', ..];

    /// <summary>The line; null where it is none of a document.</summary>
    public static YamlLine? Of(string line)
    {
        var form = Form().Match(line);
        var (dashes, key, rest) = (form.Groups["dashes"], form.Groups["key"], form.Groups["rest"]);
        return !form.Success ? null : new YamlLine(
            dashes.Length > 0 ? dashes.Index : null, dashes.Value.Count('-'),
            key.Success ? key.Index : rest.Index, key.Success ? key.Value.TrimEnd() : null, rest.Value);
    }

    [GeneratedRegex(
        @"^ *(?<dashes>(- +)*)((?<key>[^\s#'""{\[:\-][^:#]*?|(fund|carry|payer):[^:#\s]+):( +|$))?(?<rest>.*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
