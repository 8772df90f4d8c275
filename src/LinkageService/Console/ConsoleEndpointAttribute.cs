using LinkageService.Access;

namespace LinkageService.Console;

/// <summary>Marks what belongs to the console: the caller is whoever the browser's cookie says.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ConsoleEndpointAttribute : Attribute;

/// <summary>Declares routes of the console.</summary>
internal static class ConsoleConventions
{
    /// <summary>A route of the console, and the permission it needs. What changes anything checks the form's token itself.</summary>
    public static TBuilder OfConsole<TBuilder>(this TBuilder route, Permission permission)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new ConsoleEndpointAttribute()).Requires(permission);
}
