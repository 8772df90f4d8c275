using System.Text.RegularExpressions;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using Microsoft.AspNetCore.Components;

namespace LinkageService.Console.Pages.Schemes.Form;

/// <summary>A part of the form of a scheme: reads its place in the document and changes it.</summary>
public abstract partial class FormPart : ConsoleComponent
{
    /// <summary>The document.</summary>
    [CascadingParameter]
    public SchemeFormState Form { get; set; } = null!;

    /// <summary>The id of the field at a path, for its label and for whoever goes to a problem.</summary>
    internal static string IdOf(string field) => "form-" + Uri.EscapeDataString(field);

    private protected DocumentNode? At(DocumentPath path) => DocumentEdit.Find(Form.Document, path);

    private protected string? Word(DocumentPath path) => SchemeFormNames.Word(At(path));

    private protected IReadOnlyList<DocumentEntry> Entries(DocumentPath path) => (At(path) as DocumentMapping)?.Entries ?? [];

    /// <summary>What the check says of exactly this place.</summary>
    private protected IEnumerable<Problem> ProblemsAt(DocumentPath path) => Form.ShowAt(path.ToString());

    /// <summary>How many errors a part of the document has, or warnings where it has none.</summary>
    private protected (int Count, bool IsWarning) ProblemsBelow(DocumentPath path)
    {
        var name = path.ToString();
        var below = Form.Problems.Where(problem => SchemeFormState.IsBelow(problem.Field, name)).ToArray();
        var errors = below.Count(problem => !problem.IsWarning);
        return errors > 0 ? (errors, false) : (below.Length, true);
    }

    /// <summary>Gives a value as it was typed; an empty one is taken out.</summary>
    private protected Task SetAsync(DocumentPath path, string? typed, IReadOnlyList<string>? after = null)
    {
        var text = typed?.ReplaceLineEndings("\n").Trim() ?? "";

        // A text of several lines ends as it ended.
        text += text.Length > 0 && Word(path) is { } old && old.EndsWith('\n') ? "\n" : "";
        return text.Length > 0 ? Form.EditAsync(new SetValue(path, new DocumentScalar(text), after))
            : DocumentEdit.Whole(Form.Document, path) is not { } whole ? Task.CompletedTask
            : TakesMore(path, whole) is not { } part ? Form.EditAsync(new RemoveValue(path))
            : part is { Places: [{ Key: "labels" }, _] } ? Form.EditAsync(new SetValue(part, new DocumentMapping([])))
            : Form.EditAsync(new SetValue(path, new DocumentScalar("")));
    }

    // An emptied field leaves its group, column or row where it is: the check says what is missing.
    private static DocumentPath? TakesMore(DocumentPath path, DocumentPath whole)
    {
        for (var holder = path.Parent; holder.Places.Count >= whole.Places.Count && holder.Places.Count > 0; holder = holder.Parent)
        {
            if (holder.Places[^1].Key is null
                || (holder.Places.Count == 2 && holder.Places[0].Key is "parameters" or "inputs" or "holdings" or "labels" or "groups"))
            {
                return holder;
            }
        }

        return null;
    }

    /// <summary>What the names in a value are called, where that says more than the names do.</summary>
    private protected IReadOnlyList<(string Name, LocalizedText Said)> Meaning(string? value) =>
        NameInText().Matches(value ?? "")
            .Select(match => (match.Value, Said: Called(match.Groups["kind"].Value, match.Groups["name"].Value)))
            .Where(name => name.Said is not null && name.Said.Zh != name.Value)
            .DistinctBy(name => name.Value).Select(name => (name.Value, name.Said!)).ToArray();

    /// <summary>What one name is called; as it is written where there is nothing better.</summary>
    private protected LocalizedText Said(string name) =>
        Meaning(name) is [var only] && only.Name == name ? only.Said : new LocalizedText(name, name);

    private LocalizedText? Called(string kind, string name) => Form.Titles is not { } titles ? null : kind switch
    {
        "fund" => Kept(titles.Of(new Account(AccountKind.Fund, name)), "（留存）", " (kept)"),
        "carry" => Kept(titles.Of(new Account(AccountKind.Carry, name)), "（结转下年）", " (carried on)"),
        "payer" => titles.Of(new Account(AccountKind.Payer, name)),
        _ when Form.Names.Pools.Any(pool => pool.Name == name) => titles.Of(new Account(AccountKind.Pool, name)),
        _ when Form.Names.Groups.Any(group => group.Name == name) => titles.OfGroup(name),
        _ when Form.Names.HasFigure(name) => SchemeTitles.AsLabel(titles.Of(name)),
        _ => null,
    };

    private static LocalizedText Kept(LocalizedText words, string zh, string en) => new(words.Zh + zh, words.En + en);

    [GeneratedRegex(@"((?<kind>fund|carry|payer):)?(?<name>[\p{L}_][\p{L}\p{N}_]*)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameInText();

    private protected static DocumentMapping Mapping(params ReadOnlySpan<(string Key, string Value)> pairs)
    {
        var entries = new List<DocumentEntry>();
        foreach (var (key, value) in pairs)
        {
            entries.Add(new DocumentEntry(key, new DocumentScalar(value)));
        }

        return new DocumentMapping(entries);
    }
}
