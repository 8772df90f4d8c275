using System.Diagnostics;
using System.Text.RegularExpressions;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Console.Pages.Schemes.Form;

/// <summary>Conditions of households as the form reads and begins them.</summary>
internal static partial class Conditions
{
    /// <summary>What a condition can look at, as the document writes it.</summary>
    public static IReadOnlyList<(string Value, LocalizedText Words)> Kinds { get; } =
    [
        ("tag", new("名册的人员类别", "a tag of the roster")),
        ("holding", new("名册的一列在一定范围", "a column of the roster in a range")),
        ("formula", new("算出来的数（如人均土地）", "a computed figure (such as land per person)")),
        ("group", new("另一个人群", "another group")),
        ("all", new("同时符合几条", "several at once")),
        ("any", new("符合其中一条", "one of several")),
        ("not", new("不符合某一条", "not a condition")),
    ];

    /// <summary>Which of them a condition is; empty for none.</summary>
    public static string KindOf(DocumentNode? node) => node switch
    {
        DocumentScalar { Text: not null } => "group",
        DocumentMapping mapping => Kinds.Select(kind => kind.Value).FirstOrDefault(kind => mapping.Find(kind) is { } value
            && (kind is not ("all" or "any") || value is DocumentSequence)) ?? "",
        null or DocumentScalar or DocumentSequence => "",
        _ => throw new UnreachableException(),
    };

    /// <summary>A new condition of a kind, with names of the document, to be changed field by field.</summary>
    public static DocumentNode New(string kind, SchemeFormNames names) => kind switch
    {
        "tag" => Mapping(("tag", "registered")),
        "holding" => Mapping(("holding", First(names)), ("above", "0")),
        "formula" => Divided(names),
        "group" => new DocumentScalar(names.Groups is [var group, ..] ? group.Name : "everyone"),
        "all" or "any" => new DocumentMapping([new DocumentEntry(kind, new DocumentSequence([New("holding", names)]))]),
        "not" => new DocumentMapping([new DocumentEntry("not", New("holding", names))]),
        _ => throw new UnreachableException(),
    };

    /// <summary>The change to another kind: what was said already stays as a part of it, or comes out of it.</summary>
    public static DocumentEdit Changed(DocumentPath path, DocumentNode? old, string kind, SchemeFormNames names)
    {
        var was = KindOf(old);
        if (was is "all" or "any" && kind is "all" or "any")
        {
            return new RenameKey(path.Key(was), kind);
        }

        var part = was is "not" or "all" or "any" ? ((DocumentMapping)old!).Find(was) : null;
        var inner = part is DocumentSequence { Items: var parts } ? parts.FirstOrDefault(one => KindOf(one) == kind) : part;
        return new SetValue(path, kind switch
        {
            "all" or "any" when old is not null && was.Length > 0 =>
                new DocumentMapping([new DocumentEntry(kind, new DocumentSequence([old]))]),
            "not" when old is not null && was.Length > 0 => new DocumentMapping([new DocumentEntry("not", old)]),
            _ => inner is not null && KindOf(inner) == kind ? inner : New(kind, names),
        });
    }

    /// <summary>How many conditions of several would be lost in a change to another kind; 0 where nothing is lost.</summary>
    public static int Lost(DocumentNode? old, string kind) =>
        KindOf(old) is var was && was is "all" or "any" && kind is not ("all" or "any" or "not")
        && ((DocumentMapping)old!).Find(was) is DocumentSequence { Items: { Count: > 1 } parts }
            ? parts.Count - (parts.Any(part => KindOf(part) == kind) ? 1 : 0)
            : 0;

    /// <summary>The two columns of a formula that only divides one by another; null for any other.</summary>
    public static (string Top, string Bottom)? Ratio(string? formula, SchemeFormNames names) =>
        Division().Match(formula ?? "") is { Success: true } found
        && (found.Groups["top"].Value, found.Groups["bottom"].Value) is var (top, bottom)
        && names.Columns.Any(holding => holding.Name == top) && names.Columns.Any(holding => holding.Name == bottom)
            ? (top, bottom)
            : null;

    /// <summary>The figure of <c>1 亩 / 1 人</c>: 1; any other bound as it is written.</summary>
    public static string ReadPerUnit(string bound) =>
        PerUnit().Match(bound) is { Success: true } found ? found.Groups["figure"].Value : bound;

    /// <summary>A figure with the units of two columns, where only a figure is typed.</summary>
    public static string WritePerUnit(string typed, SchemeFormNames names, string top, string bottom) =>
        Figure().IsMatch(typed) && names.UnitOf(top) is { } over && names.UnitOf(bottom) is { } under
            ? $"{typed} {over} / 1 {under}"
            : typed;

    private static DocumentMapping Divided(SchemeFormNames names)
    {
        var columns = names.Columns.Select(column => column.Name).ToArray();
        var bottom = columns.FirstOrDefault(name => names.UnitOf(name) is "人" or "person") ?? columns[^1];
        var top = columns.FirstOrDefault(name => name != bottom) ?? bottom;
        return Mapping(("formula", $"{top} / {bottom}"), ("above", WritePerUnit("1", names, top, bottom)));
    }

    private static string First(SchemeFormNames names) => names.Columns[0].Name;

    private static DocumentMapping Mapping(params (string Key, string Value)[] pairs) =>
        new(pairs.Select(pair => new DocumentEntry(pair.Key, new DocumentScalar(pair.Value))).ToArray());

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"^(?<top>[\p{L}_][\p{L}\p{N}_]*) */ *(?<bottom>[\p{L}_][\p{L}\p{N}_]*)$", Options, 1000)]
    private static partial Regex Division();

    [GeneratedRegex(@"^(?<figure>[0-9]+(\.[0-9]+)?) *\p{L}+ */ *1 *\p{L}+$", Options, 1000)]
    private static partial Regex PerUnit();

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?$", Options, 1000)]
    private static partial Regex Figure();
}
