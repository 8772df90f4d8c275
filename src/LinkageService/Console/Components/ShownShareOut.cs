using LinkageService.Features.Runs;

namespace LinkageService.Console.Components;

/// <summary>How money is shared out, on its way to <see cref="ShareOutPicture"/>: parameters of components are public.</summary>
public sealed class ShownShareOut
{
    private ShownShareOut(ShareOut shareOut, string? organization) => (ShareOut, Organization) = (shareOut, organization);

    internal ShareOut ShareOut { get; }

    internal string? Organization { get; }

    /// <param name="shareOut">What is shown; null for nothing.</param>
    /// <param name="organization">Whose households: their numbers become links to them; null for none.</param>
    internal static ShownShareOut? Of(ShareOut? shareOut, string? organization = null) =>
        shareOut is null ? null : new ShownShareOut(shareOut, organization);
}
