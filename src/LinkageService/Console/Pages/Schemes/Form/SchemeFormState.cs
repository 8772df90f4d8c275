using System.Diagnostics;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Console.Pages.Schemes.Form;

/// <summary>The document as it stands in the text now, and how the parts of the form change it.</summary>
public sealed class SchemeFormState
{
    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);
    private readonly HashSet<string> _parts = new(StringComparer.Ordinal);

    internal SchemeFormState(DocumentMapping document, IReadOnlyList<Problem> problems, Scheme? last, SchemeFormActs acts)
    {
        (Document, Problems, Last, Acts) = (document, problems, last, acts);
        Names = new SchemeFormNames(document);
        Titles = last is null ? null : new SchemeTitles(last);
    }

    internal DocumentMapping Document { get; }

    /// <summary>What the check says of the document.</summary>
    internal IReadOnlyList<Problem> Problems { get; }

    /// <summary>The last document that could be used; null for none yet.</summary>
    internal Scheme? Last { get; }

    /// <summary>What its names are called.</summary>
    internal SchemeTitles? Titles { get; }

    /// <summary>What each of its steps does, by the id, and what each requirement asks, by its place.</summary>
    internal IReadOnlyDictionary<string, LocalizedText> Sentences { get; init; } = new Dictionary<string, LocalizedText>();

    /// <summary>The names there are to choose from.</summary>
    internal SchemeFormNames Names { get; }

    private SchemeFormActs Acts { get; }

    /// <summary>Changes the document; false where its text cannot be changed so.</summary>
    internal Task<bool> EditAsync(params DocumentEdit[] edits) => Acts.Edit(edits);

    /// <summary>Goes to the place in the text.</summary>
    internal Task ShowInTextAsync(DocumentPath path) => Acts.ShowInText(path);

    /// <summary>Goes to the line of a problem.</summary>
    internal Task ShowProblemAsync(Problem problem) => Acts.ShowProblem(problem);

    /// <summary>What the check would say after a change and does not say now, each with what the place is called.</summary>
    internal IReadOnlyList<(LocalizedText? Place, Problem Problem)> BrokenBy(DocumentEdit edit) => Acts.BrokenBy(edit);

    /// <summary>What the check says of exactly this place; it is shown there and not said again for the part it belongs to.</summary>
    internal IEnumerable<Problem> ShowAt(string field)
    {
        _shown.Add(field);
        return Problems.Where(problem => string.Equals(problem.Field, field, StringComparison.Ordinal));
    }

    /// <summary>A part of the form says of itself what none of its fields shows.</summary>
    internal void TakePart(string part) => _parts.Add(part);

    /// <summary>What no field shows, of a part; of the root what belongs to no part.</summary>
    internal IEnumerable<Problem> RestOf(string part) => Problems.Where(problem => !_shown.Contains(problem.Field)
        && (part.Length > 0 ? IsBelow(problem.Field, part)
            : !_parts.Any(other => other.Length > 0 && IsBelow(problem.Field, other))));

    /// <summary>Whether a place is another or stands in it.</summary>
    internal static bool IsBelow(string field, string part) => field.StartsWith(part, StringComparison.Ordinal)
        && (field.Length == part.Length || part.Length == 0 || field[part.Length] is '.' or '[');

    /// <summary>The unit of a column, in words.</summary>
    internal LocalizedText UnitOf(string? holding) => Last?.Holdings.FirstOrDefault(known => known.Name == holding)?.UnitWords
        ?? (holding is not null && Names.UnitOf(holding) is { } unit ? new LocalizedText(unit, unit) : LocalizedText.Empty);
}

/// <summary>What the page does for the form.</summary>
/// <param name="Edit">Makes the changes, all or none; one undo takes them back.</param>
/// <param name="ShowInText">Goes to a place in the text.</param>
/// <param name="ShowProblem">Goes to the line of a problem.</param>
/// <param name="BrokenBy">What would be wrong after a change that is not now.</param>
internal sealed record SchemeFormActs(
    Func<IReadOnlyList<DocumentEdit>, Task<bool>> Edit, Func<DocumentPath, Task> ShowInText, Func<Problem, Task> ShowProblem,
    Func<DocumentEdit, IReadOnlyList<(LocalizedText? Place, Problem Problem)>> BrokenBy);

/// <summary>The names of a document, each with what it is called; read from the tree, because it may have mistakes.</summary>
internal sealed class SchemeFormNames
{
    private const string Members = "members";

    private readonly DocumentMapping _document;

    public SchemeFormNames(DocumentMapping document)
    {
        _document = document;
        Steps = (document.Find("steps") as DocumentSequence)?.Items
            .Select(step => step as DocumentMapping ?? new DocumentMapping([])).ToArray() ?? [];
        Groups = [.. Keys("groups"), .. Steps.Select(step => Word(step.Find("as"))).OfType<string>()
            .Select(name => (name, LocalizedText.Empty))];
        Holdings = [.. Keys("holdings")];
        Labels = [.. Keys("labels")];
        Inputs = [.. Keys("inputs")];
        Parameters = [.. Keys("parameters")];
        Pools = [.. PoolNames().DistinctBy(pool => pool.Name, StringComparer.Ordinal)];
    }

