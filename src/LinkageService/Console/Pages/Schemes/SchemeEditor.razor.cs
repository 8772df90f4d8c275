using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Schemes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using System.Globalization;
using System.Text;

namespace LinkageService.Console.Pages.Schemes;

/// <summary>Writes a scheme: checked, described and computed while it is typed.</summary>
public partial class SchemeEditor
{
    private const int WaitMilliseconds = 400;
    private const int MaxProblems = 30;

    private string _text = "";
    private string? _from;
    private string? _missing;
    private SchemeCompilation? _checked;
    private Scheme? _shown;
    private IReadOnlyList<(int Line, bool IsWarning)> _marks = [];
    private IReadOnlyDictionary<string, string>? _tried;
    private CancellationTokenSource? _typing;
    private bool _isChanged;
    private bool _isLeaving;
    private string? _leavingTo;

    /// <summary>The scheme to begin with, as id or id@version; null for an empty one.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    [Inject]
    private ValidateScheme Validate { get; set; } = null!;

    [Inject]
    private CreateScheme Create { get; set; } = null!;

    [Inject]
    private Limits Limits { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_text.Length > 0 && From == _from)
        {
            return;
        }

        _from = From;
        (_text, _missing) = Begin(From);
        (_isChanged, _isLeaving) = (false, false);
        _undo.Clear();
        await CheckAsync();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing)
    {
        _typing?.Cancel();
        base.Dispose(isDisposing);
    }

    private (string Text, string? Missing) Begin(string? from)
    {
        if (from is null)
        {
            return (EmptyScheme.Text, null);
        }

        return SchemeReference.TryParse(from, out var reference) && Library.Find(reference, year: null, out _) is { } scheme
            ? (YamlText.Of(WithVersion(scheme.Document, Library.Versions(scheme.Id)[^1].Version + 1)), null)
            : (EmptyScheme.Text, from);
    }

    // A version never changes once it is kept: what is written next is the one after the latest.
    private static DocumentNode WithVersion(DocumentNode document, int version) => document is DocumentMapping mapping
        ? new DocumentMapping(mapping.Entries.Select(entry => entry.Key == "version"
            ? entry with { Value = new DocumentScalar(version.ToString(CultureInfo.InvariantCulture)) }
            : entry).ToArray())
        : document;

    private IReadOnlyList<(string Address, string Label)> Above()
    {
        var links = new List<(string, string)> { ("/schemes", T("分配方案", "Schemes")) };
        if (_from is { } from && SchemeReference.TryParse(from, out var reference)
            && Library.Find(reference, year: null, out _) is { } scheme)
        {
            links.Add((SchemeGallery.Address(scheme), T(scheme.Title)));
        }

        return links;
    }

    // Waits until the typing pauses.
    private async Task TypeAsync(string text)
    {
        (_text, _isChanged, _notMet) = (text, true, null);
        _undo.Clear();
        _typing?.Cancel();
        using var typing = CancellationTokenSource.CreateLinkedTokenSource(Left);
        _typing = typing;
        try
        {
            await Task.Delay(WaitMilliseconds, typing.Token);
            await CheckAsync();
        }
        catch (OperationCanceledException)
        {
            // Somebody types on, or left.
        }
        finally
        {
            _typing = ReferenceEquals(_typing, typing) ? null : _typing;
        }
    }

    private async Task CheckAsync()
    {
        string text;
        do
        {
            text = _text;
            await CheckAsync(text);
        }
        while (!IsBusy && text != _text);
    }

    private async Task CheckAsync(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        if (utf8.Length > Limits.MaxSchemeBytes)
        {
            Failure = RequestFailures.SchemeTooLarge(Limits.MaxSchemeBytes);
            return;
        }

        var isJson = SchemeFile.LooksLikeJson(text);
        await TryAsync(async () =>
        {
            _checked = await AskAsync(Permission.Calculate, _ => Task.FromResult(Validate.Handle(utf8, isJson)));
            if (_checked.Scheme is { } scheme && scheme.Digest != _shown?.Digest)
            {
                _shown = scheme;
            }

            ShowForm(text);
            _marks = _checked.Problems.Where(problem => problem.Line > 0).GroupBy(problem => problem.Line)
                .Select(line => (line.Key, line.All(problem => problem.IsWarning))).ToArray();
        });
    }

    private string Verdict()
    {
        var errors = _checked?.Problems.Count(problem => !problem.IsWarning) ?? 0;
        var warnings = (_checked?.Problems.Count ?? 0) - errors;
        return (errors, warnings) switch
        {
            (0, 0) => T("可以用，没有问题。", "It can be used; there is no problem."),
            (0, _) => T($"可以用，有 {warnings} 个提醒。", $"It can be used, with {warnings} warnings."),
            (_, 0) => T($"有 {errors} 个错误，改好才能用。", $"{errors} errors to mend before it can be used."),
            _ => T($"有 {errors} 个错误、{warnings} 个提醒。", $"{errors} errors and {warnings} warnings."),
        };
    }

    private async Task SaveAsync()
    {
        var utf8 = Encoding.UTF8.GetBytes(_text);
        var isJson = SchemeFile.LooksLikeJson(_text);
        Scheme? kept = null;
        if (await TryAsync(async () => kept = (await AskAsync(Permission.WriteSchemes,
            caller => Create.HandleAsync(caller, utf8, isJson, Left))).Scheme))
        {
            _isLeaving = true;
            Navigation.NavigateTo($"{SchemeGallery.Address(kept!)}?version={kept!.Version}&saved=1");
        }
    }

    private void Leave(LocationChangingContext change)
    {
        if (_isChanged && !_isLeaving && !change.TargetLocation.Contains("/schemes/edit", StringComparison.Ordinal))
        {
            _leavingTo = change.TargetLocation;
            change.PreventNavigation();
            StateHasChanged();
        }
    }

    private void LeaveFor(string address)
    {
        _isLeaving = true;
        Navigation.NavigateTo(address);
    }
}
