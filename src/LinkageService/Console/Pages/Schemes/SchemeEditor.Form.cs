using System.Globalization;
using System.Text;
using LinkageService.Console.Pages.Schemes.Completion;
using LinkageService.Console.Pages.Schemes.Form;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace LinkageService.Console.Pages.Schemes;

/// <summary>The two views of one document: the form, and the text it changes.</summary>
public partial class SchemeEditor
{
    private const string FormView = "form";
    private const string TextView = "text";
    private const int MaxOptions = 60;

    private static readonly (string View, LocalizedText Words)[] Views = [(FormView, new("表单", "Form")), (TextView, new("文本", "Text"))];

    private readonly Stack<string> _undo = [];
    private string _view = FormView;
    private SchemeFormState? _form;
    private DocumentMapping? _readable;
    private DocumentPath? _notMet;
    private (int Line, int Column)? _goTo;

    [Inject]
    private DescribeScheme Describe { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The text has to be seen before the caret can go there.
        if (_goTo is { } place && _view == TextView)
        {
            _goTo = null;
            await Script.InvokeVoidAsync("linkage.goToLine", "document", place.Line, place.Column);
        }
    }

    private static DocumentNode? Read(string text) =>
        SchemeFile.Read(Encoding.UTF8.GetBytes(text), SchemeFile.LooksLikeJson(text), out _);

    // The sentences are those of the last document that could be used.
    private void ShowForm(string text)
    {
        var sentences = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        if (_shown is not null)
        {
            foreach (var step in Describe.Handle(_shown))
            {
                sentences[step.Step.Id] = step.Sentence;
            }

            foreach (var required in Describe.Requirements(_shown))
            {
                sentences[required.Requirement.Field] = required.Sentence;
            }
        }

        var document = Read(text) is DocumentMapping { Entries.Count: > 0 } read ? read : null;
        _readable = document ?? _readable;
        _form = document is not null
            ? new SchemeFormState(
                document, _checked!.Problems, _shown, new SchemeFormActs(EditAsync, ShowInTextAsync, ShowLineAsync, BrokenBy))
            {
                Sentences = sentences,
            }
            : null;
    }

    private async Task<bool> EditAsync(IReadOnlyList<DocumentEdit> edits)
    {
        var after = DocumentText.After(_text, edits, Read);
        _notMet = after is null ? edits[0].Path : null;
        if (after is not null && after != _text)
        {
            _undo.Push(_text);
            (_text, _isChanged) = (after, true);

            // At once, before the check has an answer: whoever types on must not meet the old value.
            ShowForm(after);
            await CheckAsync();
        }

        StateHasChanged();
        return after is not null;
    }

    // What is wrong already is not of the change.
    private List<(LocalizedText? Place, Problem Problem)> BrokenBy(DocumentEdit edit)
    {
        if (DocumentText.After(_text, edit, Read) is not { } after || Read(after) is not DocumentMapping document)
        {
            return [];
        }

        var known = _checked!.Problems.Select(problem => (problem.Code, problem.Message.Zh)).ToHashSet();
        var names = new SchemeFormNames(document);
        return Validate.Handle(Encoding.UTF8.GetBytes(after), SchemeFile.LooksLikeJson(after)).Problems
            .Where(problem => !known.Contains((problem.Code, problem.Message.Zh))).OrderBy(problem => problem.IsWarning)
            .Select(problem => (PlaceOf(problem, document, names), problem)).ToList();
    }

    private async Task UndoAsync()
    {
        if (_undo.TryPop(out var before))
        {
            (_text, _isChanged) = (before, true);
            await CheckAsync();
        }
    }

    private CodeOptions OptionsAt(int caret, bool isAsked)
    {
        var (typed, words) = SchemeCompletion.At(_text, caret, _readable, isAsked);
        return new CodeOptions(typed.Length, words.Take(MaxOptions)
            .Select(word => new CodeOption(word.Word, word.Insert, T(word.About))).ToArray());
    }

    private Task ShowInTextAsync(DocumentPath path)
    {
        (_view, _notMet) = (TextView, null);
        _goTo = DocumentText.PlaceOf(_text, path);
        StateHasChanged();
        return Task.CompletedTask;
    }

    private Task ShowLineAsync(Problem problem)
    {
        (_view, _goTo) = (TextView, (problem.Line, problem.Column));
        StateHasChanged();
        return Task.CompletedTask;
    }

    private LocalizedText? PlaceOf(Problem problem) => _form is { } form ? PlaceOf(problem, form.Document, form.Names) : null;

    // 第 3 步“土地分红” instead of steps[2].
    private static LocalizedText? PlaceOf(Problem problem, DocumentMapping document, SchemeFormNames names)
    {
        if (problem.Field.Split('.', '[', ']') is not [var section, var name, ..])
        {
            return null;
        }

        if (section is "steps" or "require" && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
        {
            var item = DocumentEdit.Find(document, DocumentPath.Of(section).Item(at)) as DocumentMapping;
            var called = SchemeFormNames.Title(item?.Find("title"));
            var (zh, en) = section == "steps" ? ("步", "step") : ("条要求", "requirement");
            return called.Zh.Length == 0 ? new LocalizedText($"第 {at + 1} {zh}", $"{en} {at + 1}")
                : new LocalizedText($"第 {at + 1} {zh}“{called.Zh}”", $"{en} {at + 1} “{called.En}”");
        }

        return section is "parameters" or "inputs" or "holdings" or "groups" or "labels"
            ? SchemeFormNames.Called(name, SchemeFormNames.Title(
                (DocumentEdit.Find(document, DocumentPath.Of(section, name)) as DocumentMapping)?.Find("title")))
            : null;
    }

    private void GoToFirst()
    {
        var first = _checked?.Problems.FirstOrDefault(problem => problem.Line > 0);
        (_view, _goTo) = (TextView, (first?.Line ?? 1, first?.Column ?? 1));
    }

    // To the field of the form, or to the nearest part of it that has one; else to the line of the text.
    private async Task GoAsync(Problem problem)
    {
        for (var field = problem.Field; _view == FormView && field.Length > 0;
            field = field[..Math.Max(0, field.LastIndexOfAny(['.', '[']))])
        {
            if (await Script.InvokeAsync<bool>("linkage.showField", FormPart.IdOf(field)))
            {
                return;
            }
        }

        (_view, _goTo) = (TextView, (problem.Line, problem.Column));
    }
}
