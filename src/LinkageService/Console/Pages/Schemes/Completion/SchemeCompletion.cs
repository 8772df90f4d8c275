using LinkageService.Console.Pages.Schemes.Form;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;

namespace LinkageService.Console.Pages.Schemes.Completion;

/// <summary>A word that may stand at the caret.</summary>
/// <param name="Word">It.</param>
/// <param name="Insert">What is written for it: a key with its colon.</param>
/// <param name="About">What it is.</param>
internal sealed record CompletionWord(string Word, string Insert, LocalizedText About);

/// <summary>What may be written at the caret of a scheme's text: fields and choices of the schema, names of the document.</summary>
internal static class SchemeCompletion
{
    private static readonly string[] FormulaKeys =
        ["amount", "by", "floor", "cap", "limit", "total", "places", "formula"];

    // Beside a formula; of a column or a figure of a when they are numbers.
    private static readonly string[] LimitKeys = ["above", "atLeast", "below", "atMost"];

    private static readonly (string Word, LocalizedText About)[] Functions =
    [
        ("min(", new("最小的一个", "the smallest")), ("max(", new("最大的一个", "the largest")),
        ("sum(", new("全体合计", "the sum over households")), ("count(", new("人群有几户", "households of a group")),
        ("received(", new("这些步骤已给每户的钱", "what steps gave each household")), ("pool(", new("这笔钱此刻的余额", "what is in a pool now")),
        ("tiers(", new("按分档表算", "by a table of brackets")), ("fund(", new("分完后留存里有多少", "what a fund has when all is shared")),
        ("carry(", new("分完后结转了多少", "what is carried on when all is shared")),
        ("payer(", new("付款方一共付了多少", "what a payer paid in all")), ("members", new("家里几口人", "members of the household")),
        ("members(", new("家里某个年龄的有几人，如 members(age >= 70)", "members of an age, such as members(age >= 70)")),
        ("year", new("计算的年度", "the year of the run")),
    ];

    /// <summary>The words, likeliest first, and what is typed of them already.</summary>
    /// <param name="text">The text as it is.</param>
    /// <param name="caret">Where the caret stands, in letters from the start.</param>
    /// <param name="document">The last text that could be read; null for none.</param>
    /// <param name="isAsked">Whether the person asked; else the words come only where they help while typing.</param>
    public static (string Typed, IReadOnlyList<CompletionWord> Words) At(string text, int caret, DocumentMapping? document, bool isAsked)
    {
        if (SchemeFile.LooksLikeJson(text) || YamlCaret.Of(text, caret) is not { } place)
        {
            return ("", []);
        }

        var isClosed = false;
        var words = place.IsKey ? Keys(place, document).ToArray() : Values(place, document, out isClosed).ToArray();
        if (place.Word.Length == 0 && !isAsked && !isClosed)
        {
            return ("", []);
        }

        var fitting = words.Where(word => Fits(word, place.Word)).DistinctBy(word => word.Word, StringComparer.Ordinal)
            .OrderByDescending(word => word.Word.StartsWith(place.Word, StringComparison.OrdinalIgnoreCase)).ToArray();
        return fitting is [var only] && only.Insert.TrimEnd(' ', ':') == place.Word && !place.IsKey ? ("", []) : (place.Word, fitting);
    }

