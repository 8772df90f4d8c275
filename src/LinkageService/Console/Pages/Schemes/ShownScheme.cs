using LinkageService.Engine.Schemes;

namespace LinkageService.Console.Pages.Schemes;

/// <summary>A scheme on its way to a part of a page: parameters of components are public.</summary>
public sealed class ShownScheme
{
    internal ShownScheme(Scheme scheme, bool isStored) => (Scheme, IsStored) = (scheme, isStored);

    internal Scheme Scheme { get; }

    /// <summary>Whether it is in the library; else it is being written.</summary>
    internal bool IsStored { get; }
}
