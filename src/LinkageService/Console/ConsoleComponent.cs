using System.Globalization;
using LinkageService.Access;
using LinkageService.Console.Session;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using Microsoft.AspNetCore.Components;

namespace LinkageService.Console;

/// <summary>
/// What every page and part of the console has: the session, both languages, amounts as people read them, and acts whose refusal is
/// shown where it happened (<see cref="Failure"/>) instead of ending the page.
/// </summary>
public abstract class ConsoleComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();

    private TaskCompletionSource _act = new();

    [Inject]
    private protected ConsoleSession Session { get; set; } = null!;

    [Inject]
    private protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ILogger<ConsoleComponent> Log { get; set; } = null!;

    /// <summary>What the last act was refused for; null when it went well.</summary>
    private protected Failure? Failure { get; set; }

    /// <summary>Whether an act is under way: its button is disabled and says so.</summary>
    private protected bool IsBusy { get; private set; }

    /// <summary>Ends when the page is left.</summary>
    private protected CancellationToken Left => _left.Token;

    /// <summary>The words in the language of the session.</summary>
    private protected string T(string zh, string en) => Session.Language.Of(zh, en);

    /// <summary>The words in the language of the session.</summary>
    private protected string T(LocalizedText words) => Session.Language.Of(words);

    /// <summary>An amount of fen as people read it: <c>1,234.56</c>.</summary>
    private protected static string Yuan(long fen) => new Money(fen).ToDisplayString();

    /// <summary>A count with thousands separators.</summary>
    private protected static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>
    /// The language to mark text with that came as data: <c>zh</c> when it holds Chinese, so that it is read out as such on an English
    /// page.
    /// </summary>
    internal static string? LanguageOf(string? text) =>
        text is not null && text.Any(letter => letter is >= '\u3400' and <= '\u9fff') ? "zh" : null;

    /// <summary>A moment in China, to the minute.</summary>
    private protected static string At(DateTimeOffset moment) =>
        Dates.InChina(moment).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Asks a handler, naming the permission that is needed.</summary>
    private protected Task<TResponse> AskAsync<TResponse>(Permission needed, Func<Caller, Task<TResponse>> ask) =>
        Session.AskAsync(needed, ask);

    /// <summary>
    /// Does something a person asked for. A refusal is kept in <see cref="Failure"/> and shown; false then. Only one at a time.
    /// </summary>
    private protected async Task<bool> TryAsync(Func<Task> act)
    {
        if (IsBusy)
        {
            return false;
        }

        (IsBusy, Failure) = (true, null);
        _act = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        StateHasChanged();
        try
        {
            await act();
            return true;
        }
        catch (RefusedException refused)
        {
            Failure = refused.Failure;
        }
        catch (StorageUnavailableException exception)
        {
            Log.StorageUnavailable(exception.Message);
            Failure = RequestFailures.StorageUnavailable(exception);
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left: nobody waits for the answer.
        }
        finally
        {
            IsBusy = false;
            _act.SetResult();
            if (!_left.IsCancellationRequested)
            {
                StateHasChanged();
            }
        }

        return false;
    }

    /// <summary>
    /// <see cref="TryAsync"/> for what may be chosen while an act is under way, such as a filter: it is done after that act, not lost.
    /// </summary>
    private protected async Task<bool> TryNextAsync(Func<Task> act)
    {
        while (IsBusy && !_left.IsCancellationRequested)
        {
            await _act.Task;
        }

        return !_left.IsCancellationRequested && await TryAsync(act);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what still runs for the page.</summary>
    protected virtual void Dispose(bool isDisposing)
    {
        if (isDisposing && !_left.IsCancellationRequested)
        {
            _left.Cancel();
            _left.Dispose();
        }
    }
}
