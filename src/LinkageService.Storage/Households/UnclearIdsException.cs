namespace LinkageService.Storage.Households;

/// <summary>The tables cannot be brought up to date: nothing was changed, and somebody must say which households are meant.</summary>
public sealed class UnclearIdsException(IReadOnlyList<UnclearId> ids) : Exception("Household ids are not clear.")
{
    /// <summary>Every one of them.</summary>
    public IReadOnlyList<UnclearId> Ids { get; } = ids;
}
