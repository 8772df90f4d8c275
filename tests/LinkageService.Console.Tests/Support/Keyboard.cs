using Microsoft.Playwright;

namespace LinkageService.Console.Tests.Support;

/// <summary>Somebody at a page who has no mouse: Tab, Enter, the space bar, arrows and letters.</summary>
internal sealed class Keyboard(ConsoleUser person)
{
    private const int MostTabs = 400;
    private const int MostChoices = 40;

    // What the focus is on, by its label or by what it says; empty where nobody could see that it is there.
    private const string Focused = """
        () => {
            const at = document.activeElement;
            const [style, place] = [getComputedStyle(at), at.closest('.drop') ?? at];
            const isSeen = style.outlineStyle !== 'none' || getComputedStyle(place).outlineStyle !== 'none';
            return isSeen ? (at.ariaLabel || at.labels?.[0]?.innerText || at.innerText || '').trim() : '';
        }
        """;

    // The session has answered everything the page told it so far; the focus stays where it is.
    private const string Settled = "() => window.DotNet?.invokeMethodAsync('none', 'none').then(() => 0, () => 0)";

    private IPage Page => person.Page;

    /// <summary>Goes on by Tab to what has this name, or a name that begins so; it can be seen where the focus is.</summary>
    public async Task TabToAsync(string name)
    {
        await person.ReadyAsync();
        await Page.EvaluateAsync(Settled);
        for (var at = 0; at < MostTabs; at++)
        {
            var said = await Page.EvaluateAsync<string>(Focused);
            if (said == name || (name.Length > 2 && said.StartsWith(name.Trim(), StringComparison.Ordinal)))
            {
                return;
            }

            await Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Tab never came to: {name}");
    }

    /// <summary>Goes to a button or link and presses it.</summary>
    public async Task PressAsync(string name)
    {
        await TabToAsync(name);
        await EnterAsync();
    }

    /// <summary>Presses Enter and waits for what comes of it.</summary>
    public async Task EnterAsync()
    {
        await Page.Keyboard.PressAsync("Enter");
        await Page.EvaluateAsync(Settled);
        await person.ReadyAsync();
    }

    /// <summary>Goes to a field and writes it anew.</summary>
    public async Task TypeAsync(string label, string text)
    {
        await TabToAsync(label);
        await Page.Keyboard.PressAsync("Control+A");
        await Page.Keyboard.TypeAsync(text);
    }

    /// <summary>Goes to a date and types it in the order in which this browser asks for it.</summary>
    public async Task TypeDateAsync(string label, string date)
    {
        await TabToAsync(label);
        var parts = date.Split('-');
        foreach (var order in (int[][])[[1, 2, 0], [0, 1, 2], [2, 1, 0]])
        {
            foreach (var part in order)
            {
                await Page.Keyboard.TypeAsync(parts[part]);
            }

            if (await Page.EvaluateAsync<string>("() => document.activeElement.value") == date)
            {
                await LeaveDateAsync();
                return;
            }

            for (var back = 0; back < parts.Length; back++)
            {
                await Page.Keyboard.PressAsync("ArrowLeft");
            }
        }

        Assert.Fail($"{date} could not be typed into {label}");
    }

    // Its year, its month, its day and its button are places of their own. Once it is left, the page may ask the server about it.
    private async Task LeaveDateAsync()
    {
        while (await Page.EvaluateAsync<bool>("() => document.activeElement.type === 'date'"))
        {
            await Page.Keyboard.PressAsync("Tab");
        }

        await Page.EvaluateAsync(Settled);
        await person.ReadyAsync();
    }

    /// <summary>Goes to a list and down to a choice of it.</summary>
    public async Task ChooseAsync(string label, string value)
    {
        await TabToAsync(label);
        for (var at = 0; at < MostChoices; at++)
        {
            if (await Page.EvaluateAsync<string>("() => document.activeElement.value") == value)
            {
                return;
            }

            await Page.Keyboard.PressAsync("ArrowDown");
        }

        Assert.Fail($"{label} never came to: {value}");
    }

    /// <summary>Goes to a box and ticks it.</summary>
    public async Task TickAsync(string label)
    {
        await TabToAsync(label);
        await Page.Keyboard.PressAsync("Space");
    }

    /// <summary>Goes to where a file is given and gives one.</summary>
    public async Task GiveAsync(string label, FilePayload file)
    {
        await TabToAsync(label);
        var chooser = await Page.RunAndWaitForFileChooserAsync(() => Page.Keyboard.PressAsync("Space"));
        await chooser.SetFilesAsync(file);
    }
}
