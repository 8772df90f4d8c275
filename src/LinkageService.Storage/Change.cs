namespace LinkageService.Storage;

/// <summary>One change to the database, whole or not at all: who makes it and when.</summary>
/// <param name="Actor">The user's name or the key's name.</param>
/// <param name="At">When it is made.</param>
public sealed record Change(string Actor, DateTimeOffset At)
{
    /// <summary>Names the change in the audit log and in the rows it writes; also finds it when the reply to its commit was lost.</summary>
    public string Id { get; } = Guid.CreateVersion7().ToString("N");

    /// <summary>
    /// Whether it is one of the service's own notes, such as how far it has delivered: these need not be told to the audit log, as every
    /// change of what people rely on is, and may be made twice.
    /// </summary>
    public bool IsNote { get; init; }
}
