using System.Diagnostics;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Console.Pages.Schemes.Form;

/// <summary>The document as it stands in the text now, and how the parts of the form change it.</summary>
public sealed class SchemeFormState
{
    internal SchemeFormState(
        DocumentMapping document, IReadOnlyList<Problem> problems, Scheme? last,
        IReadOnlyDictionary<string, LocalizedText> sentences, Func<DocumentEdit, Task<bool>> edit, Func<DocumentPath, Task> showInText)
    {
        (Document, Problems, Last, Sentences) = (document, problems, last, sentences);
        (EditAsync, ShowInTextAsync) = (edit, showInText);
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

    /// <summary>What each of its steps does, by the id.</summary>
    internal IReadOnlyDictionary<string, LocalizedText> Sentences { get; }

    /// <summary>The names there are to choose from.</summary>
    internal SchemeFormNames Names { get; }

    /// <summary>Changes the document; false where its text cannot be changed so.</summary>
    internal Func<DocumentEdit, Task<bool>> EditAsync { get; }

    /// <summary>Goes to the place in the text.</summary>
    internal Func<DocumentPath, Task> ShowInTextAsync { get; }
}

/// <summary>The names of a document, each with what it is called; read from the tree, because it may have mistakes.</summary>
internal sealed class SchemeFormNames
{
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

    public IReadOnlyList<(string Name, LocalizedText Title)> Labels { get; }

    public IReadOnlyList<(string Name, LocalizedText Title)> Inputs { get; }

    public IReadOnlyList<(string Name, LocalizedText Title)> Parameters { get; }

    /// <summary>Amounts of money that are shared: figures of the year, and what steps put money into.</summary>
    public IReadOnlyList<(string Name, LocalizedText Title)> Pools { get; }

    /// <summary>Whether a parameter, a figure of the year or a column has this name.</summary>
    public bool HasFigure(string name) =>
        Parameters.Concat(Inputs).Concat(Holdings).Any(known => string.Equals(known.Name, name, StringComparison.Ordinal));

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
