namespace Grpc.Core;

/// <summary>On a generated base class: which static method lists the methods of its service.</summary>
/// <param name="bindType">The class with the method.</param>
/// <param name="bindMethodName">The method; it takes a <see cref="ServiceBinderBase"/> and the service.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public class BindServiceMethodAttribute(Type bindType, string bindMethodName) : Attribute
{
    /// <summary>The class with the method.</summary>
    public Type BindType { get; } = bindType;

    /// <summary>The name of the method.</summary>
    public string BindMethodName { get; } = bindMethodName;
}
