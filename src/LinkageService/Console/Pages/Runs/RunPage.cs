using LinkageService.Access;
using LinkageService.Features.Runs;
using Microsoft.AspNetCore.Components;

namespace LinkageService.Console.Pages.Runs;

/// <summary>A page of one run: opens it, and opens it again after every act on it.</summary>
public abstract class RunPage : ConsoleComponent
{
    private string? _opened;

    /// <summary>The id of the run.</summary>
    [Parameter]
    public string Run { get; set; } = "";

    [Inject]
    private ShowRun Show { get; set; } = null!;

    /// <summary>The run as it stood when it was last looked at; null until then, and when it cannot be seen.</summary>
    private protected ShownRun? Shown { get; private set; }

    /// <summary>Reads the run, and then what else the page shows of it. What was typed on the page stays.</summary>
    private protected Task<bool> LookAsync() => TryAsync(async () =>
    {
        Shown = new ShownRun(await AskAsync(Permission.ReadRuns, caller => Show.HandleAsync(caller, Run, Left)));
        await LookFurtherAsync(Shown);
    });

    /// <summary>Reads what else the page shows.</summary>
    private protected virtual Task LookFurtherAsync(ShownRun shown) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        // From run to run the page stays the same component.
        if (!string.Equals(_opened, Run, StringComparison.Ordinal))
        {
            (_opened, Shown, Failure) = (Run, null, null);
            await LookAsync();
        }
    }
}