    public IReadOnlyList<DocumentMapping> Steps { get; }

    public IReadOnlyList<(string Name, LocalizedText Title)> Groups { get; }

    public IReadOnlyList<(string Name, LocalizedText Title)> Holdings { get; }

    /// <summary>The columns conditions and ranks can look at: those of the document, and the members, which every roster counts.</summary>
    public IReadOnlyList<(string Name, LocalizedText Title)> Columns => Holdings.Any(holding => holding.Name == Members)
        ? Holdings
        : [.. Holdings, (Members, new LocalizedText("家里几口人", "members of the household"))];

    public IReadOnlyList<(string Name, LocalizedText Title)> Labels { get; }

    public IReadOnlyList<(string Name, LocalizedText Title)> Inputs { get; }

    public IReadOnlyList<(string Name, LocalizedText Title)> Parameters { get; }

    /// <summary>Amounts of money that are shared: figures of the year, and what steps put money into.</summary>
    public IReadOnlyList<(string Name, LocalizedText Title)> Pools { get; }

    /// <summary>Whether a parameter, a figure of the year or a column has this name.</summary>
    public bool HasFigure(string name) =>
        Parameters.Concat(Inputs).Concat(Holdings).Any(known => string.Equals(known.Name, name, StringComparison.Ordinal));

    /// <summary>The unit of a column as it is written; null where there is none.</summary>
    public string? UnitOf(string holding) =>
        Word(((_document.Find("holdings") as DocumentMapping)?.Find(holding) as DocumentMapping)?.Find("unit"))
        ?? (holding == Members ? "人" : null);

    /// <summary>The accounts of a kind that steps write, such as funds, without the kind.</summary>
    public IEnumerable<string> Accounts(string kind) => Steps
        .SelectMany(step => new[] { step.Find("from"), step.Find("into") }).SelectMany(AccountsIn)
        .Where(name => name.StartsWith(kind + ":", StringComparison.Ordinal)).Select(name => name[(kind.Length + 1)..])
        .Where(name => name.Length > 0).Distinct(StringComparer.Ordinal);

    /// <summary>The steps of some kinds: id, and what they are called.</summary>
    public IEnumerable<(string Name, LocalizedText Title)> StepsOf(params string[] kinds) => Steps
        .Where(step => kinds.Contains(Word(step.Find("kind")), StringComparer.Ordinal))
        .Select(step => (Name: Word(step.Find("id")) ?? "", Title: Title(step.Find("title"))))
        .Where(step => step.Name.Length > 0).Select(step => (step.Name, Called(step.Name, step.Title)));

    /// <summary>The text of a value without parts; null for any other.</summary>
    public static string? Word(DocumentNode? node) => (node as DocumentScalar)?.Text;

    /// <summary>A title as it stands, in one language or two.</summary>
    public static LocalizedText Title(DocumentNode? node) => node switch
    {
        DocumentScalar { Text: { } text } => new LocalizedText(text, text),
        DocumentMapping words => new LocalizedText(
            Word(words.Find("zh")) ?? Word(words.Find("en")) ?? "", Word(words.Find("en")) ?? Word(words.Find("zh")) ?? ""),
        null or DocumentScalar or DocumentSequence => LocalizedText.Empty,
        _ => throw new UnreachableException(),
    };

    /// <summary>What something with a title is called: by it, else by its name.</summary>
    public static LocalizedText Called(string name, LocalizedText title) => title.Zh.Length > 0 ? title : new LocalizedText(name, name);

    private static IEnumerable<string> AccountsIn(DocumentNode? node) => node switch
    {
        DocumentScalar { Text: { } one } => [one],
        DocumentSequence list => list.Items.SelectMany(AccountsIn),
        DocumentMapping { Entries: [{ Key: "payer" or "fund" or "carry" } only] } => [only.Key + ":" + Word(only.Value)],
        DocumentMapping many => many.Entries.Select(entry => entry.Key),
        null or DocumentScalar => [],
        _ => throw new UnreachableException(),
    };

    private IEnumerable<(string Name, LocalizedText Title)> Keys(string section) => (_document.Find(section) as DocumentMapping)?.Entries
        .Select(entry => (entry.Key, Title((entry.Value as DocumentMapping)?.Find("title")))) ?? [];

    private IEnumerable<(string Name, LocalizedText Title)> PoolNames()
    {
        foreach (var input in (_document.Find("inputs") as DocumentMapping)?.Entries ?? [])
        {
            if (input.Value is DocumentMapping fields && Word(fields.Find("type")) == "money" && Word(fields.Find("pool")) != "false")
            {
                yield return (input.Key, Title(fields.Find("title")));
            }
        }

        foreach (var name in Steps.SelectMany(step => step.Find("into") switch
        {
            DocumentScalar { Text: { } one } => [one],
            DocumentMapping many => many.Entries.Select(entry => entry.Key),
            null or DocumentScalar or DocumentSequence => Array.Empty<string>(),
            _ => throw new UnreachableException(),
        }))
        {
            if (!name.Contains(':', StringComparison.Ordinal) && name is not ("fund" or "carry" or "payer"))
            {
                yield return (name, LocalizedText.Empty);
            }
        }
    }
}
