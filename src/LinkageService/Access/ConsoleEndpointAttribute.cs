using Microsoft.AspNetCore.Components.Endpoints;

namespace LinkageService.Access;

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

    /// <summary>Whether a request is for the console: a page, or what belongs to one.</summary>
    public static bool IsConsole(Endpoint endpoint) =>
        IsPage(endpoint) || endpoint.Metadata.GetMetadata<ConsoleEndpointAttribute>() is not null;

    /// <summary>Whether a request is for a page.</summary>
    public static bool IsPage(Endpoint endpoint) => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
}
