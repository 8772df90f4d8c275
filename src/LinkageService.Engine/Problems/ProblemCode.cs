namespace LinkageService.Engine.Problems;

/// <summary>A stable code of the closed list in <see cref="ProblemCodes"/>.</summary>
/// <param name="Name">The code on the wire, such as <c>pool_shortfall</c>. Never renamed.</param>
/// <param name="Kind">What kind of failure it is; decides HTTP status and gRPC status.</param>
public sealed record ProblemCode(string Name, ProblemKind Kind)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
