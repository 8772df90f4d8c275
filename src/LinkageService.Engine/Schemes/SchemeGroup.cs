namespace LinkageService.Engine.Schemes;

/// <summary>A named group of households.</summary>
public sealed record SchemeGroup
{
    internal SchemeGroup(string name, Condition condition) => (Name, Condition) = (name, condition);

    /// <summary>Its name.</summary>
    public string Name { get; }

    internal Condition Condition { get; }
}
