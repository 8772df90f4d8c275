using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Http;
using Microsoft.AspNetCore.Components;

namespace LinkageService.Console.Pages.Runs.Acts;

/// <summary>
/// A step of a run's life as a form. It is decided on the revision that is shown: when somebody else changed the run in between, nothing
/// is done, the page is read again and what was typed stays.
/// </summary>
public abstract class RunAct : ConsoleComponent
{
    /// <summary>The run as it is shown.</summary>
    [Parameter, EditorRequired]
    public ShownRun Of { get; set; } = null!;

    /// <summary>The step was taken; says in a sentence what was done.</summary>
    [Parameter]
    public EventCallback<string> Done { get; set; }

    /// <summary>Somebody else changed the run since it was read.</summary>
    [Parameter]
    public EventCallback Stale { get; set; }

    /// <summary>Whether the run was handed in or made by whoever looks at it.</summary>
    private protected bool IsOwn => IsCaller(Of.Run.Row.Maker) || IsCaller(Of.Run.Life.SubmittedBy);

    /// <summary>Takes the step.</summary>
    /// <param name="needed">What the caller must be allowed.</param>
    /// <param name="take">Given who, and the revision that is shown.</param>
    /// <param name="done">What to say when it went well.</param>
    private protected async Task TakeAsync(Permission needed, Func<Caller, string, Task<StoredRun>> take, string done)
    {
        var etag = EntityTag.Of(Of.Run.Row.Revision);
        if (await TryAsync(() => AskAsync(needed, caller => take(caller, etag))))
        {
            await Done.InvokeAsync(done);
        }
        else if (Failure?.Code == ProblemCodes.StaleRevision)
        {
            Failure = null;
            await Stale.InvokeAsync();
        }
    }

    /// <summary>
    /// Takes a step before which somebody looked through the exceptions: where they are others by now, they are shown again.
    /// </summary>
    private protected async Task TakeAsync(
        Permission needed, ExceptionsSeen? seen, Func<Caller, string, Task<StoredRun>> take, string done)
    {
        await TakeAsync(needed, take, done);
        if (Failure?.Code == ProblemCodes.ExceptionsChanged && seen is not null)
        {
            await seen.RenewAsync();
        }
    }

    private bool IsCaller(string? name) => Session.Is(name);
}