    // Also by what it is called: 公积金 finds reserve_rate.
    private static bool Fits(CompletionWord word, string typed) => typed.Length == 0
        || word.Word.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
        || word.About.Zh.Contains(typed, StringComparison.Ordinal)
        || (typed.Length > 1 && word.Word.Contains(typed, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<CompletionWord> Keys(YamlCaret place, DocumentMapping? document)
    {
        var used = place.Siblings[^1];
        var fields = SchemeSchema.Fields(place.Path, place.Siblings).Where(field => !used.ContainsKey(field.Word))
            .Select(field => new CompletionWord(field.Word, field.Word + ": ", About(place, field)));
        var names = place.Path switch
        {
            [.., "into"] => AsKeys(Names(document, place.Line).Accounts),
            [.., "factors"] => AsKeys(Names(document, place.Line).Groups),
            [.., { } list, null] => Listed(list, Names(document, place.Line)),
            _ => [],
        };
        return fields.Concat(names);
    }

    private static IEnumerable<CompletionWord> AsKeys(IEnumerable<(string Name, LocalizedText Title)> names) =>
        names.Select(name => new CompletionWord(name.Name, name.Name + ": ", name.Title));

    private static IEnumerable<CompletionWord> Values(YamlCaret place, DocumentMapping? document, out bool isClosed)
    {
        var words = SchemeSchema.Values(place.Path, place.Siblings)
            .Select(word => new CompletionWord(word.Word, word.Word, About(place, word))).ToArray();
        var key = place.Path.LastOrDefault(segment => segment is not null);
        isClosed = words.Length > 0 && key is not ("unit" or "per" or "of");

        // What goes on from the last run is of a step or an account written further down.
        return words.Length > 0 ? words : Named(place, key, Names(document, key == "carried" ? int.MaxValue : place.Line));
    }

    private static IEnumerable<CompletionWord> Named(YamlCaret place, string? key, NamesSoFar names)
    {
        var isSelect = place.Siblings.Count > 1 && place.Siblings[^2].GetValueOrDefault("kind") == "select";
        var holder = place.Path.Count > 1 ? place.Path[^2] : null;
        var isFormula = FormulaKeys.Contains(key, StringComparer.Ordinal)
            || (LimitKeys.Contains(key, StringComparer.Ordinal) && place.Siblings.Count > 1 && place.Siblings[^2].ContainsKey("formula"));
        var found = key switch
        {
            "from" when isSelect => names.Groups,
            "from" => [.. names.Pools, .. names.Payers],
            "carried" when place.Path is ["holdings", ..] => names.Steps,
            "carried" => names.Carried,
            "into" => names.Accounts,
            "to" or "over" or "group" or "not" => [.. names.Groups, ("everyone", new("全体农户", "all households"))],
            "of" or "counting" => names.Steps,
            "any" or "all" => names.Groups,
            "rank" => [.. names.Groups, .. names.Columns],
            "holding" => names.Columns,
            "input" => names.Inputs,
            "parameter" => names.Figures,
            "within" => names.Labels,
            "pool" => names.Pools,
            _ when holder is "into" or "factors" or "by" || isFormula =>
            [
                .. names.Figures, .. names.Pools, .. names.Groups, .. names.Steps, .. Functions,
                .. holder == "into" ? [("remaining", new LocalizedText("其余全部", "all the rest"))] : Array.Empty<(string, LocalizedText)>(),
            ],
            _ => Array.Empty<(string Name, LocalizedText Title)>(),
        };
        return found.Select(name => new CompletionWord(name.Item1, name.Item1, name.Item2));
    }

    private static IEnumerable<CompletionWord> Listed(string list, NamesSoFar names) => (list switch
    {
        "of" or "counting" => names.Steps,
        "any" or "all" => names.Groups,
        "rank" => [.. names.Groups, .. names.Columns],
        "from" => [.. names.Pools, .. names.Payers],
        _ => [],
    }).Select(name => new CompletionWord(name.Name, name.Name, name.Title));

    // The schema says what a field is where it is the same everywhere; the form has words for the rest.
    private static LocalizedText About(YamlCaret place, SchemaWord word)
    {
        if (word.About.Zh.Length > 0)
        {
            return word.About;
        }

        var kind = (place.IsKey ? place.Siblings[^1] : place.Siblings[^2]).GetValueOrDefault("kind");
        var field = FormWords.Of(kind).FirstOrDefault(each => each.Key == (place.IsKey ? word.Word : place.Path[^1]));
        return place.IsKey ? field?.Label ?? FieldMeanings.Of(place.Path.Count > 0 ? place.Path[0] : null, word.Word)
            : field?.Choices.FirstOrDefault(choice => choice.Value == word.Word).Words
                ?? (place.Path[^1] is "type" or "gives" ? FormWords.Type(word.Word)
                    : FormWords.Modes.FirstOrDefault(mode => mode.Value == word.Word).Words ?? LocalizedText.Empty);
    }

    private static NamesSoFar Names(DocumentMapping? document, int line) => new(document ?? new DocumentMapping([]), line);

    /// <summary>The names a document has above a line, each with what it is called.</summary>
    private sealed class NamesSoFar
    {
        public NamesSoFar(DocumentMapping document, int line)
        {
            var steps = (document.Find("steps") as DocumentSequence)?.Items.Where(step => step.Line < line).ToArray() ?? [];
            var names = new SchemeFormNames(new DocumentMapping(document.Entries.Select(entry =>
                entry.Key == "steps" ? entry with { Value = new DocumentSequence(steps) } : entry).ToArray()));
            (Pools, Groups, Columns, Labels, Inputs) = (names.Pools, names.Groups, names.Columns, names.Labels, names.Inputs);
            Figures = [.. names.Parameters, .. names.Inputs, .. names.Holdings];
            Carried = [.. names.Accounts("carry").Select(name => (name, new LocalizedText("结转下年", "carried on")))];
            Steps = names.Steps.Select(step => (SchemeFormNames.Word(step.Find("id")) ?? "", SchemeFormNames.Title(step.Find("title"))))
                .Where(step => step.Item1.Length > 0).ToArray();
            var accounts = names.Steps.SelectMany(step => new[] { step.Find("from"), step.Find("into") }).SelectMany(Written).ToArray();
            Payers = [.. accounts.Where(name => name.StartsWith("payer:", StringComparison.Ordinal)).Append("payer:").Distinct()
                .Select(name => (name, new LocalizedText("外部付款方", "a payer from outside")))];
            Accounts =
            [
                .. accounts.Where(name => name.StartsWith("fund:", StringComparison.Ordinal)).Append("fund:").Distinct()
                    .Select(name => (name, new LocalizedText("留存", "kept"))),
                .. accounts.Where(name => name.StartsWith("carry:", StringComparison.Ordinal)).Append("carry:").Distinct()
                    .Select(name => (name, new LocalizedText("结转下年", "carried on"))),
                .. Pools,
            ];
        }

        public IReadOnlyList<(string Name, LocalizedText Title)> Pools { get; }

        public IReadOnlyList<(string Name, LocalizedText Title)> Payers { get; }

        public IReadOnlyList<(string Name, LocalizedText Title)> Accounts { get; }

        /// <summary>Accounts that are carried on, without the word for it.</summary>
        public IReadOnlyList<(string Name, LocalizedText Title)> Carried { get; }

        public IReadOnlyList<(string Name, LocalizedText Title)> Groups { get; }

        public IReadOnlyList<(string Name, LocalizedText Title)> Columns { get; }

        public IReadOnlyList<(string Name, LocalizedText Title)> Labels { get; }

        public IReadOnlyList<(string Name, LocalizedText Title)> Inputs { get; }

        public IReadOnlyList<(string Name, LocalizedText Title)> Figures { get; }

        public IReadOnlyList<(string Name, LocalizedText Title)> Steps { get; }

        private static IEnumerable<string> Written(DocumentNode? node) => node switch
        {
            DocumentScalar { Text: { } text } => [text],
            DocumentSequence list => list.Items.SelectMany(Written),
            DocumentMapping { Entries: [{ Key: "payer" or "fund" or "carry" } only] } =>
                [only.Key + ":" + SchemeFormNames.Word(only.Value)],
            DocumentMapping mapping => mapping.Entries.Select(entry => entry.Key),
            null or DocumentScalar => [],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
