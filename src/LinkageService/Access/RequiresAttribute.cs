namespace LinkageService.Access;

/// <summary>The permission a route, an rpc or a page needs. One without it is not there for anybody.</summary>
/// <param name="permission">The permission.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class RequiresAttribute(Permission permission) : Attribute
{
    /// <summary>The permission.</summary>
    public Permission Permission => permission;
}

/// <summary>Declares permissions where routes are mapped.</summary>
internal static class RequiresConventions
{
    /// <summary>Declares the permission the route needs.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder route, Permission permission)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RequiresAttribute(permission));
}
