using System.Runtime.ExceptionServices;
using System.Text;
using LinkageService.Console.Pages.Schemes.Form;
using LinkageService.Console.Session;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;

namespace LinkageService.Tests.Console;

/// <summary>The form of a scheme drawn without a browser: its fields can be read and changed as a person changes them.</summary>
internal sealed class RenderedForm : Renderer
{
    private readonly Holder _holder = new();
    private readonly int _root;

    private RenderedForm(IServiceProvider services, string text)
        : base(services, NullLoggerFactory.Instance)
    {
        Text = text;
        _root = AssignRootComponentId(_holder);
        Do(() => RenderRootComponentAsync(_root));
        Show();
    }

    /// <summary>The text the form changes.</summary>
    public string Text { get; private set; }

    /// <summary>What the last change was; null for none.</summary>
    public IReadOnlyList<DocumentEdit>? Last { get; private set; }

    /// <summary>Whether the last change could not be made.</summary>
    public bool IsRefused { get; private set; }

    public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

    public static RenderedForm Of(string text)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new ConsoleSession(null!, TimeProvider.System));
        services.AddSingleton<NavigationManager, NowhereElse>();
        services.AddSingleton<IJSRuntime, NoScript>();
        return new RenderedForm(services.BuildServiceProvider(), text);
    }

    /// <summary>Puts another text in its place.</summary>
    public void Show(string text)
    {
        Text = text;
        Show();
    }

    /// <summary>Changes a field and draws the form anew.</summary>
    public void Change(RenderedField field, string value)
    {
        (Last, IsRefused) = (null, false);
        Do(() => DispatchEventAsync(field.OnChange, null, new ChangeEventArgs { Value = value }));
        Show();
    }

    /// <summary>Every field there is.</summary>
    public IReadOnlyList<RenderedField> Fields()
    {
        var fields = new List<RenderedField>();
        Walk(_root, element: fields.Add, text: _ => { });
        return fields;
    }

    /// <summary>All that is written on it.</summary>
    public string Words()
    {
        var words = new StringBuilder();
        Walk(_root, element: _ => { }, text: word => words.AppendLine(word));
        return words.ToString();
    }

    protected override void HandleException(Exception exception) => ExceptionDispatchInfo.Throw(exception);

    protected override Task UpdateDisplayAsync(in RenderBatch renderBatch) => Task.CompletedTask;

    private static DocumentNode? Read(string text) =>
        SchemeFile.Read(Encoding.UTF8.GetBytes(text), SchemeFile.LooksLikeJson(text), out _);

    private void Show()
    {
        var compiled = new ValidateScheme().Handle(Encoding.UTF8.GetBytes(Text), SchemeFile.LooksLikeJson(Text));
        var acts = new SchemeFormActs(EditAsync, _ => Task.CompletedTask, _ => Task.CompletedTask, _ => []);
        var state = new SchemeFormState((DocumentMapping)Read(Text)!, compiled.Problems, compiled.Scheme, acts);
        Do(() =>
        {
            _holder.Show(state);
            return Task.CompletedTask;
        });
    }

    private Task<bool> EditAsync(IReadOnlyList<DocumentEdit> edits)
    {
        Last = edits;
        var after = DocumentText.After(Text, edits, Read);
        IsRefused = after is null;
        Text = after ?? Text;
        return Task.FromResult(after is not null);
    }

    private void Do(Func<Task> act) => Dispatcher.InvokeAsync(act).GetAwaiter().GetResult();

    private void Walk(int component, Action<RenderedField> element, Action<string> text)
    {
        var frames = GetCurrentRenderTreeFrames(component);
        for (var at = 0; at < frames.Count; at++)
        {
            ref var frame = ref frames.Array[at];
            switch (frame.FrameType)
            {
                case RenderTreeFrameType.Text:
                    text(frame.TextContent);
                    break;
                case RenderTreeFrameType.Markup:
                    text(frame.MarkupContent);
                    break;
                case RenderTreeFrameType.Component:
                    Walk(frame.ComponentId, element, text);
                    break;
                case RenderTreeFrameType.Element when frame.ElementName is "input" or "select" or "textarea":
                    element(Field(frames.Array.AsSpan(at, frame.ElementSubtreeLength)));
                    break;
            }
        }
    }

    private static RenderedField Field(ReadOnlySpan<RenderTreeFrame> frames)
    {
        var (id, value, change) = ("", "", 0UL);
        var options = new List<string>();
        foreach (ref readonly var frame in frames)
        {
            if (frame.FrameType == RenderTreeFrameType.Attribute)
            {
                switch (frame.AttributeName)
                {
                    case "id":
                        id = frame.AttributeValue as string ?? "";
                        break;
                    case "value" when options.Count == 0 && value.Length == 0 && change == 0:
                        value = frame.AttributeValue?.ToString() ?? "";
                        break;
                    case "value":
                        options.Add(frame.AttributeValue?.ToString() ?? "");
                        break;
                    case "onchange":
                        change = frame.AttributeEventHandlerId;
                        break;
                }
            }
        }

        return new RenderedField(frames[0].ElementName, id, value, options, change);
    }

    /// <summary>Holds the form and gives it the document.</summary>
    private sealed class Holder : IComponent
    {
        private RenderHandle _handle;

        public void Attach(RenderHandle renderHandle) => _handle = renderHandle;

        public Task SetParametersAsync(ParameterView parameters) => Task.CompletedTask;

        public void Show(SchemeFormState state) => _handle.Render(builder =>
        {
            builder.OpenComponent<CascadingValue<SchemeFormState>>(0);
            builder.AddComponentParameter(1, nameof(CascadingValue<>.Value), state);
            builder.AddComponentParameter(2, nameof(CascadingValue<>.ChildContent), (RenderFragment)(inner =>
            {
                inner.OpenComponent<SchemeForm>(0);
                inner.CloseComponent();
            }));
            builder.CloseComponent();
        });
    }

    private sealed class NowhereElse : NavigationManager
    {
        public NowhereElse() => Initialize("http://localhost/", "http://localhost/");
    }

    private sealed class NoScript : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => default;

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => default;
    }
}

/// <summary>A field to type in or a choice.</summary>
/// <param name="Tag">input, select or textarea.</param>
/// <param name="Id">Its id: that of its place, or with a word behind it where it is a part of one.</param>
/// <param name="Value">What stands in it.</param>
/// <param name="Options">What can be chosen.</param>
/// <param name="OnChange">What takes a change; 0 for none.</param>
internal sealed record RenderedField(string Tag, string Id, string Value, IReadOnlyList<string> Options, ulong OnChange);
