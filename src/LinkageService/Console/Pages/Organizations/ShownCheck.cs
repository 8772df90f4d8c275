using LinkageService.Features.Households;

namespace LinkageService.Console.Pages.Organizations;

/// <summary>
/// The check of a roster's file on its way to the parts of the page: parameters of components are public, checks are not.
/// </summary>
public sealed class ShownCheck
{
    private ShownCheck(RosterCheck check) => Check = check;

    internal RosterCheck Check { get; }

    internal static ShownCheck Of(RosterCheck check) => new(check);
}
